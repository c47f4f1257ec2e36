import { lstatSync, mkdirSync, readFileSync, readlinkSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { inPairs, type Outcome } from '../support/outcome.ts'
import { differences, pictureOf } from '../support/picture.ts'
import { sampleByName } from '../support/sampling.ts'
import { type Result, World } from '../support/world.ts'
import {
  CHOICES,
  CHOICES_DAMAGE,
  CONFIG,
  CONFIG_DAMAGE,
  CONFIG_YAML_DAMAGE,
  type Damage,
  damagedJson,
  HARMLESS,
  inflict,
  notOurs,
  OTHER_KINDS,
  PINS,
  PINS_DAMAGE,
  PUBLISHED_DAMAGE,
  REGISTRY,
  REGISTRY_DAMAGE,
} from './damage.ts'

/** A file, what may be wrong with it, and what each command then ends with. */
interface Target {
  file: string
  damages: readonly Damage[]
  expect: readonly [args: readonly string[], status: number][]
  /** False where ccs makes the file anew, because it only holds what follows from others. */
  staysAsItIs: boolean
}

const RENEWED: Target['expect'] = [
  [['init', 'zsh'], 0],
  [['work', 'x'], 0],
  [['auth', 'default', 'work'], 0],
]
const published = (name: string): Target => ({
  file: `shell/${name}`,
  damages: PUBLISHED_DAMAGE,
  expect: RENEWED,
  staysAsItIs: false,
})

const TARGETS: readonly Target[] = [
  {
    file: 'profiles.json',
    damages: HARMLESS,
    expect: [...RENEWED, [['auth', 'list', '--json'], 0], [['auth', 'default', 'personal'], 0], [['work', 'x'], 0]],
    staysAsItIs: false,
  },
  {
    file: 'profiles.json',
    damages: [...OTHER_KINDS, ...damagedJson(REGISTRY), ...REGISTRY_DAMAGE],
    expect: [
      [['work', 'x'], 6],
      [['x y'], 6],
      [['init', 'bash'], 6],
      [['auth', 'list', '--json'], 6],
      [['auth', 'show', 'work'], 6],
      [['auth', 'default', 'personal'], 6],
      [['auth', 'create', 'new', '--no-login'], 6],
      [['auth', 'remove', 'work', '--force'], 6],
      [['pin', 'work'], 6],
      [['unpin', '/made/up'], 6],
      [['env', 'work'], 6],
      [['path', 'work'], 6],
      [['help'], 0],
    ],
    staysAsItIs: true,
  },
  {
    file: 'config.json',
    damages: [...OTHER_KINDS, ...damagedJson(CONFIG), ...CONFIG_DAMAGE],
    expect: [
      [['work', 'x'], 0],
      [['x y'], 0],
      [['init', 'bash'], 0],
      [['auth', 'list', '--json'], 0],
      [['auth', 'default', 'personal'], 0],
      [['glm', 'x'], 6],
      [['settings', 'list'], 6],
      [['settings', 'add', 'kimi'], 6],
      [['settings', 'remove', 'glm', '--force'], 6],
    ],
    staysAsItIs: true,
  },
  {
    file: 'config.yaml',
    damages: [...OTHER_KINDS, ...CONFIG_YAML_DAMAGE],
    expect: [
      [['work', 'x'], 0],
      [['init', 'bash'], 0],
      [['auth', 'list'], 0],
      [['auth', 'default', 'personal'], 0],
      [['migrate', '--dry-run'], 6],
      [['migrate', '--force', '--no-login'], 6],
    ],
    staysAsItIs: true,
  },
  {
    file: 'pins.json',
    damages: [...OTHER_KINDS, ...damagedJson(PINS), ...PINS_DAMAGE],
    expect: [
      [['work', 'x'], 0],
      [['x y'], 6],
      [['pin', 'work'], 6],
      [['unpin', '/made/up'], 6],
      [['pins', '--json'], 6],
      [['init', 'bash'], 0],
      [['auth', 'list', '--json'], 0],
      [['auth', 'default', 'personal'], 0],
      [['auth', 'remove', 'work', '--force'], 6],
    ],
    staysAsItIs: true,
  },
  {
    file: 'shell.json',
    damages: [...OTHER_KINDS, ...damagedJson(CHOICES), ...CHOICES_DAMAGE],
    expect: [
      [['work', 'x'], 0],
      [['init', 'bash'], 0],
      [['setup', '--shell', 'zsh', '--hook', 'pwd', '--force'], 6],
      [['auth', 'default', 'personal'], 0],
    ],
    staysAsItIs: true,
  },
  {
    file: 'left-logins.json',
    damages: [...damagedJson('["/made/up"]'), ...OTHER_KINDS],
    expect: [
      [['work', 'x'], 0],
      [['auth', 'create', 'new', '--no-login'], 0],
      [['auth', 'remove', 'new', '--force'], 0],
    ],
    staysAsItIs: true,
  },
  ...['ccs.zsh', 'index.json', 'stamp', 'candidates', 'used/work'].map(published),
  {
    file: 'instances/work',
    damages: [...OTHER_KINDS.filter(({ name }) => name !== 'a folder' && name !== 'a link to a folder')],
    expect: [
      [['work', 'x'], 8],
      [['personal', 'x'], 0],
      [['auth', 'list', '--json'], 0],
    ],
    staysAsItIs: true,
  },
]

/**
 * Tries commands on files that are damaged in every way there is: each must end soon, with the right status and a clear
 * message, and leave the damaged file as it is.
 */
export async function damagedFiles(most = Number.POSITIVE_INFINITY): Promise<Outcome> {
  const failures: string[] = []
  const cases = TARGETS.flatMap((target) =>
    sampleByName(target.damages, most, target.file).map((damage) => ({ target, damage })),
  )
  let runs = 0
  await inPairs(cases, async ({ target, damage }) => {
    using world = new World()
    const file = join(world.ccsDir, target.file)
    await furnish(world)
    inflict(damage, file)
    const before = fingerprint(file)
    const outside = outsideOf(world)
    for (const [args, status] of target.expect) {
      runs += 1
      const result = await world.ccs([...args])
      const wrong = wrongIn(args, result, status, file)
      if (target.staysAsItIs && fingerprint(file) !== before) wrong.push('the file was changed')
      wrong.push(...differences(outside, outsideOf(world)))
      for (const what of wrong) failures.push(`${target.file}, ${damage.name}: ccs ${args.join(' ')}: ${what}`)
    }
  })
  return {
    figures: `${cases.length} kinds of damage to ${new Set(TARGETS.map(({ file }) => file)).size} files, ${runs} commands`,
    failures,
  }
}

async function furnish(world: World): Promise<void> {
  for (const name of ['work', 'personal']) mkdirSync(join(world.ccsDir, 'instances', name), { recursive: true })
  writeFileSync(join(world.home, 'glm.json'), '{}')
  writeFileSync(notOurs(join(world.ccsDir, 'x')), 'mine\n')
  for (const [name, text] of [
    ['profiles.json', REGISTRY],
    ['config.json', CONFIG],
    ['pins.json', PINS],
    ['shell.json', CHOICES],
  ] as const) {
    writeFileSync(join(world.ccsDir, name), text)
  }
  await world.ccs(['init', 'zsh'])
}

/** What is in the home besides the ccs dir. */
function outsideOf(world: World): Map<string, string> {
  return new Map([...pictureOf(world.home)].filter(([path]) => !path.startsWith('.ccs')))
}

function wrongIn(
  [command]: readonly string[],
  { status, stdout, stderr }: Result,
  expected: number,
  file: string,
): string[] {
  const wrong: string[] = []
  if (status !== expected) wrong.push(`exit status ${status}, not ${expected}: ${stderr}`)
  if (/\n {4}at |\[internal\]/.test(stderr)) wrong.push(`a fault of its own: ${stderr}`)
  if (status === 0) return wrong
  // What `env` prints is evaluated, so where it fails its text does.
  if (stdout !== (command === 'env' ? 'false\n' : '')) wrong.push(`stdout: ${stdout.slice(0, 100)}`)
  if (!stderr.includes(file)) wrong.push(`the file is not named: ${stderr}`)
  if (!/^ccs: .*\[(?:damaged|file-system)\]\n {5}\S/.test(stderr)) wrong.push(`not told as an error: ${stderr}`)
  return wrong
}

/** What can be seen of a file without following it, or all of its content. */
function fingerprint(file: string): string {
  const { mode, ino, size, mtimeMs } = lstatSync(file)
  const link = lstatSync(file).isSymbolicLink() ? readlinkSync(file) : ''
  const isSmallFile = lstatSync(file).isFile() && statSync(file).size < 2 ** 20
  return JSON.stringify([mode, ino, size, mtimeMs, link, isSmallFile ? readFileSync(file, 'base64') : ''])
}
