import type { Context } from '../context.ts'
import { below } from './paths.ts'

/** Where things lie in the ccs dir (design, On disk). */

/** Names in `instances` that no profile's folder has. */
export const TRASH = '.trash'
export const STAGING = '.ccs-new'
/** How the names of settings files end. */
export const SETTINGS_SUFFIX = '.settings.json'

/** The account profiles and the default. */
export const registryFile = ({ ccsDir }: Context) => below(ccsDir, 'profiles.json')
/** Folders bound to profiles. */
export const pinsFile = ({ ccsDir }: Context) => below(ccsDir, 'pins.json')
/** What the person chose for all shells. */
export const choicesFile = ({ ccsDir }: Context) => below(ccsDir, 'shell.json')
/** The folder that holds the owned instances. */
export const instancesFolder = ({ ccsDir }: Context) => below(ccsDir, 'instances')
/** What a migration has replaced or moved, a folder for each. */
export const backupsFolder = ({ ccsDir }: Context) => below(ccsDir, 'backup')
/** The encrypted logins of v2. */
export const vaultFolder = ({ ccsDir }: Context) => below(ccsDir, 'accounts')
/** Changes that are under way, a file for each. */
export const journalFolder = ({ ccsDir }: Context) => below(ccsDir, 'journal')
/** Instances on their way out, on the same disk as the others. */
export const trashFolder = (context: Context) => below(instancesFolder(context), TRASH)
/** Where an owned instance is made, before it is put in its place. */
export const stagingFolder = (context: Context) => below(instancesFolder(context), STAGING)
/** Folders whose login may outlive them. */
export const leftLoginsFile = ({ ccsDir }: Context) => below(ccsDir, 'left-logins.json')
/** The settings file that ccs makes for a profile. */
export const settingsFile = ({ ccsDir }: Context, name: string) => below(ccsDir, `${name}${SETTINGS_SUFFIX}`)
/** The folders in which ccs writes, or from which it or a shell runs something; they need not exist. */
export const ownFolders = ({ ccsDir }: Context) =>
  ['instances', 'shell', 'shell/used', 'shell/times', 'journal', 'backup'].map((name) =>
    below(ccsDir, ...name.split('/')),
  )
/** The lock for everything shared. */
export const lockFile = ({ ccsDir }: Context) => below(ccsDir, 'lock')
/** What the shells load and read. */
export const publishedFolder = ({ ccsDir }: Context) => below(ccsDir, 'shell')
/** A file of the published integration: a text, the candidates, the stamp. */
export const publishedFile = ({ ccsDir }: Context, name: string) => below(ccsDir, 'shell', name)
