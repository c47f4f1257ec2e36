import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { batchCommand, isBatchFile } from '../../../src/claude/batch-file.ts'

const FILE = 'C:\\Users\\a & b\\npm\\claude.cmd'

/** What cmd.exe makes of a line, by its documented rules: `^` escapes outside of quotes. Throws where a program more would run. */
function readByCmd(line: string): string {
  let [read, isQuoted] = ['', false]
  for (let at = 0; at < line.length; at++) {
    const character = line[at] as string
    if (character === '^' && !isQuoted) {
      at += 1
      read += line[at] ?? ''
      continue
    }
    if (!isQuoted && /[&|<>]/.test(character)) throw new Error(`free ${character} in ${line}`)
    if (character === '"') isQuoted = !isQuoted
    read += character
  }
  return read
}

/** The arguments in a command line, as the runtime of Microsoft's C compiler takes them apart. */
function argumentsIn(line: string): string[] {
  const found: string[] = []
  let [word, isQuoted]: [string | undefined, boolean] = [undefined, false]
  for (const [token, slashes = ''] of line.matchAll(/(\\*)"|\\+|./gs)) {
    if (token.endsWith('"')) {
      word = (word ?? '') + '\\'.repeat(slashes.length / 2)
      if (slashes.length % 2 === 1) word += '"'
      else isQuoted = !isQuoted
    } else if (/^[ \t]$/.test(token) && !isQuoted) {
      if (word !== undefined) found.push(word)
      word = undefined
    } else word = (word ?? '') + token
  }
  return word === undefined ? found : [...found, word]
}

/** What the program behind a shim gets, whose line is `"claude.exe" %*`. */
function received(args: readonly string[]): string[] {
  const command = batchCommand(FILE, args, { ComSpec: 'C:\\Windows\\System32\\cmd.exe' })
  expect(command.args.slice(0, 3)).toEqual(['/d', '/s', '/c'])
  const line = readByCmd(command.args[3]?.slice(1, -1) ?? '')
  expect(line.startsWith(FILE)).toBe(true)
  return argumentsIn(readByCmd(line.slice(FILE.length + 1)))
}

describe('arguments of a batch file on Windows', () => {
  test.each([
    [['a" & calc & "']],
    [['"', '&', '|', '<', '>', '^', '%PATH%', '!x!', '']],
    [['\\', '\\"', '\\\\" & calc', 'a b\\', '^^', '^&']],
    [["it's $(touch pwned) ü 😀", '-p', '--', '\t']],
  ])('%j arrive as they are, and free nothing', (args) => {
    expect(received(args)).toEqual(args)
  })

  test('so do any others', () => {
    const word = fc.string({ unit: fc.constantFrom(...'ab "\\&|<>^%!();,*?\'') })
    fc.assert(
      fc.property(fc.array(word), (args) => {
        expect(received(args)).toEqual(args)
      }),
    )
  })

  test('a line break is refused', () => {
    for (const argument of ['a\nb', 'a\r& calc'])
      expect(() => batchCommand(FILE, [argument], {})).toThrow('a line break')
  })

  test('cmd.exe is never looked for in the working folder', () => {
    const programIn = (env: Record<string, string>) => batchCommand(FILE, [], env).program
    expect(programIn({ comspec: 'D:\\cmd.exe' })).toBe('D:\\cmd.exe')
    expect(programIn({ COMSPEC: 'cmd.exe', SystemRoot: 'D:\\W' })).toBe('D:\\W\\System32\\cmd.exe')
    expect(programIn({})).toBe('C:\\Windows\\System32\\cmd.exe')
  })

  test.each([
    ['C:\\npm\\claude.cmd', true],
    ['C:\\npm\\CLAUDE.BAT', true],
    ['C:\\npm\\claude.exe', false],
    ['C:\\cmd\\claude', false],
  ])('%j: %j', (file, is) => {
    expect(isBatchFile(file)).toBe(is)
  })
})
