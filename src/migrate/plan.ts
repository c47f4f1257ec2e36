import { printable, quoted } from '../errors/printable.ts'
import { changesAnything, changesRegistry } from './import-plan.ts'
import type { Found } from './look.ts'

/** One thing that a migration does; the keys are those of its JSON. */
export type Step =
  | { step: 'back-up'; file: string }
  | { step: 'make-folder'; profile: string; folder: string }
  | { step: 'rewrite-registry'; file: string; profiles: string[] }
  /** Profiles of a later program's config.yaml become ours; folders, logins and settings files stay. */
  | { step: 'import'; profiles: string[]; settings: string[]; default: string | null }
  /** What a run that was killed has begun. */
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

export interface Plan {
  version: '1'
  steps: Step[]
  stays: Stay[]
}

/**
 * What there is to do, in the order in which it is done. After a migration what remains are the logins.
 *
 * @param found what is there
 */
export function planMigration(found: Found): Plan {
  const { accounts, vault, registryFile: file } = found
  const { imports } = found
  const imported = imports.accounts.map(([name]) => name)
  const importedSettings = imports.settings.map(([name]) => name)
  const importStep: Step[] = changesAnything(imports)
    ? [{ step: 'import', profiles: imported, settings: importedSettings, default: imports.defaultName ?? null }]
    : []
  const isBegun = accounts.length > 0 || found.isOpen
  const steps: Step[] = [
    ...(accounts.length > 0 || (changesRegistry(imports) && found.hasRegistry)
      ? [{ step: 'back-up', file } as const]
      : []),
    ...(importedSettings.length > 0 && found.hasConfig ? [{ step: 'back-up', file: found.configFile } as const] : []),
    ...accounts.flatMap(({ name, folder, isMissing }) =>
      folder !== undefined && isMissing ? [{ step: 'make-folder', profile: name, folder } as const] : [],
    ),
    ...(accounts.length > 0
      ? [{ step: 'rewrite-registry', file, profiles: accounts.map(({ name }) => name) } as const]
      : []),
    ...importStep,
    ...(accounts.length === 0 && importStep.length === 0 && found.isOpen ? [{ step: 'finish' } as const] : []),
    ...(isBegun ? vault.map((file) => ({ step: 'back-up', file }) as const) : []),
    ...[...accounts, ...found.migrated].map(
      ({ name, email }) => ({ step: 'log-in', profile: name, email: email ?? null }) as const,
    ),
  ]
  const migrated = new Set(found.migrated.map(({ name }) => name))
  const stays: Stay[] = [
    ...found.others.filter((name) => !migrated.has(name)).map((profile) => ({ kind: 'account', profile }) as const),
    ...(found.keptVault === undefined ? [] : [{ kind: 'vault', folder: found.keptVault } as const]),
    ...found.settings.map((profile) => ({ kind: 'settings', profile }) as const),
    ...imports.others.map((profile) => ({ kind: 'config-yaml-other', profile }) as const),
    ...imports.taken.map((profile) => ({ kind: 'config-yaml-taken', profile }) as const),
  ]
  return { version: '1', steps, stays }
}

/** True for a plan that changes files; logins are asked for one by one. */
export function changesFiles({ steps }: Plan): boolean {
  return steps.some(({ step }) => step !== 'log-in')
}

/** @returns a line for each step and for what stays, safe to show */
export function describePlan({ steps, stays }: Plan): string[] {
  return [...steps.map(describeStep), ...stays.map(describeStay)]
}

function describeStep(step: Step): string {
  switch (step.step) {
    case 'back-up':
      return `back up      ${printable(step.file)}`
    case 'make-folder':
      return `make folder  ${printable(step.folder)}`
    case 'rewrite-registry':
      return `rewrite      ${printable(step.file)}: no vault any more for ${list(step.profiles)}`
    case 'import':
      return `import       ${[
        ...(step.profiles.length > 0 ? [`${list(step.profiles)} from config.yaml, with folder and login`] : []),
        ...(step.settings.length > 0 ? [`${list(step.settings)} from config.yaml, with the settings file`] : []),
        ...(step.default === null ? [] : [`${quoted(step.default)} as the default`]),
      ].join('; ')}`
    case 'finish':
      return 'finish       a migration that was interrupted'
    case 'log-in':
      return `log in       ${quoted(step.profile)}${step.email === null ? '' : ` (with v2 it was ${printable(step.email)})`}`
  }
}

function describeStay(stay: Stay): string {
  if (stay.kind === 'vault') return `stays        ${printable(stay.folder)}, because it lies elsewhere`
  if (stay.kind === 'config-yaml-other')
    return `stays        ${quoted(stay.profile)}, which only the older program launches`
  if (stay.kind === 'config-yaml-taken')
    return `stays        ${quoted(stay.profile)}, an account of config.yaml, because a settings profile has that name`
  return `stays        ${quoted(stay.profile)}, ${stay.kind === 'account' ? 'an account' : 'a settings profile'}`
}

function list(names: readonly string[]): string {
  return names.map((name) => quoted(name)).join(', ')
}
