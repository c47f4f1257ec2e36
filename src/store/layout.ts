import type { Folders } from '../context.ts'
import { below } from './paths.ts'

/** Where things lie in the ccs dir (design, On disk). */

/** Names in `instances` that no profile's folder has. */
export const TRASH = '.trash'
export const STAGING = '.ccs-new'
/** How the names of settings files end. */
export const SETTINGS_SUFFIX = '.settings.json'

/** The account profiles and the default. */
export const registryFile = ({ ccsDir }: Folders) => below(ccsDir, 'profiles.json')
/** Folders bound to profiles. */
export const pinsFile = ({ ccsDir }: Folders) => below(ccsDir, 'pins.json')
/** What the person chose for all shells. */
export const choicesFile = ({ ccsDir }: Folders) => below(ccsDir, 'shell.json')
/** The folder that holds the owned instances. */
export const instancesFolder = ({ ccsDir }: Folders) => below(ccsDir, 'instances')
/** What a migration has replaced or moved, a folder for each. */
export const backupsFolder = ({ ccsDir }: Folders) => below(ccsDir, 'backup')
/** The encrypted logins of v2. */
export const vaultFolder = ({ ccsDir }: Folders) => below(ccsDir, 'accounts')
/** Changes that are under way, a file for each. */
export const journalFolder = ({ ccsDir }: Folders) => below(ccsDir, 'journal')
/** Instances on their way out, on the same disk as the others. */
export const trashFolder = (folders: Folders) => below(instancesFolder(folders), TRASH)
/** Where an owned instance is made, before it is put in its place. */
export const stagingFolder = (folders: Folders) => below(instancesFolder(folders), STAGING)
/** Folders whose login may outlive them. */
export const leftLoginsFile = ({ ccsDir }: Folders) => below(ccsDir, 'left-logins.json')
/** The settings file that ccs makes for a profile. */
export const settingsFile = ({ ccsDir }: Folders, name: string) => below(ccsDir, `${name}${SETTINGS_SUFFIX}`)
/** The folders in which ccs writes, or from which it or a shell runs something; they need not exist. */
export const ownFolders = ({ ccsDir }: Folders) =>
  ['instances', 'shell', 'shell/used', 'shell/times', 'journal', 'backup'].map((name) =>
    below(ccsDir, ...name.split('/')),
  )
/** The lock for everything shared. */
export const lockFile = ({ ccsDir }: Folders) => below(ccsDir, 'lock')
/** What the shells load and read. */
export const publishedFolder = ({ ccsDir }: Folders) => below(ccsDir, 'shell')
/** A file of the published integration: a text, the candidates, the stamp. */
export const publishedFile = ({ ccsDir }: Folders, name: string) => below(ccsDir, 'shell', name)
