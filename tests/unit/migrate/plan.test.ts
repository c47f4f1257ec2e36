import { describe, expect, test } from 'vitest'
import type { Found } from '../../../src/migrate/look.ts'
import { planMigration } from '../../../src/migrate/plan.ts'

describe('what is found decides the plan', () => {
  const account = { name: 'a', email: undefined, folder: '/i/a', isMissing: true }
  const nothing: Found = {
    registryFile: '/r',
    hasRegistry: true,
    configFile: '/c',
    hasConfig: false,
    accounts: [],
    others: [],
    settings: [],
    vault: [],
    keptVault: undefined,
    isOpen: false,
    migrated: [],
    imports: { accounts: [], settings: [], defaultName: undefined, others: [], taken: [] },
  }
  const imports: Found['imports'] = {
    accounts: [['c', {}]],
    settings: [['km', '/k']],
    defaultName: 'c',
    others: ['gemini'],
    taken: [],
  }
  const rows: [name: string, found: Partial<Found>, steps: string[], stays: string[]][] = [
    ['nothing', {}, [], []],
    ['released 2.5', { settings: ['glm'] }, [], ['glm']],
    ['a config.yaml alone', { hasRegistry: false, imports }, ['import c,km'], ['gemini']],
    ['a config.yaml beside v3', { others: ['b'], imports }, ['back-up /r', 'import c,km'], ['b', 'gemini']],
    [
      'only settings profiles of a config.yaml',
      { hasConfig: true, imports: { ...imports, accounts: [], defaultName: undefined } },
      ['back-up /c', 'import km'],
      ['gemini'],
    ],
    [
      'a config.yaml beside v2, interrupted',
      { accounts: [account], imports, isOpen: true },
      ['back-up /r', 'make-folder a', 'rewrite-registry a', 'import c,km', 'log-in a'],
      ['gemini'],
    ],
    ['v3 alone', { others: ['b'] }, [], ['b']],
    [
      'a v2 account beside one of v3',
      { accounts: [account], others: ['b'], vault: ['/v/a.json.enc'] },
      ['back-up /r', 'make-folder a', 'rewrite-registry a', 'back-up /v/a.json.enc', 'log-in a'],
      ['b'],
    ],
    [
      'its folder is there',
      { accounts: [{ ...account, isMissing: false }] },
      ['back-up /r', 'rewrite-registry a', 'log-in a'],
      [],
    ],
    [
      'killed when the registry was written',
      { isOpen: true, vault: ['/v/a.json.enc'], others: ['a', 'b'], migrated: [account] },
      ['finish', 'back-up /v/a.json.enc', 'log-in a'],
      ['b'],
    ],
    ['only a login is left', { others: ['a', 'b'], migrated: [account] }, ['log-in a'], ['b']],
    ['a vault that is a link', { accounts: [], others: ['b'], keptVault: '/v' }, [], ['b', '/v']],
  ]
  test.for(rows)('%s', ([, found, steps, stays]) => {
    const plan = planMigration({ ...nothing, ...found })
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
