import { existsSync } from 'node:fs'
import { isAbsolute, join } from 'node:path'
import { expect } from 'vitest'
import type { Result, World } from '../../support/world.ts'
import type { Expectation } from './scenario.ts'

/** Compares all that a line did with what it should have done. */
export function check(world: World, result: Result, expected: Expectation): void {
  expect({ status: result.status, stdout: result.stdout }).toEqual({
    status: expected.status,
    stdout: expected.stdout ?? '',
  })
  expect(result.stderr).toMatch(expected.stderr ?? /^$/)
  const { claude } = expected
  const path = (value: string) => (isAbsolute(value) ? value : join(world.ccsDir, value))
  const calls = world.calls().map(({ args, env, cwd }) => ({
    args,
    cwd,
    env: Object.fromEntries(
      ['CLAUDE_CONFIG_DIR', 'ANTHROPIC_CONFIG_DIR', 'CCS_PROFILE', ...Object.keys(claude?.env ?? {})].map((name) => [
        name,
        env[name] ?? null,
      ]),
    ),
  }))
  const configDir = claude && claude.configDir !== null ? path(claude.configDir) : null
  const call = claude && {
    args: claude.args.map((word) => word.replace('<ccs dir>', world.ccsDir)),
    cwd: world.folder,
    env: {
      CLAUDE_CONFIG_DIR: configDir,
      ANTHROPIC_CONFIG_DIR: claude.signInFolder === undefined ? signInFolderOf(configDir) : claude.signInFolder,
      CCS_PROFILE: claude.profile,
      ...claude.env,
    },
  }
  expect(calls).toEqual(call ? [call] : [])
  expect([world.home, world.folder].filter((folder) => existsSync(join(folder, 'pwned')))).toEqual([])
}

/** What an account gets as ANTHROPIC_CONFIG_DIR. */
export function signInFolderOf(configDir: string | null): string | null {
  return configDir === null ? null : `${configDir}/.anthropic`
}

/** Splits off the status that a shell printed after its last line. */
export function splitStatus({ stdout, stderr }: Result): Result {
  const [, before = '', status] = /^(.*)status (\d+)\r?\n$/s.exec(stdout) ?? [undefined, stdout]
  return { status: Number(status), stdout: before, stderr }
}
