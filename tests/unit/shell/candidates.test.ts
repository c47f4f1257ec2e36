import { describe, expect, test } from 'vitest'
import { candidatesOf } from '../../../src/shell/candidates.ts'

const name = (word: string) => ({ name: word })
const MODEL = {
  accounts: [
    { name: 'work', instance: '/i/work' },
    { name: 'personal', instance: '/i/personal' },
  ],
  plain: [name('mine')],
  settings: [{ name: 'glm', file: '/glm.json', token: '' }],
  functions: ['work', 'glm', 'personal', 'mine'].map(name),
}
const TABLE = candidatesOf(MODEL as unknown as Parameters<typeof candidatesOf>[0], 'work')
const LINES = TABLE.split('\n')

/** The lines of a state, as a completion reads them. */
function linesOf(state: number): string[][] {
  const lines = state === 0 ? [] : LINES.slice(state)
  return lines
    .slice(
      0,
      lines.findIndex((line) => line.startsWith('#')),
    )
    .map((line) => line.split('\t'))
}

/** Whether a word of the table, which may be a pattern, is that of a command line. */
const fits = (word = '', typed = '') => word === typed || word === '*' || (word === '-*' && typed.startsWith('-'))

/** What the shells do with the table: the words at the end of a line, in order, and `…` where there are files. */
function offered(line: string): string[] {
  const [command = '', ...words] = line.split(' ')
  const current = words.pop() ?? ''
  const walked = command.startsWith('ccs-') ? ['run', command.slice(4), ...words] : words
  const state = walked.reduce((from, typed) => Number(linesOf(from).find(([word]) => fits(word, typed))?.[2] ?? 0), 1)
  const lines = linesOf(state).flatMap((fields) =>
    /^@(?!files)/.test(fields[0] ?? '') ? linesOf(Number(fields[2])) : [fields],
  )
  const all = lines.map(([word = '']) => word).filter((word) => !word.endsWith('*'))
  const hasFiles = all.includes('@files')
  const fitting = all.filter((word) => word !== '@files' && word.startsWith(current))
  const found = fitting.filter((word) => !word.startsWith('-'))
  const options = current.startsWith('-') || hasFiles || found.length === 0
  const shown = options ? [...found, ...fitting.filter((word) => word.startsWith('-'))] : found
  return hasFiles || shown.length === 0 ? [...shown, '…'] : shown
}

const CASES: [line: string, offers: string][] = [
  // Profiles, accounts first, then commands; options where a `-` is typed.
  ['ccs ', 'work personal mine glm run use env path pin unpin pins auth settings init setup migrate help version'],
  ['ccs --perm', '--permission-mode'],
  ['ccs zfi', '…'],
  // Commands of ccs: groups, arguments one after another, options before and after them, values of options.
  ['ccs auth ', 'create list show default remove rename adopt login logout save'],
  ['ccs auth nothing ', '…'],
  ['ccs auth remove ', 'work personal mine'],
  ['ccs auth remove -', '--delete --force'],
  ['ccs auth remove -- ', 'work personal mine'],
  ['ccs auth remove --force pers', 'personal'],
  ['ccs auth remove work ', '--delete --force'],
  ['ccs auth remove work more --f', '--force'],
  ['ccs auth rename ', 'work personal mine'],
  ['ccs auth rename work ', '…'],
  ['ccs auth default ', 'work personal mine glm'],
  ['ccs auth list ', '--json'],
  ['ccs auth adopt new ', '--plain …'],
  ['ccs auth adopt new zfolder ', '--plain'],
  ['ccs use ', 'work personal mine'],
  ['ccs use -', '- --off'],
  ['ccs env work --shell ', 'bash zsh fish powershell'],
  ['ccs env --shell zsh ', 'work personal mine'],
  ['ccs env --shell=zsh ', 'work personal mine'],
  ['ccs pin ', 'work personal mine glm'],
  ['ccs pin work ', '…'],
  ['ccs unpin ', '…'],
  ['ccs settings remove ', 'glm'],
  ['ccs settings add x --from ', 'glm kimi'],
  ['ccs settings add --file f x -', '--from --file --with-key'],
  ['ccs settings add x --file ', '…'],
  ['ccs init ', 'bash zsh fish powershell'],
  ['ccs init bash ', '…'],
  ['ccs setup --hook ', 'pwd none'],
  ['ccs setup --shell fish --dr', '--dry-run'],
  ['ccs help ver', 'version'],
  ['ccs help auth def', 'default'],
  ['ccs version ', '…'],
  // Claude's words, after a profile, its function, an option of Claude's or a prompt.
  ['ccs run ', 'work personal mine glm'],
  ...['ccs work m', 'ccs run work m', 'ccs glm m', 'ccs-work m', 'ccs -p m', 'ccs work -p m', 'ccs work x m'].map(
    (line): [string, string] => [line, 'mcp …'],
  ),
  ['ccs work --m', '--model --mcp-config …'],
  ['ccs work --model ', 'fable haiku opus sonnet'],
  ['ccs --model opus --output-format ', 'text json stream-json'],
  ['ccs-work mcp rem', 'remove'],
  ['ccs-work mcp add ', '…'],
  ['ccs run nobody ', '…'],
  ['ccs-nobody ', '…'],
]

test.each(CASES)('"%s" offers %s', (line, offers) => {
  expect(offered(line).join(' ')).toBe(offers)
})

describe('the table', () => {
  test('has whole lines, each of which leads to a state or to none', () => {
    const [end, ...lines] = TABLE.trimEnd().split('\n').reverse()
    expect(end).toBe('#')
    for (const line of lines) {
      expect(line).toMatch(/^(?:# \d+ \S.*|[^#\t]\S*\t[^\t]*\t\d+)$/)
      const next = Number(line.split('\t')[2] ?? 0)
      if (next > 0) expect(LINES[next - 1]).toMatch(new RegExp(`^# ${next} `))
    }
  })

  test('describes profiles by their kind', () => {
    expect(LINES).toEqual(expect.arrayContaining([expect.stringMatching(/^work\taccount, default\t\d+$/)]))
    for (const [word, kind] of [
      ['personal', 'account'],
      ['mine', 'plain'],
      ['glm', 'settings'],
    ]) {
      expect(TABLE).toMatch(new RegExp(`^${word}\t${kind}\t`, 'm'))
    }
  })

  test('grows by two lines for each profile', () => {
    const one = { ...MODEL, functions: [...MODEL.functions, name('another')] }
    const table = candidatesOf(one as unknown as Parameters<typeof candidatesOf>[0], 'work')
    expect(table.split('\n').length - LINES.length).toBe(2)
  })
})
