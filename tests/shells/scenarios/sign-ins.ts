import { join } from 'node:path'
import type { World } from '../../support/world.ts'
import { launched, row, unset } from './expectations.ts'
import { account, GLM, GLM_FILE, type Scenario } from './scenario.ts'

const registry = { profiles: { work: account, personal: account, mine: { plain: true } } }
const THEIRS = "/their $(touch pwned) 'own'"

/** ANTHROPIC_CONFIG_DIR as the person has it. */
const theirs = (more: Record<string, string> = {}) => ({
  registry,
  env: () => ({ ANTHROPIC_CONFIG_DIR: THEIRS, ...more }),
})

/** In a session of `work`, whose environment ccs made. */
const inWork = (more: Record<string, string> = {}) => ({
  registry,
  env: (world: World) => {
    const instance = join(world.ccsDir, 'instances/work')
    return { CLAUDE_CONFIG_DIR: instance, ANTHROPIC_CONFIG_DIR: `${instance}/.anthropic`, CCS_PROFILE: 'work', ...more }
  },
})

/** The same line with a value of ANTHROPIC_CONFIG_DIR that is expected. */
const kept = (expected: ReturnType<typeof launched>, signInFolder: string | null): Scenario['expect'] => ({
  ...expected,
  ...(expected.claude && { claude: { ...expected.claude, signInFolder } }),
})

const glm = unset('glm', '--settings', GLM_FILE)
const KEEP = { CCS_KEEP_ENV: '1' }

/** Each account has its own folder for the sign-ins of Anthropic's SDK; the person's own stays for everything else. */
export const SIGN_INS: readonly Scenario[] = [
  row("an account instead of the person's sign-ins", ['ccs', 'work'], launched('work'), theirs()),
  row("an account by function instead of the person's sign-ins", ['ccs-personal'], launched('personal'), theirs()),
  row('another account in a session', ['ccs', 'personal'], launched('personal'), inWork()),
  row("the person's sign-ins with CCS_KEEP_ENV=1", ['ccs', 'work'], kept(launched('work'), THEIRS), theirs(KEEP)),
  row('no sign-ins with CCS_KEEP_ENV=1', ['ccs', 'work'], kept(launched('work'), null), {
    registry,
    env: () => KEEP,
  }),
  row('another account in a session, with CCS_KEEP_ENV=1', ['ccs-personal'], kept(launched('personal'), null), {
    ...inWork(KEEP),
  }),
  row("the plain profile with the person's sign-ins", ['ccs', 'mine'], kept(unset('mine'), THEIRS), theirs()),
  row('the plain profile in a session of an account', ['ccs', 'mine'], unset('mine'), inWork()),
  row("a settings profile with the person's sign-ins", ['ccs', 'glm'], kept(glm, THEIRS), { ...theirs(), config: GLM }),
  row('a settings profile in a session of an account', ['ccs', 'glm'], glm, { ...inWork(), config: GLM }),
  row("claude as by hand, with the person's sign-ins", ['ccs', '--'], kept(unset(null), THEIRS), theirs()),
]
