import { describe, expect, test } from 'vitest'
import { type ConfigYamlFound, configYaml } from '../../../src/migrate/config-yaml/config-yaml.ts'
import { describePlan, planMigration } from '../../../src/migrate/plan.ts'
import { type V2Found, v2 } from '../../../src/migrate/v2/v2.ts'

describe('what is found decides the plan', () => {
  const account = { name: 'a', email: undefined, newFolder: '/i/a' }
  const nothing: V2Found = { registryFile: '/r', accounts: [], migrated: [], vault: [], keptVault: undefined }
  const imports: ConfigYamlFound['imports'] = {
    accounts: [['c', {}]],
    settings: [['km', '/k']],
    defaultName: 'c',
    others: ['gemini'],
    taken: [],
  }
  const noImports = { accounts: [], settings: [], defaultName: undefined, others: [], taken: [] }
  interface Row {
    ofV2?: Partial<V2Found>
    yaml?: Partial<ConfigYamlFound>
    accounts?: string[]
    settings?: string[]
    isOpen?: true
  }
  const rows: [name: string, row: Row, steps: string[], stays: string[]][] = [
    ['nothing', {}, [], []],
    ['released 2.5', { settings: ['glm'] }, [], ['glm']],
    ['a config.yaml alone', { yaml: { imports, registryFile: undefined } }, ['import c,km'], ['gemini']],
    ['a config.yaml beside v3', { accounts: ['b'], yaml: { imports } }, ['back-up /r', 'import c,km'], ['b', 'gemini']],
    [
      'only settings profiles of a config.yaml',
      { yaml: { imports: { ...imports, accounts: [], defaultName: undefined }, configFile: '/c' } },
      ['back-up /c', 'import km'],
      ['gemini'],
    ],
    [
      'a config.yaml beside v2, interrupted',
      { ofV2: { accounts: [account] }, accounts: ['a'], yaml: { imports }, isOpen: true },
      ['back-up /r', 'make-folder a', 'rewrite-registry a', 'import c,km', 'log-in a'],
      ['gemini'],
    ],
    ['v3 alone', { accounts: ['b'] }, [], ['b']],
    [
      'a v2 account beside one of v3',
      { ofV2: { accounts: [account], vault: ['/v/a.json.enc'] }, accounts: ['a', 'b'] },
      ['back-up /r', 'make-folder a', 'rewrite-registry a', 'back-up /v/a.json.enc', 'log-in a'],
      ['b'],
    ],
    [
      'its folder is there',
      { ofV2: { accounts: [{ ...account, newFolder: undefined }] }, accounts: ['a'] },
      ['back-up /r', 'rewrite-registry a', 'log-in a'],
      [],
    ],
    [
      'killed when the registry was written',
      { ofV2: { vault: ['/v/a.json.enc'], migrated: [account] }, accounts: ['a', 'b'], isOpen: true },
      ['finish', 'back-up /v/a.json.enc', 'log-in a'],
      ['b'],
    ],
    ['only a login is left', { ofV2: { migrated: [account] }, accounts: ['a', 'b'] }, ['log-in a'], ['b']],
    ['a vault that is a link', { ofV2: { keptVault: '/v' }, accounts: ['b'] }, [], ['b', '/v']],
  ]
  test.for(rows)('%s', ([, { ofV2, yaml, accounts = [], settings = [], isOpen = false }, steps, stays]) => {
    const parts = [
      v2.plan({ ...nothing, ...ofV2 }),
      configYaml.plan({ imports: noImports, registryFile: '/r', configFile: undefined, ...yaml }),
    ]
    const plan = planMigration(parts, { accounts, settings, isOpen })
    const words = plan.steps.map((step) => {
      if (step.step === 'finish') return step.step
      if (step.step === 'import') return `import ${[...step.profiles, ...step.settings].join()}`
      return [step.step, 'profile' in step ? step.profile : 'profiles' in step ? step.profiles.join() : step.file].join(
        ' ',
      )
    })
    expect(words).toEqual(steps)
    expect(plan.stays.map((stay) => (stay.kind === 'vault' ? stay.folder : stay.profile))).toEqual(stays)
  })
})

test('each step and whatever stays is a line that is safe to show', () => {
  const lines = describePlan({
    version: '1',
    steps: [
      { step: 'back-up', file: '/r\n' },
      { step: 'make-folder', profile: 'a', folder: '/i/a' },
      { step: 'rewrite-registry', file: '/r', profiles: ['a', 'b'] },
      { step: 'import', profiles: ['c'], settings: ['km'], default: 'c' },
      { step: 'finish' },
      { step: 'log-in', profile: 'a', email: 'a@example.com' },
    ],
    stays: [
      { kind: 'account', profile: 'd' },
      { kind: 'vault', folder: '/v' },
    ],
  })
  expect(lines).toEqual([
    'back up      /r\\u{a}',
    'make folder  /i/a',
    'rewrite      /r: no vault any more for "a", "b"',
    'import       "c" from config.yaml, with folder and login; "km" from config.yaml, with the settings file; "c" as the default',
    'finish       a migration that was interrupted',
    'log in       "a" (with v2 it was a@example.com)',
    'stays        "d", an account',
    'stays        /v, because it lies elsewhere',
  ])
})
