import { expect, expectTypeOf, test } from 'vitest'
import { type ArgumentsOf, COMMANDS, type RunnableName } from '../../src/command-table.ts'

test('the arguments of a command have the types that the table gives them', () => {
  type Remove = ArgumentsOf<'auth remove'>
  expectTypeOf<Remove['name']>().toEqualTypeOf<string>()
  expectTypeOf<Remove['force']>().toEqualTypeOf<boolean | undefined>()
  expectTypeOf<ArgumentsOf<'pin'>['folder']>().toEqualTypeOf<string | undefined>()
  expectTypeOf<ArgumentsOf<'env'>['shell']>().toEqualTypeOf<string | undefined>()
  // A misspelt argument does not compile.
  expectTypeOf<Remove>().not.toHaveProperty('forcce')
  expectTypeOf<'auth remove'>().toExtend<RunnableName>()
  expectTypeOf<'init'>().not.toExtend<RunnableName>()
})

test('no summary is longer than a line of the help', () => {
  expect(COMMANDS.filter(({ summary }) => summary.length > 80).map(({ name }) => name)).toEqual([])
})
