import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { launchEnvironment, withoutLogin } from '../../../src/claude/environment.ts'
import type { Environment } from '../../../src/context.ts'
import { answerOf } from './answer.ts'
import { BaitedHome, type SignIn } from './bait.ts'
import { cleanEnvironment, runClaude } from './claude.ts'
import { listen } from './listener.ts'
import type { Bait, Variables } from './values.ts'

/** Milliseconds after which a program is said to hang. */
export const PATIENCE = 20_000

/** One way to ask Claude which account it would use. */
export interface Experiment {
  title: string
  /** What it answers with these variables in the person's environment; equal answers are equal texts. */
  ask(variables: (bait: Bait) => Variables, limit: number): Promise<string>
}

export interface Situation {
  loggedIn: boolean
  /** What `~/.config/anthropic` holds. */
  signIn?: SignIn
  /** Leaves the variables as they are, where ccs would remove some and set others. */
  byHand?: boolean
}

/** What Claude finds of logins, told without a request. */
export function statusExperiment(program: string, { loggedIn, signIn, byHand = false }: Situation): Experiment {
  return {
    title: `claude auth status, logged ${loggedIn ? 'in' : 'out'}${byHand ? ', without ccs' : ''}`,
    async ask(variables, limit) {
      using place = new BaitedHome(loggedIn, signIn)
      await using elsewhere = await listen('elsewhere', false)
      const env = { ...cleanEnvironment(place), ...variables({ ...place.bait, url: elsewhere.url }) }
      return answerOf(await runClaude(program, ['auth', 'status'], place, asLaunched(place, env, byHand), limit))
    },
  }
}

/** What names the address of the API, so that the token is seen; without it, whatever names another one is followed. */
export type Named = 'by the settings of the account' | 'by a settings profile' | 'by nothing'

/** Which credential arrives where when Claude is asked something. */
export function wireExperiment(program: string, named: Named): Experiment {
  return {
    title: `claude -p, API named ${named}`,
    async ask(variables, limit) {
      const isProfile = named === 'by a settings profile'
      // The settings and sign-ins of plain Claude count for a settings profile too, so its home has a login only.
      using place = new BaitedHome(true, isProfile ? undefined : 'federation')
      if (isProfile) place.logIn('plain', join(place.home, '.claude'), place.home)
      await using api = await listen('api', true)
      await using elsewhere = await listen('elsewhere', true)
      // A proxy that refuses keeps other requests on this machine, and notes where they would have gone.
      const network = { HTTPS_PROXY: api.url, NO_PROXY: '127.0.0.1', CLAUDE_CODE_MAX_RETRIES: '0' }
      const env = { ...cleanEnvironment(place), ...network, ...variables({ ...place.bait, url: elsewhere.url }) }
      const settings = (more: Variables) => JSON.stringify({ env: { ANTHROPIC_BASE_URL: api.url, ...more } })
      const file = join(place.root, 'glm.settings.json')
      if (isProfile) writeFileSync(file, settings({ ANTHROPIC_AUTH_TOKEN: 'token-of-profile' }))
      else if (named !== 'by nothing') writeFileSync(join(place.instance, 'settings.json'), settings({}))
      const launched = isProfile
        ? withoutLogin(launchEnvironment(env, { kind: 'settings', name: 'glm', file }, false))
        : asLaunched(place, env, false)
      const args = [...(isProfile ? ['--settings', file] : []), '-p', 'hi']
      const { status } = await runClaude(program, args, place, launched, limit)
      if (status === undefined) return 'it hangs'
      const arrived = [...api.arrived(), ...elsewhere.arrived()]
      // Other requests of a session that reached its API are not what answers.
      const credentials = arrived.filter((line) => !line.includes(': tunnel to '))
      return (credentials.length > 0 ? credentials : arrived).join(', ') || 'nothing arrives'
    },
  }
}

/** What Claude gets from ccs where the person's environment is this. */
function asLaunched({ instance }: BaitedHome, env: Environment, byHand: boolean): Environment {
  if (byHand) return { CLAUDE_CONFIG_DIR: instance, ...env }
  return launchEnvironment(env, { kind: 'account', name: 'work', instance }, false)
}
