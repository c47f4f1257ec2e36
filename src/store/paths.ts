import { lstatSync, realpathSync } from 'node:fs'
import { basename, dirname, sep } from 'node:path'

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

/** True for a link itself, also one that leads nowhere; with a separator at its end the system would look through it. */
export function isLink(path: string): boolean {
  try {
    return lstatSync(withoutEnd(path)).isSymbolicLink()
  } catch {
    return false
  }
}

/** With all links looked through; of a folder that is not there, those of the folder that would hold it. */
export function realPath(path: string): string {
  try {
    return realpathSync(path)
  } catch {
    return path === dirname(path) ? path : below(realPath(dirname(path)), basename(path))
  }
}
