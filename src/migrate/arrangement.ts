import type { GenericSchema } from 'valibot'
import type { Registry } from '../accounts/registry.ts'
import type { Context } from '../context.ts'
import type { Quoter } from '../shell/shell.ts'
import type { Lock } from '../store/lock.ts'
import type { Backup } from './backup.ts'
import type { PartOfPlan } from './plan.ts'

/** What an older arrangement left besides profiles. A flag of `ccs migrate` asks for it, and it is a change by itself. */
export interface SeparateArrangement<Found, Done> {
  find(context: Context): Found
  /** @param quote the quoter of the person's shell */
  plan(found: Found, quote: Quoter): { changes: boolean; lines: string[]; json: object }
  apply(context: Context, found: Found): Done
}

/**
 * An older program whose profiles become ours: one file or folder here, and a row in `migration.ts`. All of them are brought
 * over in one change, with one backup.
 */
export interface Arrangement<Found = unknown, Read = unknown> {
  /** Its key in the manifest of a backup. */
  name: string
  /** What the manifest records of it. All but the first arrangement must accept undefined: older backups have nothing there. */
  record: GenericSchema
  /** Reads what needs a parser that is loaded only then; before the lock, because loading cannot be waited for under it. */
  read?(context: Context): Promise<Read>
  /**
   * Looks what is there, and changes nothing. It is asked once for the plan, and again under the lock.
   *
   * @throws CcsError for whatever would stand in the way
   */
  find(here: Here, read: Read): Found
  /** Decides by what was found alone. */
  plan(found: Found): PartOfPlan
  apply: {
    /** @returns what the manifest records before anything is changed */
    begin?(context: Context, found: Found): unknown
    /**
     * Makes what profiles need, and changes the registry in memory.
     *
     * @returns warnings for the person
     */
    beforeRegistry(migration: Migration, found: Found): string[]
    /** By the manifest alone, because a migration that was killed may have got so far. */
    afterRegistry?(migration: Migration): void
  }
  /** Takes back what `apply` did, in the other order. */
  undo: {
    plan(context: Context, backup: Backup): PartOfUndo
    beforeRegistry?(context: Context, backup: Backup): void
    afterRegistry?(migration: Migration, plan: PartOfUndo): void
  }
}

/** What is known before an arrangement is looked for. */
export interface Here {
  context: Context
  registry: Registry
  /** The last migration that is not taken back, and whether it was interrupted. */
  last: Backup | undefined
  isOpen: boolean
}

/** Absolute paths, but for the names of settings profiles. */
export interface PartOfUndo {
  restored: string[]
  /** Folders that were made for it and are removed. */
  removed: string[]
  /** The others, because somebody has used them. */
  kept: string[]
  /** Names of the settings profiles that go. */
  settings: string[]
}

/** A migration under way, under the lock. */
export interface Migration {
  context: Context
  lock: Lock
  registry: Registry
  backup: Backup
}
