import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'

/** Everything below a folder with all its times but that of reading: kind, mode, times, size, target, content. */
export function exactPicture(folder: string): string {
  const list = execFileSync('find', [folder, '-printf', '%P\\0%y %m %T@ %C@ %s %l\\0'], { encoding: 'latin1' })
  const contents = execFileSync('find', [folder, '-type', 'f', '-exec', 'sha256sum', '--zero', '{}', '+'])
  return createHash('sha256').update(list).update(contents).digest('hex') + list
}
