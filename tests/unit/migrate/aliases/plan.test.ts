import { expect, test } from 'vitest'
import { CcsError } from '../../../../src/errors/ccs-error.ts'
import { type LoginsHere, planAdoptions } from '../../../../src/migrate/aliases/plan.ts'
import { quotePosix } from '../../../../src/shell/posix.ts'

const nothing: LoginsHere = { proposals: [], refused: [], unclear: [], unread: [], plainName: undefined }
const finding = { file: '/h/.zshrc', line: 3, text: 'alias w="…"', name: 'w', folder: '/h/.claude-w' }

test('nothing is nothing to show', () => {
  expect(planAdoptions(nothing, quotePosix)).toMatchObject({ changes: false, lines: [] })
})

test('proposals come as the command that does the same, with the lines that they were found in', () => {
  const found = {
    ...nothing,
    plainName: 'main',
    proposals: [{ name: 'w', folder: '/h/.claude-w/', findings: [finding] }],
    unclear: [{ ...finding, folder: undefined }],
  }
  const { changes, lines, json } = planAdoptions(found, quotePosix)
  expect(changes).toBe(true)
  expect(lines).toEqual([
    'ccs auth adopt main --plain',
    '    the login of plain claude, in ~/.claude',
    '',
    `ccs auth adopt w ${quotePosix('/h/.claude-w/')}`,
    '    /h/.zshrc:3',
    '        alias w="…"',
    '    in use as /h/.claude-w too, which is another login on macOS',
    '',
    'Look at these lines, whose folder only the shell can tell:',
    '    /h/.zshrc:3',
    '        alias w="…"',
  ])
  expect(json).toMatchObject({
    proposals: [
      { name: 'main', folder: null, plain: true, from: [] },
      { name: 'w', folder: '/h/.claude-w/', plain: false, from: [finding] },
    ],
    unclear: [{ folder: null }],
  })
})

test('what is refused is shown with the reason, and changes nothing', () => {
  const error = new CcsError('folder-not-there', { folder: '/x' })
  const { changes, lines } = planAdoptions({ ...nothing, refused: [{ folder: '/x', findings: [], error }] }, quotePosix)
  expect({ changes, lines }).toEqual({ changes: false, lines: ['Not adopted:', `    ${error.message}`] })
})
