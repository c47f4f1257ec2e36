import { describe, expect, test } from 'vitest'
import { reasonToAccept } from './accepted.ts'
import { answerOf } from './answer.ts'
import { looksLikeCredentialOrEndpoint, namesIn } from './names.ts'
import { describeFindings, merged } from './report.ts'
import { findCulprits, groupsOf } from './search.ts'
import { setsOf } from './sets.ts'
import { type Bait, KINDS, valuesOf } from './values.ts'

describe('names in a program text', () => {
  test.for<[text: string, names: string[]]>([
    ['process.env.HOME', ['HOME']],
    ['e.env?.CLAUDE_CODE_A', ['CLAUDE_CODE_A']],
    ['process.env["CLAUDE_CODE_A"]', ['CLAUDE_CODE_A']],
    // The newest CLI reads most variables through a table.
    ['s.CLAUDE_CODE_A||x({envVar:"CLAUDE_CODE_B"})', ['CLAUDE_CODE_A', 'CLAUDE_CODE_B']],
    ['{CLAUDE_CODE_A:()=>a,CLAUDE_CODE_B:()=>b}', ['CLAUDE_CODE_A', 'CLAUDE_CODE_B']],
    // Without an underscore and away from `env`, a word in capitals is no variable.
    ['"POST" a.JSON {GET:1}', []],
    ['"ERR_INVALID_ARG" ATTR_HTTP_URL "SEMATTRS_DB_NAME"', []],
    ['"CLAUDE_CODE_a" "CLAUDE_CODE_"', []],
  ])('%s', ([text, names]) => {
    expect([...namesIn(text)].sort()).toEqual(names)
  })

  test.for([
    ['ANTHROPIC_BASE_URL', true],
    ['CLAUDE_CODE_OAUTH_TOKEN_FILE_DESCRIPTOR', true],
    ['CLAUDE_CODE_MAX_OUTPUT_TOKENS', true],
    ['CLAUDE_BG_AUTH_SNAPSHOT_PATH', true],
    ['DISABLE_TELEMETRY', false],
  ] as const)('%s looks like a credential or an endpoint: %s', ([name, expected]) => {
    expect(looksLikeCredentialOrEndpoint(name)).toBe(expected)
  })
})

describe('search', () => {
  const names = Array.from({ length: 64 }, (_, index) => `N${index}`)

  test.for<[culprits: string[][], most: number]>([
    [[], 1],
    [[['N0']], 20],
    [[['N63']], 20],
    [[['N5'], ['N6'], ['N40']], 60],
    [[['N1', 'N62']], 40],
    [[['N1', 'N62', 'N30']], 60],
    [[['N9'], ['N1', 'N62']], 60],
  ])('finds %j in at most %i questions', async ([culprits, most]) => {
    let questions = 0
    const found = await findCulprits(names, async (some) => {
      questions++
      return culprits.some((set) => set.every((name) => some.includes(name)))
    })
    const sorted = (sets: string[][]) => sets.map((set) => [...set].sort().join()).sort()
    expect(sorted(found)).toEqual(sorted(culprits))
    expect(questions).toBeLessThanOrEqual(most)
  })

  test('an answer that differs once is no finding', async () => {
    let questions = 0
    expect(await findCulprits(names, async () => ++questions === 1)).toEqual([])
    expect(questions).toBe(2)
  })

  test('groups hold each name once, and families of Claude stand apart', () => {
    const mixed = [...names, ...names.map((name) => `CLAUDE_${name}`), 'ANTHROPIC_X']
    const groups = groupsOf(mixed)
    expect(groups.flat().sort()).toEqual([...mixed].sort())
    expect(groups.filter((group) => group.some((name) => /_/.test(name)) && group.includes('N0'))).toEqual([])
    expect(groupsOf(mixed, 1).every(({ length }) => length === 1)).toBe(true)
  })
})

test.for<[status: number | undefined, stdout: string, answer: string]>([
  [0, '{"loggedIn":true,"authMethod":"claude.ai","other":1}', 'loggedIn true, authMethod claude.ai'],
  [0, 'debug\n{"loggedIn":true}\n', 'loggedIn true'],
  [1, '{"loggedIn":false}', 'loggedIn false'],
  [1, '{"loggedIn":true}', 'exit status 1'],
  [3, '', 'exit status 3, no answer'],
  [undefined, '{"loggedIn":true}', 'it hangs'],
])('the answer of status %s and %j', ([status, stdout, answer]) => {
  expect(answerOf({ status, stdout })).toContain(answer)
})

const bait: Bait = {
  url: 'http://127.0.0.1:1',
  federationFolder: '/federation',
  userFolder: '/user',
  missingFolder: '/missing',
  tokenFile: '/token',
  jsonFile: '/credentials.json',
  json: '{}',
  descriptor: '3',
}

test.for([
  ['CLAUDE_CODE_OAUTH_TOKEN_FILE_DESCRIPTOR', '3'],
  ['ANTHROPIC_IDENTITY_TOKEN_FILE', '/token'],
  ['CLAUDE_BG_AUTH_SNAPSHOT_PATH', '/credentials.json'],
  ['XDG_CONFIG_HOME', '/federation'],
  ['CLAUDE_CODE_API_BASE_URL', 'http://127.0.0.1:1'],
  ['ANTHROPIC_API_HOST', '127.0.0.1:1'],
  ['CLAUDE_CODE_REMOTE', '1'],
] as const)('%s asks for %s', ([name, value]) => {
  expect(valuesOf('what the name asks for', [name], bait)).toEqual({ [name]: value })
})

test('each kind of value is another one', () => {
  const values = Object.values(KINDS).map((kind) => kind(bait, 'SOME_NAME'))
  // What the name asks for is 1 here.
  expect(new Set(values).size).toBe(values.length - 1)
})

test('sets: each provider with its own names, each family, no value but where one is needed', () => {
  const sets = setsOf(['AWS_REGION', 'CLAUDE_CODE_X_A', 'CLAUDE_CODE_X_B', 'ANTHROPIC_ALONE'], ['ANTHROPIC_ALONE'])
  const lines = sets.map((set) => Object.entries(set).map(([name, value]) => (value ? `${name}=${value}` : name)))
  expect(lines).toContainEqual(['AWS_REGION', 'CLAUDE_CODE_USE_BEDROCK=1'])
  expect(lines).toContainEqual(['CLAUDE_CODE_X_A', 'CLAUDE_CODE_X_B'])
  expect(lines).toContainEqual(['ANTHROPIC_ALONE', 'CLAUDE_CODE_ENTRYPOINT=remote'])
  expect(lines).not.toContainEqual(['ANTHROPIC_ALONE'])
})

describe('report', () => {
  const finding = { names: ['CLAUDE_NEW'], kind: '1', experiment: 'status', answer: 'loggedIn false' }

  test('findings that differ in the kind of value only are one', () => {
    expect(merged([finding, { ...finding, kind: 'a URL' }, { ...finding, answer: 'it hangs' }])).toEqual([
      { names: finding.names, experiment: 'status', answer: 'loggedIn false', kinds: ['1', 'a URL'] },
      { names: finding.names, experiment: 'status', answer: 'it hangs', kinds: ['1'] },
    ])
  })

  test('a new one is told with its value and the answer; an accepted one with the reason only', () => {
    const accepted = { ...finding, names: ['HTTPS_PROXY'] }
    const { text, isNew } = describeFindings([finding, accepted], [])
    expect(isNew).toBe(true)
    expect(text).toMatch(/CLAUDE_NEW\n {4}set to 1\n {4}status: loggedIn false/)
    expect(text).toContain(`HTTPS_PROXY: ${reasonToAccept('HTTPS_PROXY')}`)
    expect(describeFindings([accepted], [])).toMatchObject({ isNew: false })
  })
})
