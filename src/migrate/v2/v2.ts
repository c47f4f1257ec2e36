import { dirname } from 'node:path'
import * as v from 'valibot'
import { instanceOf } from '../../accounts/location.ts'
import type { Registry } from '../../accounts/registry.ts'
import { createInstance } from '../../changes/create-instance.ts'
import { discard } from '../../changes/trash.ts'
import type { Context } from '../../context.ts'
import { CcsError } from '../../errors/ccs-error.ts'
import { isFolder, isThere } from '../../store/folders.ts'
import { instancesFolder, registryFile, vaultFolder } from '../../store/layout.ts'
import { below } from '../../store/paths.ts'
import type { Arrangement } from '../arrangement.ts'
import { type Backup, record } from '../backup.ts'
import { digestOfUntouched } from '../untouched.ts'
import {
  moveVault,
  restoreVault,
  VaultSchema,
  vaultAsItIs,
  vaultFiles,
  vaultInBackup,
  vaultIsElsewhere,
} from './vault.ts'

/** What is there of v2, and what a migration before this one has left to do. */
export interface V2Found {
  registryFile: string
  /** Accounts that still have a vault, in the order of the registry. */
  accounts: V2Account[]
  /** Accounts of the last migration that are still there: they may not be logged in yet. */
  migrated: V2Account[]
  /** Absolute paths of the vault's files that go into the backup. */
  vault: string[]
  /** A folder of v2's logins that is a link, or on another disk, and so is left. */
  keptVault: string | undefined
}

export interface V2Account {
  name: string
  /** That of the account which v2 had under this name, as far as it noted it. */
  email: string | undefined
  /** The folder that is to be made; undefined where there is one, or none is needed. */
  newFolder: string | undefined
}

const RecordSchema = v.object({
  vault: VaultSchema,
  /** The accounts that are to log in once more. */
  profiles: v.array(v.string()),
  /** Folders that were not there; `content` is a digest of one as it was made, null where it was no longer as made. */
  folders: v.array(v.object({ folder: v.string(), content: v.nullable(v.string()) })),
})
type V2Record = v.InferOutput<typeof RecordSchema>

/** The accounts of v2, each with an encrypted login in its vault: they lose that, get a folder and log in once more. */
export const v2: Arrangement<V2Found> = {
  name: 'v2',
  record: RecordSchema,

  find({ context, registry, last, isOpen }) {
    const names = [...registry.profiles.keys()]
    const isOfV2 = (name: string) => registry.profiles.get(name)?.vault !== undefined
    const migrated = last ? recordIn(last).profiles : []
    const accounts = names.filter(isOfV2)
    return {
      registryFile: registryFile(context),
      accounts: accounts.map((name) => accountOf(context, registry, name)),
      migrated: migrated
        .filter((name) => registry.profiles.has(name) && !isOfV2(name))
        .map((name) => accountOf(context, registry, name)),
      vault: accounts.length > 0 || isOpen ? vaultFiles(context) : [],
      keptVault: accounts.length > 0 && vaultIsElsewhere(context) ? vaultFolder(context) : undefined,
    }
  },

  plan({ registryFile: file, accounts, migrated, vault, keptVault }) {
    const profiles = accounts.map(({ name }) => name)
    return {
      rewrites: accounts.length > 0 ? [file] : [],
      steps: [
        ...accounts.flatMap(({ name, newFolder: folder }) =>
          folder === undefined ? [] : [{ step: 'make-folder', profile: name, folder } as const],
        ),
        ...(accounts.length > 0 ? [{ step: 'rewrite-registry', file, profiles } as const] : []),
      ],
      moves: vault,
      logins: [...accounts, ...migrated].map(({ name, email }) => ({
        step: 'log-in',
        profile: name,
        email: email ?? null,
      })),
      stays: keptVault === undefined ? [] : [{ kind: 'vault', folder: keptVault }],
    }
  },

  apply: {
    begin: (context, { accounts }): V2Record => ({
      vault: vaultAsItIs(context),
      profiles: accounts.map(({ name }) => name),
      folders: accounts.flatMap(({ newFolder: folder }) => (folder === undefined ? [] : { folder, content: null })),
    }),
    beforeRegistry({ context, lock, registry, backup }, { accounts }) {
      const warnings = accounts.flatMap(({ newFolder }) =>
        newFolder === undefined ? [] : createInstance(context, newFolder, lock),
      )
      const made = recordIn(backup)
      for (const folder of made.folders) folder.content = digestOfUntouched(folder.folder)
      record(backup, v2, made, lock)
      for (const { name } of accounts) delete registry.profiles.get(name)?.vault
      return warnings
    },
    // When no registry names a vault any more.
    afterRegistry: ({ context, backup }) => moveVault(context, backup, recordIn(backup).vault),
  },

  undo: {
    plan(context, backup) {
      const { vault, folders } = recordIn(backup)
      const made = folders.filter(({ folder }) => isThere(folder))
      // A folder in which somebody has been may hold a login.
      const isUntouched = ({ folder, content }: (typeof made)[number]) =>
        content !== null && dirname(folder) === instancesFolder(context) && digestOfUntouched(folder) === content
      const removed = made.filter(isUntouched).map(({ folder }) => folder)
      return {
        restored: vaultInBackup(backup, vault).map((name) => below(vaultFolder(context), name)),
        removed,
        kept: made.map(({ folder }) => folder).filter((folder) => !removed.includes(folder)),
        settings: [],
      }
    },
    beforeRegistry: (context, backup) => restoreVault(context, backup, recordIn(backup).vault),
    afterRegistry({ context }, { removed }) {
      for (const folder of removed) discard(context, folder)
    },
  },
}

function recordIn({ manifest }: Backup): V2Record {
  return v.parse(RecordSchema, manifest.records[v2.name])
}

/** @throws CcsError `file-system` where a file is in the place of its folder */
function accountOf(context: Context, registry: Registry, name: string): V2Account {
  const { email, plain, ...entry } = registry.profiles.get(name) ?? {}
  const known = { name, email: typeof email === 'string' && email !== '' ? email : undefined }
  if (plain) return { ...known, newFolder: undefined }
  const folder = instanceOf(context, name, entry)
  if (!isThere(folder)) return { ...known, newFolder: canBeMade(context, folder) ? folder : undefined }
  if (entry.vault !== undefined && !isFolder(folder)) throw new CcsError('instance-is-no-folder', { folder })
  return { ...known, newFolder: undefined }
}

/** One on a disk that is not mounted must not be made on the disk below. */
function canBeMade(context: Context, folder: string): boolean {
  return dirname(folder) === instancesFolder(context) || isFolder(dirname(folder))
}
