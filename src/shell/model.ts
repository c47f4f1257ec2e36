/** What a template may know: a plain value, made from the registry, with no behaviour of its own. */
export interface ShellModel {
  /** Digest of everything below plus the templates and the version; the text and the stamp file both carry it. */
  stamp: string
  /** The directories and variables that the text was rendered for; unset and empty are the same. */
  ccsDir: string
  home: string
  envCcsDir: string
  envCcsHome: string
  envCcsConfig: string
  /** The file that lists the settings profiles (`config.json`, or what CCS_CONFIG names). */
  configFile: string
  /** Absolute path of the core, used where the shell cannot find `ccs` on PATH. */
  core: string
  /** Account profiles that the shell launches by itself. */
  accounts: { name: string; instance: string }[]
  /** The plain profile, when there is one. */
  plain: { name: string }[]
  /** Settings profiles that the shell launches by itself. */
  settings: { name: string; file: string }[]
  /** Names that are profiles, but the core's to launch: any string an older registry holds. */
  coreNames: { name: string }[]
  /** Names that get a `ccs-<name>` function. */
  functions: { name: string }[]
  /** Every word that is a command, built or not. */
  commands: { name: string }[]
  /** The registry's default; '' when there is none. */
  defaultName: string
  /** True when a folder is pinned, so that the core must choose the default. */
  pins: boolean
  /** Variables that would beat the profile's own login (launch rule 3). */
  overrides: { name: string }[]
}
