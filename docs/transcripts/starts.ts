import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'pathe'
import { older } from '../../tests/support/older-program.ts'
import { writeLogin } from '../../tests/support/real-claude.ts'
import { writeV2Vault, writeV25 } from '../../tests/support/v2-home.ts'
import type { Journey } from './journey.ts'

/** Where somebody comes from, and the way to ccs. */
export interface Start {
  title: string
  text: string
  go(journey: Journey): Promise<void>
}

export const STARTS: readonly Start[] = [
  {
    title: 'From an alias',
    text: 'One login of plain `claude`, and a second one by an alias.',
    go: fromAlias,
  },
  {
    title: 'From ccs 2.5',
    text: 'Settings profiles only, and what its installer left.',
    go: fromV25,
  },
  {
    title: 'From ccs 2 with accounts',
    text: 'Their logins are in an encrypted vault that nobody else can read, so each logs in once more.',
    go: fromVault,
  },
  {
    title: 'From ccs 3.0',
    text: 'The same folders: nothing is to be done.',
    go: fromV30,
  },
  {
    title: 'From @kaitranntt/ccs 7',
    text: 'It keeps its accounts in a `config.yaml`. Both programs can be used in turn.',
    go: fromV7,
  },
]

async function fromAlias(journey: Journey): Promise<void> {
  const { home } = journey.world
  const work = join(home, '.claude-work')
  for (const folder of ['.claude', '.claude-work']) mkdirSync(join(home, folder), { mode: 0o700 })
  writeLogin(journey.world, 'me', join(home, '.claude'), home)
  writeLogin(journey.world, 'work', work)
  writeFileSync(join(home, '.bashrc'), "alias claude-work='CLAUDE_CONFIG_DIR=~/.claude-work claude'\n")
  journey.keep(join(home, '.claude'), work)
  await journey.type('cat ~/.bashrc', /alias/)
  await journey.type('claude auth status | grep email', /me@example\.com/)
  await journey.type('claude-work auth status | grep email', /work@example\.com/)
  await journey.type('ccs auth list', /adopt/)
  await journey.type('ccs migrate --scan', /adopt work/)
  await journey.type('ccs migrate --scan --apply --force', /"work" adopted/)
  await journey.type('ccs auth list', /work/)
  await journey.type('ccs setup --shell bash --force', /bashrc/)
  await journey.type('ccs-work auth status | grep email', /work@example\.com/)
  journey.note('Another name, and the login stays.')
  await journey.type('ccs auth rename work office', /is now "office"/)
  await journey.type('ccs-office auth status | grep email', /work@example\.com/)
  journey.note('And back: what was adopted is forgotten, and its folder stays.')
  await journey.type('ccs auth remove office --force', /kept/)
  await journey.type('ccs setup --remove --shell bash --force >/dev/null', /bashrc/)
  await journey.type('cat ~/.bashrc', /^alias[^\n]*\n$/)
  await journey.type('claude-work auth status | grep email', /work@example\.com/)
  await journey.type('claude auth status | grep email', /me@example\.com/)
}

async function fromV25(journey: Journey): Promise<void> {
  const { world } = journey
  writeV25(world)
  const global = join(world.home, '.npm-global')
  mkdirSync(global)
  symlinkSync(world.bin, join(global, 'bin'))
  world.env.PATH = `${global}/bin:/usr/local/bin:/usr/bin:/bin`
  await journey.type('ls -A ~/.ccs', /uninstall\.sh/)
  journey.note('The older program still stands before the new one on PATH.')
  await journey.type('type -ap ccs | uniq', /local\/bin\/ccs\n.*npm-global/)
  await journey.type('~/.npm-global/bin/ccs migrate --clean --dry-run', /ccs/)
  await journey.type('~/.npm-global/bin/ccs migrate --clean --force', /./)
  await journey.type('ls -A ~/.ccs', /backup/)
  journey.note('What it was used for works as before.')
  await journey.type('ccs settings list', /glm/)
  await journey.type('ccs glm auth status | grep authMethod', /authMethod/)
  await journey.type('ccs migrate', /nothing to migrate/)
  journey.note('And back, by the commands of the README.')
  await journey.type("cd ~/.ccs/backup/*/ && . <(grep '^mv ' README)", /^$/)
  await journey.type('ls -A ~/.ccs', /uninstall\.sh/)
}

async function fromVault(journey: Journey): Promise<void> {
  const { world } = journey
  writeV2Vault(world)
  await journey.type('ccs auth list', /migrate/)
  await journey.type('ccs migrate --dry-run', /work/)
  await journey.type('ccs migrate --force --no-login', /auth login/)
  journey.note('Each account logs in once more, by ccs auth login; here a made-up login is written.')
  for (const name of ['work', 'personal']) writeLogin(world, name, join(world.ccsDir, 'instances', name))
  journey.keep(...['work', 'personal'].map((name) => join(world.ccsDir, 'instances', name)))
  await journey.type('ccs setup --shell bash --force >/dev/null', /bashrc/)
  await journey.type('ccs-work auth status | grep email', /work@example\.com/)
  await journey.type('ccs-personal auth status | grep email', /personal@example\.com/)
  journey.note('And back: the old registry and its vault are in their places, and the new logins stay.')
  await journey.type('ccs migrate --rollback --force', /./)
  await journey.type('ls ~/.ccs/accounts', /work\.json\.enc/)
  await journey.type('ccs migrate --force --no-login', /./)
  await journey.type('ccs-work auth status | grep email', /work@example\.com/)
}

async function fromV30(journey: Journey): Promise<void> {
  const { world } = journey
  const account = { type: 'account', created: '2025-11-01T08:00:00.000Z', last_used: null }
  const registry = { version: '2.0.0', profiles: { work: account, 'My Job': account }, default: 'work' }
  for (const name of ['work', 'my-job']) {
    mkdirSync(join(world.ccsDir, 'instances', name), { recursive: true, mode: 0o700 })
    writeLogin(world, name, join(world.ccsDir, 'instances', name))
    journey.keep(join(world.ccsDir, 'instances', name))
  }
  writeFileSync(join(world.ccsDir, 'profiles.json'), JSON.stringify(registry), { mode: 0o600 })
  await journey.type('ls ~/.ccs/instances', /my-job/)
  await journey.type('ccs auth list', /My Job/)
  await journey.type("ccs 'My Job' auth status | grep email", /my-job@example\.com/)
  await journey.type('ccs setup --shell bash --force >/dev/null', /bashrc/)
  await journey.type('ccs-work auth status | grep email', /work@example\.com/)
  journey.note('A name that a shell can have as a function; the folder stays.')
  await journey.type("ccs auth rename 'My Job' job", /is now "job"/)
  await journey.type('ccs-job auth status | grep email', /my-job@example\.com/)
}

async function fromV7(journey: Journey): Promise<void> {
  const { world } = journey
  for (const name of ['work', 'personal']) {
    const { status, stdout, stderr } = await older(world, ['auth', 'create', name])
    if (status !== 0) throw new Error(stdout + stderr)
  }
  for (const name of ['work', 'personal']) {
    writeLogin(world, name, join(world.ccsDir, 'instances', name))
    journey.keep(join(world.ccsDir, 'instances', name))
  }
  await journey.type('ls ~/.ccs', /config\.yaml/)
  await journey.type('ccs auth list', /migrate/)
  await journey.type('ccs migrate --dry-run', /work/)
  await journey.type('ccs migrate --force --no-login', /./)
  await journey.type('ccs auth list', /personal/)
  await journey.type('ccs setup --shell bash --force >/dev/null', /bashrc/)
  await journey.type('ccs-work auth status | grep email', /work@example\.com/)
  await journey.type('ccs-personal auth status | grep email', /personal@example\.com/)
}
