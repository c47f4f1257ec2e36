/**
 * A value of the outside world (a name, a path) made safe to show: what could steer a terminal or hide (control,
 * format and unassigned characters) is written as `\u{…}`.
 */
export function printable(value: string): string {
  return value.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`)
}

/** The same between quotes, so that its end is seen. */
export function quoted(value: string): string {
  return `"${printable(value)}"`
}

/** True for what can be an argument or part of a path: no NUL, no half of a surrogate pair (which JSON can hold). */
export function isPassable(value: string): boolean {
  return !value.includes('\0') && Buffer.from(value).toString() === value
}
