import { printable, quoted } from '../errors/printable.ts'

/** One thing that a migration does; the keys are those of its JSON. */
export type Step =
  | { step: 'back-up'; file: string }
  | { step: 'make-folder'; profile: string; folder: string }
  | { step: 'rewrite-registry'; file: string; profiles: string[] }
  /** Profiles of a later program's config.yaml become ours; folders, logins and settings files stay. */
  | { step: 'import'; profiles: string[]; settings: string[]; default: string | null }
  /** Finishes what a killed run left. */
  | { step: 'finish' }
  /** Where it is not logged in there already. */
  | { step: 'log-in'; profile: string; email: string | null }

/** Something that is left as it is. */
export type Stay =
  | { kind: 'account' | 'settings'; profile: string }
  | { kind: 'vault'; folder: string }
  /** Only in the config.yaml of a later program, and ccs cannot launch it. */
  | { kind: 'config-yaml-other'; profile: string }
  /** An account of that config.yaml whose name a settings profile of ours has. */
  | { kind: 'config-yaml-taken'; profile: string }

/** What an arrangement adds to the plan of a migration. */
export interface PartOfPlan {
  /** Files that are written anew, so they are copied into the backup first. */
  rewrites: string[]
  steps: Step[]
  /** Files that move into the backup when the registry is written. */
  moves: string[]
  logins: (Step & { step: 'log-in' })[]
  stays: Stay[]
}

export interface Plan {
  version: '1'
  steps: Step[]
  stays: Stay[]
}

/**
 * What there is to do, in the order in which it is done. After a migration what remains are the logins.
 *
 * @param parts of the arrangements
 * @param ours what is there besides: the account profiles, the settings profiles, and whether a migration was interrupted
 */
export function planMigration(
  parts: readonly PartOfPlan[],
  ours: { accounts: readonly string[]; settings: readonly string[]; isOpen: boolean },
): Plan {
  const all = <Key extends keyof PartOfPlan>(key: Key) =>
    parts.flatMap((part) => part[key] as PartOfPlan[Key][number][])
  const backUp = (files: readonly string[]) => [...new Set(files)].map((file) => ({ step: 'back-up', file }) as const)
  const logins = all('logins')
  const isFinishOnly = ours.isOpen && all('steps').length === 0
  const others = ours.accounts.filter((name) => !logins.some(({ profile }) => profile === name))
  return {
    version: '1',
    steps: [
      ...backUp(all('rewrites')),
      ...all('steps'),
      ...(isFinishOnly ? [{ step: 'finish' } as const] : []),
      ...backUp(all('moves')),
      ...logins,
    ],
    stays: [
      ...others.map((profile) => ({ kind: 'account', profile }) as const),
      ...ours.settings.map((profile) => ({ kind: 'settings', profile }) as const),
      ...all('stays'),
    ],
  }
}

/** True for a plan that changes files; logins are asked for one by one. */
export function changesFiles({ steps }: Plan): boolean {
  return steps.some(({ step }) => step !== 'log-in')
}

/** @returns a line for each step and for what stays, safe to show */
export function describePlan({ steps, stays }: Plan): string[] {
  if (steps.length === 0) return []
  return [...steps.map((step) => line(step.step, textOf(step))), ...stays.map((stay) => line('stays', reasonOf(stay)))]
}

/** What the steps are called, where that is not their key. */
const WORDS: Record<string, string> = { 'rewrite-registry': 'rewrite' }

function line(step: string, text: string): string {
  return `${(WORDS[step] ?? step.replace('-', ' ')).padEnd(13)}${text}`
}

function textOf(step: Step): string {
  switch (step.step) {
    case 'back-up':
      return printable(step.file)
    case 'make-folder':
      return printable(step.folder)
    case 'rewrite-registry':
      return `${printable(step.file)}: no vault any more for ${list(step.profiles)}`
    case 'import':
      return [
        ...(step.profiles.length > 0 ? [`${list(step.profiles)} from config.yaml, with folder and login`] : []),
        ...(step.settings.length > 0 ? [`${list(step.settings)} from config.yaml, with the settings file`] : []),
        ...(step.default === null ? [] : [`${quoted(step.default)} as the default`]),
      ].join('; ')
    case 'finish':
      return 'a migration that was interrupted'
    case 'log-in':
      return `${quoted(step.profile)}${step.email === null ? '' : ` (with v2 it was ${printable(step.email)})`}`
  }
}

function reasonOf(stay: Stay): string {
  switch (stay.kind) {
    case 'vault':
      return `${printable(stay.folder)}, because it lies elsewhere`
    case 'config-yaml-other':
      return `${quoted(stay.profile)}, which only the older program launches`
    case 'config-yaml-taken':
      return `${quoted(stay.profile)}, an account of config.yaml, because a settings profile has that name`
    default:
      return `${quoted(stay.profile)}, ${stay.kind === 'account' ? 'an account' : 'a settings profile'}`
  }
}

function list(names: readonly string[]): string {
  return names.map((name) => quoted(name)).join(', ')
}
