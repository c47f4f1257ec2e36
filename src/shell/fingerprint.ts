/**
 * A short digest for noticing a change, not for keeping anybody out: two 32-bit lanes of FNV-1a, the second one
 * starting elsewhere. Loading `node:crypto` would cost `ccs init` more than all the rest of its work.
 *
 * @returns 16 hexadecimal digits
 */
export function fingerprint(text: string): string {
  return [0x811c9dc5, 0x9e3779b9].map((seed) => fnv1a(text, seed).toString(16).padStart(8, '0')).join('')
}

function fnv1a(text: string, seed: number): number {
  let hash = seed
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  }
  return hash >>> 0
}
