import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { copyTree } from '../../../src/changes/copy-folder.ts'
import { discard, emptyTrash } from '../../../src/changes/trash.ts'
import type { Context } from '../../../src/context.ts'
import { renameOver, writeAtomically } from '../../../src/store/atomic-write.ts'
import { parseJson, readTextFile } from '../../../src/store/json-file.ts'
import { World } from '../../support/world.ts'

let world: World
let context: Context
beforeEach(() => {
  world = new World()
  mkdirSync(join(world.ccsDir, 'instances'), { recursive: true })
  context = { ccsDir: world.ccsDir } as Context
})
afterEach(() => world[Symbol.dispose]())

const file = () => join(world.folder, 'a file')
const lock = { checkHeld() {} }

describe('reading', () => {
  test('a byte order mark is left out; what is not there is undefined', () => {
    expect(readTextFile(file())).toBeUndefined()
    writeFileSync(file(), '\uFEFF{}')
    expect(readTextFile(file())).toBe('{}')
  })

  test('a FIFO, a folder and a dangling link are told at once', () => {
    execFileSync('mkfifo', [file()])
    const dangling = join(world.folder, 'dangling')
    symlinkSync('nowhere', dangling)
    for (const other of [file(), world.folder, dangling])
      expect(() => readTextFile(other)).toThrow('is not a file but something else')
  })

  const damaged: [string, string][] = [
    ['{"a":1,\n "b" 2}', 'at line 2, column 6'],
    ['{"a":1,\r\n"a":2}', 'at line 2, column 1'],
    ['{"a":{"b":1,"\\u0062":2}}', 'at line 1, column 13'],
    ['', 'at line 1, column 1'],
  ]
  test.each(damaged)('%j is damaged %s', async (text, place) => {
    const error = await thrownBy(() => parseJson(text, '/a/b'))
    expect((await error.inDetail?.())?.message).toContain(place)
  })

  test('a colon in a text is no key, and one key in two objects is not twice', () => {
    const text = '{"a":"b\\": ","c":{"a":[{"a":"\\\\"},{"a":": "}]},"__proto__":{"a":1}}'
    expect(JSON.stringify(parseJson(text, '/a/b'))).toBe(text)
  })
})

async function thrownBy(act: () => unknown): Promise<{ inDetail?: () => Promise<Error> }> {
  try {
    act()
  } catch (error) {
    return error as never
  }
  throw new Error('nothing was thrown')
}

describe('writing', () => {
  test('a link in the place of a file is replaced, not followed; nobody else may read the file', () => {
    const target = join(world.folder, 'target')
    writeFileSync(target, 'mine')
    symlinkSync(target, file())
    writeAtomically(file(), 'new', lock)
    expect([readFileSync(target, 'utf8'), readFileSync(file(), 'utf8')]).toEqual(['mine', 'new'])
    expect(lstatSync(file()).mode & 0o7777).toBe(0o600)
  })

  test('who lost the lock changes nothing and leaves nothing', () => {
    writeFileSync(file(), 'old')
    const lost = {
      checkHeld() {
        throw new Error('lost')
      },
    }
    expect(() => writeAtomically(file(), 'new', lost)).toThrow('lost')
    expect([readFileSync(file(), 'utf8'), readdirSync(world.folder)]).toEqual(['old', ['a file']])
  })

  const refuse = (code: string, times: number) => {
    const calls = { count: 0 }
    const rename = () => {
      calls.count += 1
      if (calls.count <= times) throw Object.assign(new Error(code), { code })
    }
    return { calls, rename }
  }
  test.each(['EPERM', 'EACCES', 'EBUSY'])('on Windows it is tried again while a reader has the file: %s', (code) => {
    const { calls, rename } = refuse(code, 3)
    renameOver('a', 'b', rename, true)
    expect(calls.count).toBe(4)
  })

  test.each([
    [false, 'EPERM'],
    [true, 'ENOSPC'],
  ] as const)('elsewhere, or for another reason, it is not: Windows %s, %s', (isWindows, code) => {
    const { calls, rename } = refuse(code, 1)
    expect(() => renameOver('a', 'b', rename, isWindows)).toThrow(code)
    expect(calls.count).toBe(1)
  })
})

describe('copying and deleting trees', () => {
  const inTree = (...names: string[]) => join(world.folder, 'tree', ...names)
  const copy = (...names: string[]) => join(world.folder, 'copy', ...names)
  beforeEach(() => mkdirSync(inTree('folder'), { recursive: true }))

  test('files, folders and links; permissions are private, a program stays one', () => {
    writeFileSync(inTree('folder', 'a'), 'a')
    writeFileSync(inTree('program'), 'b')
    chmodSync(inTree('program'), 0o6755)
    symlinkSync('../program', inTree('folder', 'link'))
    symlinkSync('/', inTree('root'))
    expect(copyTree(inTree(), copy(), '/')).toEqual([])
    const modes = ['', 'folder', 'folder/a', 'program'].map((name) => lstatSync(copy(name)).mode & 0o7777)
    expect(modes).toEqual([0o700, 0o700, 0o600, 0o700])
    expect([readlinkSync(copy('folder', 'link')), readlinkSync(copy('root'))]).toEqual([
      `${inTree('folder')}/../program`,
      '/',
    ])
  })

  test('what cannot be copied is told, each in a sentence, and the rest is copied', () => {
    execFileSync('mkfifo', [inTree('a\nFIFO')])
    symlinkSync('nowhere', inTree('folder', 'dangling'))
    symlinkSync('itself', inTree('itself'))
    writeFileSync(inTree('z'), '')
    expect(copyTree(inTree(), copy(), '/').sort()).toEqual(
      [
        `Not copied: ${inTree('a\\u{a}FIFO')}: it is neither file nor folder nor link.`,
        `Not copied: ${inTree('folder', 'dangling')}: it is gone, or a link that leads nowhere.`,
        `Not copied: ${inTree('itself')}: it is a link that leads to itself.`,
      ].sort(),
    )
    expect(readdirSync(copy())).toEqual(['folder', 'z'])
  })

  test('the folder that the copy goes to is not copied into itself', () => {
    mkdirSync(inTree('own'))
    expect(copyTree(inTree(), inTree('own', 'copy'), inTree('own'))).toEqual([])
    expect(readdirSync(inTree('own', 'copy'))).toEqual(['folder'])
  })

  test('a link is discarded itself, not what it leads to', () => {
    const link = join(world.ccsDir, 'instances', 'link')
    symlinkSync(inTree(), link)
    writeFileSync(inTree('a'), '')
    discard(context, link)
    expect(emptyTrash(context)).toEqual([])
    expect(existsSync(link)).toBe(false)
    expect(readdirSync(join(world.ccsDir, 'instances'))).toEqual([])
    expect(readdirSync(inTree())).toEqual(['a', 'folder'])
  })
})
