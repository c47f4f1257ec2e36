import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { run, World } from '../support/world.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

test('a packed tarball, installed, works by itself', async () => {
  using world = new World()
  const env = { ...process.env, HOME: world.home, npm_config_cache: join(world.root, 'cache') }
  // Built already; building anew would pull the program from under the other tests.
  const pack = ['pack', root, '--ignore-scripts', '--json', '--pack-destination', world.root]
  const packed = await run('npm', pack, { cwd: world.root, env })
  expect(packed).toMatchObject({ status: 0 })
  const [{ filename, files }] = JSON.parse(packed.stdout)
  const names = files.map(({ path }: { path: string }) => path)
  expect(names).toEqual(
    expect.arrayContaining([
      'dist/cli.cjs',
      'dist/LICENSES.txt',
      'templates/ccs.zsh',
      'completions/ccs.ps1',
      'LICENSE',
      'README.md',
    ]),
  )
  expect(names.filter((name: string) => /^(?:src|tests|docs|bench)\//.test(name))).toEqual([])

  const prefix = join(world.root, 'prefix')
  const install = ['install', '--global', '--offline', '--prefix', prefix, join(world.root, filename)]
  expect(await run('npm', install, { cwd: world.root, env })).toMatchObject({ status: 0 })
  expect(readdirSync(join(prefix, 'lib', 'node_modules'))).toEqual(['ccs-shell'])
  const manifest = JSON.parse(readFileSync(join(prefix, 'lib/node_modules/ccs-shell/package.json'), 'utf8'))
  expect(manifest.dependencies).toBeUndefined()
  expect(manifest.scripts.install ?? manifest.scripts.postinstall).toBeUndefined()

  const PATH = `${join(prefix, 'bin')}:${world.env.PATH}`
  expect(await world.run(join(prefix, 'bin', 'ccs'), ['--version'])).toEqual({
    status: 0,
    stdout: 'ccs 3.0.0\n',
    stderr: '',
  })
  const line = 'ccs auth create work --no-login 2>/dev/null && eval "$(ccs init bash)" && ccs-work "a task"'
  expect(await world.run('/bin/bash', ['--norc', '-c', line], { env: { PATH } })).toEqual({
    status: 0,
    stdout: '',
    stderr: '',
  })
  expect(world.calls().map(({ args }) => args)).toEqual([['a task']])
})

test('what is built makes no program out of text', () => {
  const chunks = readdirSync(join(root, 'dist')).filter((name) => name.endsWith('.cjs'))
  expect(chunks).toContain('cli.cjs')
  for (const name of chunks) {
    const text = readFileSync(join(root, 'dist', name), 'utf8')
    expect(text, name).not.toMatch(
      /\beval\s*\(|\bFunction\s*\(|\brunIn(?:This|New)?Context\b|node:vm|\brequire\((?!['"])/,
    )
  }
})

test('the licence of everything that is bundled is shipped', () => {
  const licenses = readFileSync(join(root, 'dist/LICENSES.txt'), 'utf8')
  const { devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const bundled = ['citty', 'consola', 'cross-spawn', 'damerau-levenshtein', 'defu', 'jsonc-parser', 'valibot', 'yaml']
  for (const name of bundled) {
    expect(devDependencies).toHaveProperty(name)
    expect(licenses).toMatch(new RegExp(`^${name} [\\d.]+ \\((?:MIT|ISC|BSD-2-Clause)\\)$`, 'm'))
  }
  expect(
    licenses.match(/Permission (?:is hereby granted|to use)|Redistribution and use/g)?.length,
  ).toBeGreaterThanOrEqual(licenses.match(/^-{80}$/gm)?.length ?? 0)
})
