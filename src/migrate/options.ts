/** The options of `ccs migrate` that each of its modes takes. */
export interface MigrateOptions {
  isDryRun: boolean
  wantsLogin: boolean
  json: boolean
  force: boolean
  /** Only with --scan. */
  apply: boolean
}
