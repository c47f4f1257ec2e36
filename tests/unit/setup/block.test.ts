import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addBlock, takeBlock } from '../../../src/setup/edit.ts'

describe('editing a text', () => {
  const piece = fc.constantFrom('\n', '\r\n', '\r', 'a', ' ', '#', '\\', '\n\n', '\uFEFF', '# >>> x >>>', "'")
  const text = fc.option(
    fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join('')),
    { nil: undefined },
  )

  test('a block goes in once and out without a trace, whatever the text', () => {
    fc.assert(
      fc.property(text, fc.nat(3), (before, folders) => {
        const newFolders = before === undefined ? folders : 0
        const added = addBlock(before, 'first', newFolders)
        expect(addBlock(added, 'first', 0)).toBe(added)
        const other = addBlock(added, 'another', 0)
        for (const each of [added, other]) expect(takeBlock(each)).toEqual({ text: before, newFolders })
      }),
      { numRuns: 2000, seed: 6 },
    )
  })

  test.each([
    ['text before and after it', 'a\nb\n', (added: string) => `x\n${added}y\n`, 'x\na\nb\ny\n'],
    ['text after a last line that had no end', 'a', (added: string) => `${added}y\n`, 'a\ny\n'],
    ['text in a file that was new', undefined, (added: string) => `${added}y\n`, 'y\n'],
    ['the block moved to the top', 'a\n', (added: string) => `${added.slice(3)}a\n`, 'a\n'],
    ['the block twice', 'a\n', (added: string) => `${added}${added.slice(2)}`, 'a\n'],
    ['the last newline lost', 'a\n', (added: string) => added.trimEnd(), 'a\n'],
    ['LF made CR LF', 'a\n', (added: string) => added.replaceAll('\n', '\r\n'), 'a\r\n\r\n'],
  ])('after other edits: %s', (_, before, edit, expected) => {
    expect(takeBlock(edit(addBlock(before, 'first', 0)))).toEqual({ text: expected, newFolders: 0 })
  })
})
