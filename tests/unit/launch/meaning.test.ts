import { describe, expect, test } from 'vitest'
import { COMMAND_NAMES } from '../../../src/command-table.ts'
import { type Meaning, meaningOf } from '../../../src/launch/meaning.ts'
import type { Known } from '../../../src/launch/profiles.ts'
import { promptCall } from '../../../src/launch/prompt-call.ts'

const accounts = ['work', 'personal', 'constructor', 'My Work', '-x', 'run-it', 'ab']
const settings = ['glm', 'kimi']

function known(over: Partial<Known> = {}): Known {
  return {
    isAccount: (name) => accounts.includes(name),
    isSettings: (name) => settings.includes(name),
    hasPlainDefault: () => false,
    names: () => [...accounts, ...settings],
    hasDefault: () => true,
    ...over,
  }
}

const profile = (name: string, ...args: string[]): Meaning => ({ kind: 'profile', name, args })
const prompt = (...args: string[]): Meaning => ({ kind: 'default', args })
const command = (name: string, ...args: string[]): Meaning => ({ kind: 'command', name, args })
const notFound = (word: string, ...near: string[]): Meaning => ({ kind: 'not-found', word, near })

describe('what a command line means', () => {
  const rows: [words: string[], meaning: Meaning][] = [
    // A command, whatever follows.
    [['auth', 'list'], command('auth', 'list')],
    [['init', '--help'], command('init', '--help')],
    [['use', 'work'], command('use', 'work')],
    // ccs's own options, only in the first place.
    [['--help'], command('help')],
    [['-h', 'auth'], command('help', 'auth')],
    [['--version'], command('version')],
    [['-v'], command('version')],
    // A profile, by exactly its name; all else is claude's.
    [['work'], profile('work')],
    [['work', '--help', '', '--', '-v'], profile('work', '--help', '', '--', '-v')],
    [['glm', 'a task'], profile('glm', 'a task')],
    [['constructor', 'x'], profile('constructor', 'x')],
    [['My Work', 'x'], profile('My Work', 'x')],
    [['-x', 'y'], profile('-x', 'y')],
    // run: any profile, never a prompt.
    [['run', 'work', '--help'], profile('work', '--help')],
    [['run', '-x'], profile('-x')],
    [['run', 'run-it'], profile('run-it')],
    [['run', 'wrok'], notFound('wrok', 'work')],
    [['run', 'a task'], notFound('a task')],
    [['run'], command('run')],
    [['run', '--help'], command('run', '--help')],
    // Words of other tools are never a prompt, unless they are profiles.
    [['list'], { kind: 'foreign-word', word: 'list', args: [] }],
    [['login', 'work', '-x'], { kind: 'foreign-word', word: 'login', args: ['work', '-x'] }],
    // The default, with all arguments or with what follows `--`.
    [[], prompt()],
    [['-p', 'hi'], prompt('-p', 'hi')],
    [['--verbose'], prompt('--verbose')],
    [['--'], prompt()],
    [['--', 'work'], prompt('work')],
    [['--', '--help'], prompt('--help')],
    [['--', '--'], prompt('--')],
    [['-'], prompt('-')],
    // Text that is no name even in lower case.
    [[''], prompt('')],
    [['fix the bug'], prompt('fix the bug')],
    [['fix!', 'x'], prompt('fix!', 'x')],
    [['_work'], prompt('_work')],
    [['über'], prompt('über')],
    [['a\n'], prompt('a\n')],
    [['a'.repeat(65), 'x'], prompt('a'.repeat(65), 'x')],
    // A word that could be a name: near one, or followed by a word, is a slip.
    [['wrok'], notFound('wrok', 'work')],
    [['WORK'], notFound('WORK', 'work')],
    [['personla'], notFound('personla', 'personal')],
    [['prsnal'], notFound('prsnal', 'personal')],
    [['aut'], notFound('aut', 'auth')],
    [['ac'], notFound('ac', 'ab')],
    [['office', 'review'], notFound('office')],
    [['mcp', 'list'], notFound('mcp')],
    // Any other word is a prompt.
    [['explain'], prompt('explain')],
    [['office', '-p'], prompt('office', '-p')],
    [['persist'], prompt('persist')],
    [['a'.repeat(64)], prompt('a'.repeat(64))],
  ]
  test.each(rows)('%j', (words, meaning) => {
    expect(meaningOf(words, known())).toEqual(meaning)
  })

  test('without a default a word that could be a name is never a prompt', () => {
    expect(meaningOf(['explain'], known({ hasDefault: () => false }))).toEqual(notFound('explain'))
    expect(meaningOf(['fix it'], known({ hasDefault: () => false }))).toEqual(prompt('fix it'))
  })

  test("v2's default is plain claude, unless a profile has that name", () => {
    const v2 = known({ hasPlainDefault: () => true })
    expect(meaningOf(['default', 'hi'], v2)).toEqual({ kind: 'plain-claude', args: ['hi'] })
    expect(meaningOf(['run', 'default'], v2)).toEqual({ kind: 'plain-claude', args: [] })
    expect(meaningOf(['default'], { ...v2, isAccount: () => true })).toEqual(profile('default'))
  })

  test('a command beats a profile of its name, and asks nothing of the profiles', () => {
    const never = () => {
      throw new Error('asked')
    }
    const nobody: Known = {
      isAccount: never,
      isSettings: never,
      hasPlainDefault: never,
      names: never,
      hasDefault: never,
    }
    for (const name of COMMAND_NAMES.filter((word) => word !== 'run')) {
      expect(meaningOf([name, 'x'], nobody)).toEqual(command(name, 'x'))
    }
  })
})

describe('what is said of sending it to claude', () => {
  const rows: [words: string[], call: string][] = [
    [['work'], 'ccs -- work'],
    [['office', 'review'], 'ccs "office review"'],
    [['fix', 'the', 'build'], 'ccs "fix the build"'],
    [['fix', 'the', 'build,', 'über?'], 'ccs "fix the build, über?"'],
    [['office', '--resume', 'x'], 'ccs -- office'],
    [['fix', 'it', '-p'], 'ccs "fix it"'],
    [['fix', "it's"], 'ccs "<prompt>"'],
    [['fix', '$(touch pwned)'], 'ccs "<prompt>"'],
    [['fix', '"it"!'], 'ccs "<prompt>"'],
    [['fix', 'a\nb'], 'ccs "<prompt>"'],
    [['fix', ''], 'ccs "fix "'],
    [['fix', 'x'.repeat(100)], 'ccs "<prompt>"'],
  ]
  test.each(rows)('%j', (words, call) => {
    expect(`ccs ${promptCall(words)}`).toBe(call)
    // And so it is a prompt, the whole of it one argument.
    const typed = call.startsWith('ccs -- ') ? call.slice(4).split(' ') : [call.slice(5, -1)]
    expect(meaningOf(typed, known())).toEqual(prompt(...typed.slice(-1)))
  })
})
