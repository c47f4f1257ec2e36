import { existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createAccounts, createLoggedOut } from '../support/accounts.ts'
import { World } from '../support/world.ts'

let world: World
beforeEach(() => {
  world = new World()
})
afterEach(() => world[Symbol.dispose]())

const instance = (name: string, ...more: string[]) => join(world.ccsDir, 'instances', name, ...more)
const registry = () => JSON.parse(readFileSync(join(world.ccsDir, 'profiles.json'), 'utf8'))

describe('auth list, show, default', () => {
  test('the default comes first, then by creation', async () => {
    mkdirSync(world.ccsDir)
    const entry = (created: string) => ({ type: 'account', created, last_used: null, kept: [1] })
    const profiles = {
      late: entry('2025-11-09T12:00:00.000Z'),
      personal: entry('2025-11-09T11:15:00.000Z'),
      work: entry('2025-11-09T11:30:00.000Z'),
    }
    writeFileSync(join(world.ccsDir, 'profiles.json'), JSON.stringify({ version: '2.0.0', profiles, default: 'work' }))
    expect(await world.ccs(['auth', 'list'])).toEqual({
      status: 0,
      stderr: '',
      stdout:
        '[*] work (default)\n    Type: account\n    Created: 2025-11-09T11:30:00.000Z\n\n' +
        '[ ] personal\n    Type: account\n    Created: 2025-11-09T11:15:00.000Z\n\n' +
        '[ ] late\n    Type: account\n    Created: 2025-11-09T12:00:00.000Z\n',
    })
    const json = await world.ccs(['auth', 'list', '--json'])
    expect(JSON.parse(json.stdout).profiles.map(({ name }: { name: string }) => name)).toEqual([
      'work',
      'personal',
      'late',
    ])

    expect(await world.ccs(['auth', 'default', 'late'])).toMatchObject({ status: 0, stdout: '' })
    expect(await world.ccs(['auth', 'default'])).toEqual({ status: 0, stdout: 'late\n', stderr: '' })
    expect(await world.ccs(['auth', 'default', 'nobody'])).toMatchObject({ status: 3, stdout: '' })
    expect(await world.ccs(['auth', 'default', 'late', '--unset'])).toMatchObject({ status: 2, stdout: '' })
    expect(await world.ccs(['auth', 'default', '--unset'])).toMatchObject({ status: 0, stdout: '' })
    expect(registry()).toEqual({ version: '2.0.0', profiles })
  })

  test('show tells folder, times, login and size', async () => {
    await createAccounts(world, 'work')
    await world.ccs(['work', 'a task'])
    const shown = await world.ccs(['auth', 'show', 'work'])
    expect(shown).toMatchObject({ status: 0, stderr: '' })
    expect(shown.stdout).toMatch(
      /^Profile: work \(default\)\nType: account\nInstance: .*instances\/work\nCreated: \d.*\nLast used: \d.*\nLogged in: yes \(work@example\.com\)\nSize: \d+ B\n$/,
    )
    const json = JSON.parse((await world.ccs(['auth', 'show', 'work', '--json'])).stdout)
    expect(json).toMatchObject({ name: 'work', instance: instance('work'), logged_in: true, email: 'work@example.com' })
    expect(await world.ccs(['auth', 'logout', 'work'])).toMatchObject({ status: 0, stdout: '' })
    expect(JSON.parse((await world.ccs(['auth', 'show', 'work', '--json'])).stdout).logged_in).toBe(false)
    expect(await world.ccs(['auth', 'login', 'work'])).toMatchObject({ status: 0, stdout: '' })
    expect(await world.ccs(['auth', 'show', 'wrok'])).toMatchObject({ status: 3, stdout: '' })
  })
})

test('a reader that goes away early is no fault', async () => {
  const line =
    'for n in a b c; do ccs auth create $n --no-login 2>/dev/null; done; ccs auth list | true; ccs help | head -n 1'
  const { status, stdout, stderr } = await world.run('/bin/bash', ['-c', line])
  expect({ status, stdout, stderr }).toEqual({
    status: 0,
    stdout: 'ccs: several Claude accounts in many terminals\n',
    stderr: '',
  })
})

describe('auth remove', () => {
  test('logs out through claude, deletes the owned folder without following links, unsets the default', async () => {
    await createAccounts(world, 'work')
    mkdirSync(join(world.root, 'precious'))
    writeFileSync(join(world.root, 'precious', 'file'), 'x')
    symlinkSync(join(world.root, 'precious'), instance('work', 'link'))
    const unasked = await world.ccs(['auth', 'remove', 'work'])
    expect(unasked).toMatchObject({ status: 2, stdout: '' })
    expect(unasked.stderr).toContain('ccs auth remove work --force')
    world.calls()
    const result = await world.ccs(['auth', 'remove', 'work', '--force'])
    expect(result).toMatchObject({ status: 0, stdout: '' })
    expect(result.stderr).toContain('It was the default; there is none now.')
    const calls = world.calls().map(({ args, env }) => [...args, env.CLAUDE_CONFIG_DIR])
    expect(calls.sort()).toEqual([
      ['--help', instance('work')],
      ['auth', 'logout', instance('work')],
    ])
    expect(registry()).toEqual({ version: '2.0.0', profiles: {} })
    expect(readdirSync(instance('.'))).toEqual([])
    expect(readFileSync(join(world.root, 'precious', 'file'), 'utf8')).toBe('x')
    // Neither a trash nor the note of the removal.
    expect(readdirSync(world.ccsDir).sort()).toEqual(['instances', 'journal', 'profiles.json', 'shell'])
  })

  test('tells when it could not log out, and removes all the same', async () => {
    await createAccounts(world, 'work')
    const result = await world.ccs(['auth', 'remove', 'work', '--force'], { env: { CCS_STUB_LOGOUT: 'fail' } })
    expect(result).toMatchObject({ status: 0, stdout: '' })
    expect(result.stderr).toContain('"work" could not be logged out')
    expect(existsSync(instance('work'))).toBe(false)
  })

  test('an older claude, which would take the words for a prompt, is not asked', async () => {
    await createAccounts(world, 'work')
    world.calls()
    const env = { CCS_STUB_OLD: '1' }
    const logout = await world.ccs(['auth', 'logout', 'work'], { env })
    expect(logout).toMatchObject({ status: 9, stdout: '' })
    const removed = await world.ccs(['auth', 'remove', 'work', '--force'], { env })
    expect(removed).toMatchObject({ status: 0, stdout: '' })
    expect(removed.stderr).toContain('"work" could not be logged out')
    expect(world.calls().map(({ args }) => args.join(' '))).not.toContain('auth logout')
  })

  test('adopted, plain and shared ones are only forgotten', async () => {
    await createLoggedOut(world, 'work')
    const adopted = join(world.root, 'adopted')
    mkdirSync(adopted)
    const file = registry()
    file.profiles.adopted = { type: 'account', created: 'x', instance: adopted }
    file.profiles.mine = { type: 'account', created: 'x', plain: true }
    file.profiles.twin = { type: 'account', created: 'x', instance: instance('work') }
    symlinkSync(adopted, instance('linked'))
    file.profiles.linked = { type: 'account', created: 'x' }
    writeFileSync(join(world.ccsDir, 'profiles.json'), JSON.stringify(file))
    world.calls()
    const said: Record<string, string> = {
      adopted: 'uses it too',
      mine: 'The login of plain claude was kept.',
      twin: '"work" uses it too',
      linked: 'The folder was kept',
    }
    for (const [name, text] of Object.entries(said)) {
      const result = await world.ccs(['auth', 'remove', name, '--force'])
      expect([name, result.status, result.stdout]).toEqual([name, 0, ''])
      expect(result.stderr).toContain(text)
    }
    expect(world.calls()).toEqual([])
    expect(lstatSync(adopted).isDirectory()).toBe(true)
    expect(lstatSync(instance('work')).isDirectory()).toBe(true)
    expect(Object.keys(registry().profiles)).toEqual(['work'])
  })
})
