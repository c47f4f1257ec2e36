import { chmodSync, lstatSync, readdirSync, renameSync, rmdirSync, utimesSync } from 'node:fs'
import { basename } from 'node:path'
import * as v from 'valibot'
import type { Context } from '../../context.ts'
import { isSystemError } from '../../errors/ccs-error.ts'
import { ensureOwnFolder, isOwnFolder, isThere, makePrivateFolder } from '../../store/folders.ts'
import { vaultFolder } from '../../store/layout.ts'
import { below } from '../../store/paths.ts'
import type { Backup } from '../backup.ts'

// v2 kept each login as an encrypted file, and beside them the salt. They are moved by renaming and never opened.

/** Its name in a backup. */
const KEPT = 'accounts'

/** What is to be moved, and what is to be given back with it. A name is one in the folder, never a path. */
export const VaultSchema = v.object({
  mode: v.number(),
  time: v.number(),
  files: v.array(v.object({ name: v.pipe(v.string(), v.regex(/^[^/\\]+$/)), mode: v.number() })),
})
type Vault = v.InferOutput<typeof VaultSchema>

/** Absolute paths of the files that a rename takes into the backup: none behind a link, or on another disk. */
export function vaultFiles(context: Context): string[] {
  const folder = vaultFolder(context)
  if (!isOwnFolder(folder) || vaultIsElsewhere(context)) return []
  return readdirSync(folder)
    .filter((name) => name === '.salt' || name.endsWith('.json.enc'))
    .sort()
    .map((name) => below(folder, name))
    .filter((file) => isFile(file))
}

/** True where the folder is a link, or another disk. */
export function vaultIsElsewhere(context: Context): boolean {
  const found = lstatSync(vaultFolder(context), { throwIfNoEntry: false })
  return found !== undefined && (!found.isDirectory() || found.dev !== lstatSync(context.ccsDir).dev)
}

/** For the manifest. */
export function vaultAsItIs(context: Context): Vault {
  const found = lstatSync(vaultFolder(context), { throwIfNoEntry: false })
  const files = vaultFiles(context).map((file) => ({ name: basename(file), mode: lstatSync(file).mode & 0o7777 }))
  return { mode: (found?.mode ?? 0o700) & 0o7777, time: found?.mtimeMs ?? 0, files }
}

/** Moves the files into the backup; what is there already was moved by a run that was killed. */
export function moveVault(context: Context, { folder }: Backup, vault: Vault): void {
  if (vault.files.length === 0) return
  ensureOwnFolder(below(folder, KEPT))
  for (const { name } of vault.files) {
    const [from, to] = [below(vaultFolder(context), name), below(folder, KEPT, name)]
    if (isFile(from) && !isThere(to)) renameSync(from, to)
    if (isFile(to)) chmodSync(to, 0o600)
  }
  removeIfEmpty(vaultFolder(context))
}

/** @returns the names of those files that are in the backup */
export function vaultInBackup({ folder }: Backup, vault: Vault): string[] {
  return vault.files.map(({ name }) => name).filter((name) => isFile(below(folder, KEPT, name)))
}

/** Moves the files back into their places, where these are free, with their own permissions. */
export function restoreVault(context: Context, { folder }: Backup, vault: Vault): void {
  const target = vaultFolder(context)
  if (vault.files.length === 0) return
  makePrivateFolder(target)
  for (const { name, mode } of vault.files) {
    const [from, to] = [below(folder, KEPT, name), below(target, name)]
    if (isFile(from) && !isThere(to)) renameSync(from, to)
    if (isFile(to) && !isThere(from)) chmodSync(to, mode)
  }
  chmodSync(target, vault.mode)
  utimesSync(target, vault.time / 1000, vault.time / 1000)
}

function isFile(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isFile() === true
}

/** Not where there is something else in it. */
function removeIfEmpty(folder: string): void {
  try {
    rmdirSync(folder)
  } catch (error) {
    if (!isSystemError(error, 'ENOENT', 'ENOTEMPTY', 'EEXIST', 'ENOTDIR')) throw error
  }
}
