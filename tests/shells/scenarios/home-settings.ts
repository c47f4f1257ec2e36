import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { World } from '../../support/world.ts'
import { launched, refused, row, unset } from './expectations.ts'
import { account, GLM, GLM_FILE, type Scenario } from './scenario.ts'

type Name = 'settings.json' | 'settings.local.json'
const HELPER = { apiKeyHelper: 'get-key' }
const URL = { env: { ANTHROPIC_BASE_URL: 'https://example.com' } }
const HARMLESS = { model: 'opus', env: { ANTHROPIC_MODEL: 'opus' }, permissions: { deny: ['Bash'] } }

/** Settings of plain claude, which Claude takes for those of the working folder, as it does in the home. */
const here = (files: Partial<Record<Name, object | string>>, more: Partial<Scenario> = {}): Partial<Scenario> => ({
  ...more,
  prepare(world) {
    writePlain(world, files)
    symlinkSync(join(world.home, '.claude'), join(world.folder, '.claude'))
  },
})

/** The same where Claude does not find them in the working folder. */
const elsewhere = (files: Partial<Record<Name, object | string>>, more: Partial<Scenario> = {}): Partial<Scenario> => ({
  ...more,
  prepare: (world) => writePlain(world, files),
})

function writePlain(world: World, files: Partial<Record<Name, object | string>>): void {
  mkdirSync(join(world.home, '.claude'), { recursive: true })
  for (const [name, content] of Object.entries(files)) {
    writeFileSync(join(world.home, '.claude', name), typeof content === 'string' ? content : JSON.stringify(content))
  }
}

const work = ['ccs', 'work', 'x y']
const without = (...sources: string[]) => launched('work', '--setting-sources', sources.join(','), 'x y')
const asked = (...sources: string[]) => ['ccs-work', '-p', ...sources]
const plain = { registry: { profiles: { mine: { ...account, plain: true }, work: account } } }
const leaks = (names: string) => refused(6, new RegExp(`^ccs: Your own ${names} in .* sent to the provider of "glm"`))

/** Settings of plain claude in a launch of something else. */
export const HOME_SETTINGS: readonly Scenario[] = [
  row(
    'settings of plain claude with a program for keys',
    work,
    without('user', 'local'),
    here({ 'settings.json': HELPER }),
  ),
  row('settings of plain claude with an address', work, without('user', 'local'), here({ 'settings.json': URL })),
  row('local settings of plain claude with a key', work, without('user', 'project'), {
    ...here({ 'settings.json': HARMLESS, 'settings.local.json': { env: { ANTHROPIC_API_KEY: 'made-up' } } }),
  }),
  row('both settings of plain claude', work, without('user'), {
    ...here({ 'settings.json': URL, 'settings.local.json': HELPER }),
  }),
  row('settings of plain claude that cannot be read', work, without('user', 'local'), here({ 'settings.json': '{' })),
  ...['CLAUDE_CONFIG_DIR', 'ANTHROPIC_CONFIG_DIR', 'CLAUDE_CODE_USE_VERTEX'].map((name) =>
    row(`settings of plain claude with ${name}`, work, without('user', 'local'), {
      ...here({ 'settings.json': { env: { [name]: '1' } } }),
    }),
  ),
  row('settings of plain claude that steer a login', work, without('user', 'local'), {
    ...here({ 'settings.json': { forceLoginMethod: 'console' } }),
  }),
  row('harmless settings of plain claude', work, launched('work', 'x y'), here({ 'settings.json': HARMLESS })),
  row('an empty program for keys', work, launched('work', 'x y'), here({ 'settings.json': { apiKeyHelper: '' } })),
  row('settings of plain claude that are not those of the folder', work, launched('work', 'x y'), {
    ...elsewhere({ 'settings.json': HELPER, 'settings.local.json': URL }),
  }),
  row(
    'settings of plain claude that are asked for',
    asked('--setting-sources', 'user,project'),
    refused(2, /^ccs: .*\/\.claude\/settings\.json sets apiKeyHelper, .*\[usage\]\n.*"project" source/),
    here({ 'settings.json': HELPER }),
  ),
  row(
    'only other settings that are asked for',
    asked('--setting-sources=user'),
    launched('work', '-p', '--setting-sources=user'),
    here({ 'settings.json': HELPER }),
  ),
  row(
    'a prompt that looks as if settings were asked for',
    ['ccs-work', '--', '--setting-sources=project'],
    launched('work', '--setting-sources', 'user,local', '--', '--setting-sources=project'),
    here({ 'settings.json': HELPER }),
  ),
  row('the plain profile with its own settings', ['ccs', 'mine', 'x'], unset('mine', 'x'), {
    ...here({ 'settings.json': HELPER }, plain),
  }),
  row('another provider, and a program for keys of plain claude', ['ccs', 'glm'], leaks('apiKeyHelper'), {
    ...elsewhere({ 'settings.json': HELPER }, { config: GLM }),
  }),
  row('another provider, and keys of plain claude', ['ccs-glm'], leaks('ANTHROPIC_API_KEY, ANTHROPIC_CUSTOM_HEADERS'), {
    ...elsewhere(
      {
        'settings.json': { env: { ANTHROPIC_API_KEY: 'x', ANTHROPIC_CUSTOM_HEADERS: 'x', ANTHROPIC_AUTH_TOKEN: 'x' } },
      },
      { config: GLM },
    ),
  }),
  row('another provider, and harmless settings of plain claude', ['ccs-glm'], unset('glm', '--settings', GLM_FILE), {
    ...elsewhere({ 'settings.json': HARMLESS }, { config: GLM }),
  }),
  row(
    'another provider, whose file overrides the keys of plain claude',
    ['ccs', 'glm'],
    unset('glm', '--settings', GLM_FILE),
    {
      config: GLM,
      prepare(world) {
        writePlain(world, { 'settings.json': { ...HELPER, env: { ANTHROPIC_API_KEY: 'x' } } })
        const env = {
          ANTHROPIC_BASE_URL: 'https://glm.example',
          ANTHROPIC_AUTH_TOKEN: 'made-up',
          ANTHROPIC_API_KEY: '',
        }
        writeFileSync(join(world.ccsDir, 'glm.json'), JSON.stringify({ apiKeyHelper: '', env }))
      },
    },
  ),
]
