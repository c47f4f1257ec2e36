import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { publishedName, SHELLS } from '../../shells/drivers/index.ts'
import { skipWhen } from '../../support/installed.ts'
import { publish } from '../../support/publish.ts'
import { missingClaude } from '../../support/real-claude.ts'
import { sampleByName } from '../../support/sampling.ts'
import { isWhole, leaveOut } from '../../support/whole.ts'
import { arrival, WireWorld } from './wire-world.ts'

/** Settings of plain Claude, which an account that is launched in the home takes for those of the project. */
interface HomeSettings {
  name: string
  file?: 'settings.json' | 'settings.local.json'
  settings(world: WireWorld): object
  /** The home itself unless it is reached by a link. */
  isLink?: boolean
  /** In the short run, tried by the core alone. */
  isRare?: boolean
}

const HARMLESS = { cleanupPeriodDays: 60, env: { EDITOR: 'vi' } }
const url = (world: WireWorld) => ({ env: { ANTHROPIC_BASE_URL: world.api.url('elsewhere') } })
const helper = () => ({ apiKeyHelper: 'echo key-of-helper' })

const ROWS: readonly HomeSettings[] = [
  { name: 'a base URL', settings: url },
  { name: 'a base URL in the local file', file: 'settings.local.json', settings: url },
  { name: 'a helper for keys', settings: helper, isRare: true },
  { name: 'a helper for keys in the local file', file: 'settings.local.json', settings: helper, isRare: true },
  { name: 'a base URL, where a link leads', settings: url, isLink: true, isRare: true },
  { name: 'nothing that matters', settings: () => HARMLESS },
]

describe.for(ROWS)(
  'in the home, whose settings have $name',
  ({ name, file = 'settings.json', settings, isLink, isRare }) => {
    /** A world whose settings are written after the shells have loaded what they know. */
    const prepare = () => {
      const world = new WireWorld()
      world.writePlainSettings('settings.json', HARMLESS)
      publish(world)
      world.writePlainSettings(file, settings(world))
      const link = join(world.root, 'link')
      symlinkSync(world.home, link)
      return { world, cwd: isLink ? link : world.home }
    }

    test('by the core', async (context) => {
      skipWhen(missingClaude, context)
      const { world, cwd } = prepare()
      using _ = world
      const result = await world.ccs(['work', '-p', 'in-home'], { cwd })
      expect({ arrived: world.api.takeArrived(), ...result }).toEqual({
        arrived: [arrival.account('in-home', 'work')],
        stdout: 'answer to in-home\n',
        stderr: '',
        status: 0,
      })
    })

    const shells = isWhole ? SHELLS : isRare ? [] : sampleByName(SHELLS, 1, name)
    leaveOut(`${SHELLS.length - shells.length} of 4 shells in a home whose settings have ${name}`)
    test.for(shells)('in $name', async (shell, context) => {
      skipWhen(missingClaude ?? shell.missing, context)
      const { world, cwd } = prepare()
      using _ = world
      const env = { CCS_TEXT: join(world.ccsDir, 'shell', publishedName(shell)) }
      const lines = [shell.source('CCS_TEXT'), 'ccs work -p in-home', shell.status]
      const result = await (shell.runShared ?? shell.run)(world, lines, { env, cwd })
      expect({ arrived: world.api.takeArrived(), ...result }).toEqual({
        arrived: [arrival.account('in-home', 'work')],
        stdout: 'answer to in-home\nstatus 0\n',
        stderr: '',
        status: 0,
      })
    })
  },
)
