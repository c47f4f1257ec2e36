import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { World } from '../../support/world.ts'

/** One line typed in a home, and what must come of it, however it is launched. */
export interface Scenario {
  name: string
  /** The registry; without it two accounts, `work` (the default) and `personal`. */
  registry?: object | string
  /** config.json, as an object or its text. */
  config?: object | string
  /** Folder to profile; `.` is the working folder, `..` the one that holds it. */
  pins?: Record<string, string>
  /** Whatever else must be there or away. */
  prepare?: (world: World) => void
  env?: (world: World) => Record<string, string>
  /** The command, `ccs` or `ccs-<name>`, and its words. */
  line: readonly string[]
  expect: Expectation
}

export interface Expectation {
  status: number
  stdout?: string
  stderr?: RegExp
  /** What claude got; absent when it must not be started. */
  claude?: {
    args: readonly string[]
    /** Below the ccs dir, or absolute; null for unset. */
    configDir: string | null
    /** ANTHROPIC_CONFIG_DIR; null for unset. By default that of the account in `configDir`. */
    signInFolder?: string | null
    /** CCS_PROFILE; null for unset. */
    profile: string | null
    /** Other variables; null for unset. */
    env?: Record<string, string | null>
  }
}

export const account = { type: 'account', created: '2025-11-09T10:30:00.000Z', last_used: null }
const TWO = { version: '2.0.0', profiles: { work: account, personal: account }, default: 'work' }

/** A settings profile whose file, written by `furnish`, has a key; its path is odd, and must stay as it is. */
export const GLM = { profiles: { glm: '~/.ccs/../.ccs/glm.json' } }
/** That file as claude gets it. */
export const GLM_FILE = '<ccs dir>/../.ccs/glm.json'

/** Makes the home of a scenario, with the folders of its owned instances. */
export function furnish(world: World, { registry = TWO, config, pins, prepare }: Scenario): void {
  const write = (name: string, content: object | string) =>
    writeFileSync(join(world.ccsDir, name), typeof content === 'string' ? content : JSON.stringify(content))
  mkdirSync(join(world.ccsDir, 'instances'), { recursive: true, mode: 0o700 })
  for (const name of ['work', 'personal']) mkdirSync(join(world.ccsDir, 'instances', name))
  write('profiles.json', registry)
  write('glm.json', { env: { ANTHROPIC_BASE_URL: 'https://glm.example', ANTHROPIC_AUTH_TOKEN: 'made-up' } })
  if (config) write('config.json', config)
  if (pins) {
    write('pins.json', Object.fromEntries(Object.entries(pins).map(([path, name]) => [join(world.folder, path), name])))
  }
  prepare?.(world)
}
