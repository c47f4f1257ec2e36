import { expect, test } from 'vitest'
import { sampleByName, shareOf } from './sampling.ts'

const NAMES = Array.from({ length: 300 }, (_, index) => `it's $(row)\n${index}`)
const ROWS = NAMES.map((name) => ({ name }))

test('each share has about as many rows', () => {
  const counts = [0, 0, 0]
  for (const name of NAMES) counts[shareOf(name, 3)] = (counts[shareOf(name, 3)] ?? 0) + 1
  for (const count of counts) expect(count).toBeGreaterThan(80)
})

test('a new row before the others takes the place of one at most', () => {
  const before = sampleByName(ROWS, 30)
  const after = sampleByName([{ name: 'new' }, ...ROWS], 30)
  expect(before).toHaveLength(30)
  expect(before.filter((row) => after.includes(row)).length).toBeGreaterThanOrEqual(29)
  expect(before).toEqual(ROWS.filter((row) => before.includes(row)))
})

test('the same rows of two things are two choices', () => {
  expect(sampleByName(ROWS, 30, 'one')).not.toEqual(sampleByName(ROWS, 30, 'other'))
  expect(sampleByName(ROWS, 1000)).toEqual(ROWS)
})
