import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { account } from '../shells/scenarios/scenario.ts'
import { PinsWorld } from '../support/pins-world.ts'

let world: PinsWorld
beforeEach(() => {
  world = new PinsWorld()
})
afterEach(() => world[Symbol.dispose]())

const instance = (...names: string[]) => join(world.ccsDir, 'instances', ...names)
const create = (name: string) => world.done(['auth', 'create', name])
const folderOf = (name: string) => world.registry().profiles[name]?.instance
const instances = () => readdirSync(instance()).sort()

/** Creates, and kills all of it with that signal while claude logs in. */
async function interrupted(signal: NodeJS.Signals): Promise<void> {
  const env = { ...world.env, CCS_STUB_LOGIN: 'hang' }
  const child: ChildProcess = spawn(join(world.bin, 'ccs'), ['auth', 'create', 'work'], {
    env,
    stdio: 'ignore',
    detached: true,
  })
  const end = new Promise((resolve) => child.once('exit', resolve))
  while (!world.calls().some(({ args }) => args[1] === 'login')) await new Promise((r) => setTimeout(r, 20))
  process.kill(-(child.pid ?? 0), signal)
  await end
}

describe('a later profile of the name of a renamed one', () => {
  test('has a folder of its own, and each removes its own', async () => {
    rmSync(join(world.ccsDir, 'profiles.json'))
    await create('work')
    await world.done(['auth', 'rename', 'work', 'office'])
    expect(await create('work')).toContain(`Its folder is ${instance('work.2')}.\n`)
    await world.done(['auth', 'rename', 'work', 'third'])
    await create('work')
    expect([folderOf('office'), folderOf('third'), folderOf('work')]).toEqual(
      ['work', 'work.2', 'work.3'].map((name) => instance(name)),
    )
    const logouts = () =>
      world.calls().flatMap(({ args, env }) => (args[1] === 'logout' ? [env.CLAUDE_CONFIG_DIR] : []))
    world.calls()
    await world.done(['auth', 'remove', 'office', '--force'])
    expect([logouts(), instances()]).toEqual([[instance('work')], ['work.2', 'work.3']])
    await world.done(['auth', 'remove', 'work', '--force'])
    expect([logouts(), instances()]).toEqual([[instance('work.3')], ['work.2']])
    await create('work')
    expect([folderOf('work'), instances()]).toEqual([undefined, ['work', 'work.2']])
  })

  test('also where that folder was never made, or was adopted; what is there already is passed over', async () => {
    await world.done(['auth', 'rename', 'work', 'office'])
    for (const name of ['work.2', 'work.4']) mkdirSync(instance(name), { recursive: true })
    writeFileSync(instance('work.5'), '')
    // Names of the older program: their folders are these as soon as they are there.
    const { profiles } = world.registry()
    world.write('profiles.json', { profiles: { ...profiles, 'work.3': account, y: { instance: instance('work.6') } } })
    mkdirSync(instance('work-3'))
    await create('work')
    expect(folderOf('work')).toBe(instance('work.7'))
    expect(existsSync(instance('work'))).toBe(false)
    expect((await world.ccs(['path', 'work.3'])).stdout).toBe(`${instance('work-3')}\n`)
  })

  test('is refused where an older name has it by its spelling', async () => {
    world.write('profiles.json', { profiles: { Work: account, office: { ...account, instance: instance('work') } } })
    mkdirSync(instance('work'))
    expect(await world.refused(4, ['auth', 'create', 'work'])).toContain('is that of the profile "Work".')
  })

  test('a killed creation is taken up in its folder, also when its own is free meanwhile', async () => {
    await world.done(['auth', 'rename', 'work', 'office'])
    await interrupted('SIGKILL')
    writeFileSync(instance('work.2', 'mine'), '')
    expect((await world.ccs(['auth', 'list'])).stderr).toContain('The creation of "work" was interrupted.')
    expect(await world.refused(4, ['auth', 'rename', 'personal', 'work'])).toContain('Go on with it: ccs auth create')
    await world.done(['auth', 'remove', 'office', '--force'])
    expect(await create('work')).toContain('An interrupted creation of "work" is taken up.')
    expect([folderOf('work'), instances()]).toEqual([instance('work.2'), ['work.2']])
    expect(readdirSync(instance('work.2'))).toContain('mine')
    expect(readdirSync(join(world.ccsDir, 'journal'))).toEqual([])
  })

  test('an interrupted one is undone there, and nowhere else', async () => {
    await world.done(['auth', 'rename', 'work', 'office'])
    await world.done(['office', 'x'])
    await interrupted('SIGINT')
    expect(instances()).toEqual(['work'])
    expect(readdirSync(join(world.ccsDir, 'journal'))).toEqual([])
  })

  test.each(['../../documents', 'personal', 'work.2/..'])(
    'a mark with the folder %j leads nowhere else',
    async (folder) => {
      for (const path of [instance('personal'), join(world.home, 'documents')]) {
        mkdirSync(path, { recursive: true })
        writeFileSync(join(path, 'mine'), '')
      }
      await world.done(['auth', 'rename', 'work', 'office'])
      await interrupted('SIGKILL')
      const mark = join(world.ccsDir, 'journal', 'create-work.json')
      const text = readFileSync(mark, 'utf8')
      expect(text).toContain('"folder":"work.2"')
      writeFileSync(mark, text.replace('"folder":"work.2"', `"folder":"${folder}"`))
      rmSync(instance('work.2'), { recursive: true })
      await world.ccs(['auth', 'create', 'work'], { env: { CCS_STUB_LOGIN: 'fail' } })
      await create('work')
      expect(folderOf('work')).toBe(instance('work.2'))
      expect([instance('personal'), join(world.home, 'documents')].map((path) => readdirSync(path))).toEqual([
        ['mine'],
        ['mine'],
      ])
    },
  )
})
