import { expect, test } from 'vitest'
import { installer } from '../../../../src/migrate/installer/installer.ts'

const nothing = { files: [], lines: [], areNeeded: false, isOpen: false }

test('lines of rc files alone are nothing to move, but are in the JSON', () => {
  const plan = installer.plan({ ...nothing, lines: [{ file: '/h/.bashrc', line: 2 }], areNeeded: true })
  expect(plan).toEqual({
    changes: false,
    lines: [],
    json: { version: '1', steps: [], stays: [{ file: '/h/.bashrc', lines: [2, 3], needed: true }] },
  })
})

test('an interrupted cleaning is finished, though nothing is left to move', () => {
  expect(installer.plan({ ...nothing, isOpen: true })).toMatchObject({
    changes: true,
    lines: ['finish   a cleaning that was interrupted'],
    json: { steps: [{ step: 'finish' }] },
  })
})
