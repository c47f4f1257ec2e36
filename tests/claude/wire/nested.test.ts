import { join } from 'node:path'
import { expect, test } from 'vitest'
import { publishedName, SHELLS } from '../../shells/drivers/index.ts'
import { skipWhen } from '../../support/installed.ts'
import { publish } from '../../support/publish.ts'
import { missingClaude } from '../../support/real-claude.ts'
import { isWhole, leaveOut } from '../../support/whole.ts'
import { WITH_FEDERATION } from './circumstances.ts'
import { arrival, WireWorld } from './wire-world.ts'

/** What Claude itself starts, in its own environment, at the beginning of a session of `work`. */
const NESTED = [
  // What a hook gets on standard input would become part of the prompt.
  'exec </dev/null',
  'ccs personal -p nested',
  'ccs glm -p nested-settings',
  'ccs mine -p nested-plain',
]

leaveOut('3 of 4 shells for a session that launches another account')
test.for(isWhole ? SHELLS : SHELLS.slice(0, 1))(
  'what a session of one account launches has its own login: from $name',
  async (shell, context) => {
    skipWhen(missingClaude ?? shell.missing, context)
    using world = new WireWorld()
    // The plain profile is answered by the sign-in, because it keeps what the person has.
    const [circumstance] = WITH_FEDERATION
    circumstance?.prepare(world)
    const hooks = { SessionStart: [{ hooks: [{ type: 'command', command: NESTED.join('; ') }] }] }
    world.writeJson(join(world.instance('work'), 'settings.json'), { ...world.settingsFor('work'), hooks })
    publish(world)
    const env = { CCS_TEXT: join(world.ccsDir, 'shell', publishedName(shell)) }
    const lines = [shell.source('CCS_TEXT'), 'ccs work -p outer', shell.status]
    const result = await (shell.runShared ?? shell.run)(world, lines, { env })
    expect({ arrived: world.api.takeArrived(), ...result }).toEqual({
      arrived: [
        arrival.account('nested', 'personal'),
        arrival.settings('nested-settings'),
        ...(circumstance?.plain('nested-plain') ?? []),
        arrival.account('outer', 'work'),
      ],
      stdout: 'answer to outer\nstatus 0\n',
      stderr: '',
      status: 0,
    })
  },
)
