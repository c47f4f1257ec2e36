import { sep } from 'node:path'

/**
 * Names put below a folder as plain text. Unlike `join` it leaves the folder's own spelling alone (`..`, `//`, a
 * backslash on Linux): the login on macOS hangs on these very bytes, and `..` after a link would lead elsewhere.
 */
export function below(folder: string, ...names: string[]): string {
  return [folder.endsWith(sep) ? folder.slice(0, -1) : folder, ...names].join(sep)
}

/** Without the separators at its end, behind which the system would look through a link, and a name would be inside. */
export function withoutEnd(path: string): string {
  return path.replace(sep === '/' ? /(?<=.)\/+$/ : /(?<=[^:])[/\\]+$/, '')
}
