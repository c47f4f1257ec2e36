import { existsSync, lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { join } from 'node:path'

/** Where a tree holds what differs from run to run by its nature: numbers of files and processes. */
const BY_NATURE = /(?:^|\/)shell\/index\.json$/

/**
 * Everything below a folder, by relative path: kind, permissions, content. Times in texts are written as `<time>`;
 * times of files are left out, but for whether a profile has ever been used.
 *
 * @param folder need not be there
 */
export function pictureOf(folder: string): Map<string, string> {
  const picture = new Map<string, string>()
  const add = (path: string) => {
    const full = join(folder, path)
    const found = lstatSync(full)
    const mode = (found.mode & 0o777).toString(8)
    // The name of a backup is a time.
    const set = (what: string) => picture.set(path.replace(/backup\/\d{4}-[\dT-]+Z/, 'backup/<time>'), what)
    if (found.isSymbolicLink()) set(`link ${readlinkSync(full)}`)
    else if (found.isDirectory()) {
      if (path !== '') set(`folder ${mode}`)
      for (const name of readdirSync(full)) add(join(path, name))
    } else if (!found.isFile()) set('other')
    else set(`file ${mode} ${BY_NATURE.test(path) ? '' : contentOf(full)}`)
  }
  if (existsSync(folder)) add('')
  return picture
}

function contentOf(file: string): string {
  return (
    readFileSync(file, 'latin1')
      .replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/g, '<time>')
      // Of what was copied, which is in the picture itself.
      .replace(/"content": "[0-9a-f]{64}"/g, '"content": "<digest>"')
  )
}

/** @returns a line for each path where two pictures differ */
export function differences(expected: Map<string, string>, found: Map<string, string>): string[] {
  const paths = [...new Set([...expected.keys(), ...found.keys()])].sort()
  return paths.flatMap((path) => {
    const [one, other] = [expected.get(path), found.get(path)]
    if (one === other) return []
    if (one === undefined) return [`${path} is there, and should not be`]
    if (other === undefined) return [`${path} is missing`]
    return [`${path}: ${JSON.stringify(other.slice(0, 300))} instead of ${JSON.stringify(one.slice(0, 300))}`]
  })
}
