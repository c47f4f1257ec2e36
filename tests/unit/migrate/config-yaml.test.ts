import { describe, expect, test } from 'vitest'
import { parseRegistry } from '../../../src/accounts/registry.ts'
import { findImports } from '../../../src/migrate/config-yaml/config-yaml.ts'
import { parseConfigYaml } from '../../../src/migrate/config-yaml/parse.ts'

const none = { created: null, last_used: null }
const parse = (text: string) => {
  const { accounts, settings, ...rest } = parseConfigYaml(text, 'config.yaml')
  return { accounts: Object.fromEntries(accounts), settings: Object.fromEntries(settings), ...rest }
}

describe('config.yaml of the older program', () => {
  test('accounts, settings profiles, the default, and what ccs cannot launch', () => {
    const text = `# CCS Unified Configuration
version: 13

default: "work"

accounts:
  work:
    created: "2026-11-25T10:50:36.436Z"
    last_used: "2026-11-25T10:50:46.950Z"
    context_mode: isolated
  Team_B:
    created: 2026-11-25T10:50:49.104Z
    last_used: null
  old: ~

profiles:
  glm:
    type: api
    settings: ~/.ccs/glm.settings.json
  elsewhere:
    type: api
    settings: ~/.ccs/elsewhere.settings.json
    target: codex
  empty: {}
  default:
    type: api
    settings: ~/.claude/settings.json

cliproxy:
  variants:
    gemini: {provider: gemini}
  oauth_accounts: {}
`
    expect(parse(text)).toEqual({
      accounts: {
        work: { created: '2026-11-25T10:50:36.436Z', last_used: '2026-11-25T10:50:46.950Z' },
        Team_B: { created: '2026-11-25T10:50:49.104Z', last_used: null },
        old: none,
      },
      settings: { glm: '~/.ccs/glm.settings.json' },
      others: ['gemini', 'elsewhere', 'empty'],
      defaultName: 'work',
    })
  })

  const rows: [what: string, text: string, accounts: object][] = [
    ['nothing in it', 'accounts:\nprofiles:\n', {}],
    [
      'names that are no text',
      'accounts: {1: {}, true: {}, null: {}, 1.50: {}}',
      { 1: none, true: none, null: none, '1.50': none },
    ],
    [
      'names that JavaScript keeps',
      'accounts:\n  constructor: {}\n  toString: {}\n',
      { constructor: none, toString: none },
    ],
    ['an anchor and its merge', 'x: &x {created: a}\naccounts:\n  b:\n    <<: *x\n', { b: { ...none, created: 'a' } }],
    [
      'Windows line ends and a tag of text',
      'accounts:\r\n  a:\r\n    created: !!str 5\r\n',
      { a: { ...none, created: '5' } },
    ],
    ['a hostile name', 'accounts: {"../x\\n$(id)": {}}', { '../x\n$(id)': none }],
  ]
  test.each(rows)('%s', (_, text, accounts) => expect(parse(text).accounts).toEqual(accounts))

  test('a name that is the prototype of objects', () => {
    const { accounts } = parseConfigYaml('accounts:\n  __proto__: {created: a}\n', 'config.yaml')
    expect([...accounts]).toEqual([['__proto__', { ...none, created: 'a' }]])
  })

  const aliases = (levels: number) =>
    Array.from(
      { length: levels },
      (_, level) => `x${level}: &x${level} [${Array(9).fill(level ? `*x${level - 1}` : 1)}]`,
    )
  const damaged: [what: string, text: string, said: string][] = [
    ['empty', '', 'its content is null, expected a map'],
    ['a list', '- a\n', 'its content is a list, expected a map'],
    ['no YAML', 'accounts: {a: {}\n', 'at line 2, column 1: Flow map in block collection'],
    ['a tab', 'accounts:\n\ta: {}\n', 'at line 2, column 1: Tabs are not allowed'],
    ['a key twice', 'accounts:\n  a: {}\n  "a": {}\n', 'at line 3, column 3: a key is there twice'],
    ['two documents', 'default: a\n---\ndefault: b\n', 'at line 2, column 1: there is more than one document'],
    ['a tag that makes a function', 'default: !!js/function "x"', 'at line 1, column 10: Unresolved tag'],
    ['a tag of its own', 'accounts: !x {}', 'at line 1, column 11: Unresolved tag'],
    ['bytes', 'default: !!binary aGk=', 'default is bytes, expected text'],
    ['a map as a key', 'accounts: {? {a: b} : {}}', 'all keys must be strings'],
    ['an alias of nothing', 'default: *x', 'Unresolved alias'],
    ['few aliases that become many', aliases(9).join('\n'), 'Excessive alias count'],
    ['nested without end', '['.repeat(10_000), 'it is nested too deeply'],
    ['larger than 1 MB', `x: ${'y'.repeat(2 ** 20)}`, 'larger than 1 MB'],
    ['accounts as a list', 'accounts: [a]', 'accounts is a list, expected a map'],
    ['a number as time', 'accounts: {a: {created: 5}}', 'accounts.a.created is 5, expected text'],
    ['a list as default', 'default: [a]', 'default is a list, expected text'],
    ['a number as settings', 'profiles: {a: {settings: 5}}', 'profiles.a.settings is 5, expected text'],
  ]
  test.each(damaged)('%s is damage', (_, text, said) => {
    expect(() => parse(text)).toThrow(expect.objectContaining({ code: 'damaged', status: 6 }))
    expect(() => parse(text)).toThrow(said)
  })

  test('sixty thousand keys do not take minutes', () => {
    const keys = Array.from({ length: 60_000 }, (_, index) => `k${index}: 1`)
    expect(parse(keys.join('\n')).accounts).toEqual({})
  })
})

describe('the plan of an import', () => {
  const registry = (text: string) => parseRegistry(text, 'profiles.json')
  const never = () => false
  const config = parseConfigYaml(
    'default: b\naccounts: {a: {created: x}, b: {}}\nprofiles: {glm: {settings: f}, km: {settings: g}}',
    'config.yaml',
  )

  test('what ccs has stays as it is', () => {
    expect(findImports(config, registry('{"profiles":{"a":{"plain":true}}}'), new Set(['glm']), never)).toEqual({
      accounts: [['b', { type: 'account', ...none }]],
      settings: [['km', 'g']],
      defaultName: 'b',
      others: [],
      taken: [],
    })
  })

  test('what ccs has under another name is neither an account nor the default', () => {
    expect(findImports(config, registry('{}'), new Set(), (name) => name === 'b')).toMatchObject({
      accounts: [['a', { type: 'account', created: 'x', last_used: null }]],
      defaultName: undefined,
    })
  })

  test('a default of our own stays, and one that is no profile of ours is not taken', () => {
    expect(
      findImports(config, registry('{"profiles":{"a":{}},"default":"a"}'), new Set(), never).defaultName,
    ).toBeUndefined()
    const other = parseConfigYaml('default: gemini\ncliproxy: {variants: {gemini: {}}}', 'config.yaml')
    expect(findImports(other, registry('{}'), new Set(), never)).toMatchObject({
      defaultName: undefined,
      others: ['gemini'],
    })
  })
})
