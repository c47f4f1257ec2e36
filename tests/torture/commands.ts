import { chmodSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createAccounts } from '../support/accounts.ts'
import { writeV2Vault, writeV25 } from '../support/v2-home.ts'
import type { World } from '../support/world.ts'

/** A command that changes something, and what it may end with when it is repeated after an interruption. */
export interface ChangingCommand {
  name: string
  args: readonly string[]
  /** A command after that, whose work this one goes on from. */
  before?: readonly string[]
  /** A change that is possible afterwards, where that is not making an account. */
  afterwards?: readonly string[]
  /** Besides the two accounts `work` (the default) and `personal`, both logged in. */
  prepare?: (world: World) => void
  /** Exit status of the same command once more: 0, or that of "it is done already". */
  again: number
  /** It needs no registry, so it may do where others cannot. */
  readsNothing?: true
}

const instance = (world: World, ...more: string[]) => join(world.ccsDir, 'instances', ...more)

const pin = (world: World, pins: Record<string, string>) =>
  writeFileSync(join(world.ccsDir, 'pins.json'), `${JSON.stringify(pins, undefined, 2)}\n`, { mode: 0o600 })

/** The account has a folder of the person's own, or another one. */
function adopt(world: World, folder = join(world.home, 'adopted')): void {
  const file = join(world.ccsDir, 'profiles.json')
  const registry = JSON.parse(readFileSync(file, 'utf8'))
  registry.profiles.work.instance = folder
  renameSync(instance(world, 'work'), registry.profiles.work.instance)
  writeFileSync(file, JSON.stringify(registry))
}

/** A folder as Claude leaves it. */
function claudeFolder(folder: string): void {
  mkdirSync(join(folder, 'projects', 'p'), { recursive: true })
  writeFileSync(join(folder, 'projects', 'p', 'conversation.jsonl'), '{}\n')
  writeFileSync(join(folder, '.claude.json'), '{"oauthAccount":{"emailAddress":"work@example.com"}}\n')
  symlinkSync('/', join(folder, 'root'))
}

/** The account `work` lies in the folder that another name has by itself. */
function call(world: World, name: string): void {
  adopt(world, instance(world, name))
}

/** An account of a later program's, with its folder. */
function writeConfigYaml(world: World): void {
  writeFileSync(
    join(world.ccsDir, 'config.yaml'),
    'version: 13\ndefault: later\naccounts:\n  later: {}\nprofiles:\n  lm: {settings: ~/.ccs/lm.json}\n',
  )
  mkdirSync(instance(world, 'later'), { mode: 0o700 })
  writeFileSync(instance(world, 'later', '.claude.json'), '{}')
}

/** A settings profile that is the default and pinned, beside the accounts. */
function haveSettings(world: World): void {
  const file = join(world.ccsDir, 'profiles.json')
  writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(file, 'utf8')), default: 'kimi' }))
  writeFileSync(join(world.ccsDir, 'config.json'), '{"profiles":{"kimi":"~/.ccs/kimi.settings.json"}}', { mode: 0o600 })
  writeFileSync(join(world.ccsDir, 'kimi.settings.json'), '{}', { mode: 0o600 })
  pin(world, { '/': 'kimi', [world.folder]: 'work' })
}

/** An rc file in the home; the ccs dir, which its block names, is another one in each home. */
const rcFile = (text: string) => (world: World) => writeFileSync(join(world.home, '.zshrc'), text, { mode: 0o640 })
const BLOCK = "# >>> ccs setup (no newline before) >>>\n. '/gone'\n# <<< ccs setup <<<\n"

const MIGRATE = ['migrate', '--force', '--no-login']

/** Every command of ccs that writes. A later one is added here. */
export const COMMANDS: readonly ChangingCommand[] = [
  { name: 'create', args: ['auth', 'create', 'new', '--no-login'], again: 4 },
  { name: 'create and log in', args: ['auth', 'create', 'new'], again: 4 },
  {
    name: 'create the first',
    args: ['auth', 'create', 'new', '--no-login'],
    prepare: (world) => rmSync(world.ccsDir, { recursive: true }),
    again: 4,
  },
  {
    name: 'remove',
    args: ['auth', 'remove', 'work', '--force'],
    prepare: (world) => pin(world, { '/': 'work' }),
    again: 3,
  },
  {
    name: 'remove a pinned one of another folder',
    args: ['auth', 'remove', 'work', '--force'],
    prepare: (world) => {
      pin(world, { '/': 'personal', [world.folder]: 'work', [world.home]: 'work' })
      adopt(world)
    },
    again: 3,
  },
  {
    name: 'remove an adopted one with its folder',
    args: ['auth', 'remove', 'work', '--delete', '--force'],
    prepare: (world) => {
      pin(world, { '/': 'work' })
      adopt(world)
    },
    again: 3,
  },
  {
    name: 'adopt a folder',
    args: ['auth', 'adopt', 'new', 'claude/'],
    prepare: (world) => claudeFolder(join(world.folder, 'claude')),
    again: 4,
  },
  {
    name: 'adopt the first, that of plain claude',
    args: ['auth', 'adopt', 'new', '--plain'],
    prepare: (world) => rmSync(world.ccsDir, { recursive: true }),
    again: 4,
  },
  {
    name: 'adopt what rc files have',
    args: ['migrate', '--scan', '--apply', '--force'],
    prepare(world) {
      for (const name of ['.claude-a', '.claude-b']) claudeFolder(join(world.home, name))
      rcFile("alias a='CLAUDE_CONFIG_DIR=~/.claude-a/ claude'\n")(world)
      writeFileSync(join(world.home, '.claude.json'), '{"oauthAccount":{}}')
    },
    again: 0,
  },
  {
    name: 'rename',
    args: ['auth', 'rename', 'work', 'office'],
    prepare: (world) => {
      pin(world, { '/': 'work', [world.home]: 'personal', [world.folder]: 'work' })
      utimesSync(join(world.ccsDir, 'shell/used/work'), 1e9, 1e9)
    },
    again: 3,
  },
  {
    name: 'rename back',
    args: ['auth', 'rename', 'work', 'office'],
    prepare: (world) => call(world, 'office'),
    again: 3,
  },
  {
    name: 'create beside a renamed one',
    args: ['auth', 'create', 'new'],
    prepare: (world) => call(world, 'new'),
    again: 4,
  },
  {
    name: 'pin',
    args: ['pin', 'personal'],
    prepare: (world) => pin(world, { [world.folder]: 'work', '/': 'work' }),
    again: 0,
  },
  { name: 'unpin', args: ['unpin'], prepare: (world) => pin(world, { [world.folder]: 'work', '/': 'work' }), again: 2 },
  { name: 'default', args: ['auth', 'default', 'personal'], again: 0 },
  { name: 'no default', args: ['auth', 'default', '--unset'], again: 0 },
  {
    name: 'init',
    args: ['init', 'bash'],
    prepare: (world) => rmSync(join(world.ccsDir, 'shell'), { recursive: true }),
    again: 0,
  },
  {
    name: 'launch with a missing instance',
    args: ['work', 'x'],
    prepare: (world) => rmSync(instance(world, 'work'), { recursive: true }),
    again: 0,
  },
  { name: 'settings add', args: ['settings', 'add', 'glm'], prepare: haveSettings, again: 4 },
  {
    name: 'settings add with a file',
    args: ['settings', 'add', 'glm', '--file', '~/.claude.json'],
    prepare: (world) => writeFileSync(join(world.home, '.claude.json'), '{}'),
    again: 4,
  },
  {
    name: 'settings remove',
    args: ['settings', 'remove', 'kimi', '--force', '--delete'],
    prepare: haveSettings,
    again: 3,
  },
  { name: 'setup', args: ['setup', '--shell', 'zsh', '--force'], prepare: rcFile('a=1'), again: 0 },
  {
    name: 'setup without an rc file',
    args: ['setup', '--shell', 'fish', '--force'],
    prepare: (world) => mkdirSync(join(world.home, '.config/fish/conf.d'), { recursive: true }),
    again: 0,
  },
  {
    name: 'setup again',
    args: ['setup', '--shell', 'zsh', '--force'],
    prepare: rcFile(`a=1\n\n${BLOCK}b=2`),
    again: 0,
  },
  {
    name: 'setup taken back',
    args: ['setup', '--remove', '--force'],
    prepare: rcFile(`a=1\n\n${BLOCK}`),
    readsNothing: true,
    again: 0,
  },
  { name: 'migrate', args: MIGRATE, prepare: writeV2Vault, again: 0 },
  {
    name: 'migrate taken back',
    args: ['migrate', '--rollback', '--force'],
    prepare: writeV2Vault,
    before: MIGRATE,
    afterwards: ['pin', 'personal', '/'],
    again: 0,
  },
  { name: 'migrate from config.yaml', args: MIGRATE, prepare: writeConfigYaml, again: 0 },
  {
    name: 'migrate from config.yaml to no registry',
    args: MIGRATE,
    prepare(world) {
      writeConfigYaml(world)
      rmSync(join(world.ccsDir, 'profiles.json'))
    },
    again: 0,
  },
  {
    name: 'migrate from config.yaml taken back',
    args: ['migrate', '--rollback', '--force'],
    prepare: writeConfigYaml,
    before: MIGRATE,
    again: 0,
  },
  { name: 'clean', args: ['migrate', '--clean', '--force'], prepare: writeV25, readsNothing: true, again: 0 },
  { name: 'hook', args: ['setup', '--shell', 'zsh', '--force', '--hook', 'pwd'], prepare: rcFile(''), again: 0 },
]

/** A home with two accounts that are logged in, one of them with more in it, and something to copy. */
export async function furnish(world: World, command: ChangingCommand): Promise<void> {
  const commands = join(world.home, '.claude', 'commands')
  mkdirSync(join(commands, 'deep'), { recursive: true })
  for (const name of ['a b.md', 'deep/c.sh']) writeFileSync(join(commands, name), `text of ${name}\n`)
  chmodSync(join(commands, 'deep/c.sh'), 0o755)
  symlinkSync('deep', join(commands, 'link'))
  await createAccounts(world, 'work', 'personal')
  mkdirSync(instance(world, 'work', 'projects', 'p'), { recursive: true })
  writeFileSync(instance(world, 'work', 'projects', 'p', 'conversation.jsonl'), '{}\n')
  symlinkSync('/', instance(world, 'work', 'root'))
  command.prepare?.(world)
  if (command.before) {
    world.own()
    await world.ccs([...command.before])
  }
  world.calls()
}
