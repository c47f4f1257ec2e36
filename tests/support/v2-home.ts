import { chmodSync, existsSync, mkdirSync, readdirSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { World } from './world.ts'

/** A time at which all of it was last written, so that a later one is seen. */
const LONG_AGO = new Date('2025-10-01T12:00:00.000Z')

/** The accounts of the registry below, in its order. */
export const V2_NAMES = ['work', 'personal', "It's $(touch pwned)"] as const

/** The folders of all backups of this world. */
export function backups({ ccsDir }: World): string[] {
  const folder = join(ccsDir, 'backup')
  return existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name)) : []
}

/** Made-up bytes: nobody opens them. */
const VAULT_FILES = ['.salt', 'personal.json.enc', 'work.json.enc'] as const

/** As v2 wrote it: indented by two, without an end of the last line. */
export const V2_REGISTRY = JSON.stringify(
  {
    version: '2.0.0',
    profiles: {
      work: {
        type: 'account',
        vault: '~/.ccs/accounts/work.json.enc',
        subscription: 'pro',
        email: 'user@work.example',
        created: '2025-09-01T08:00:00.000Z',
        last_used: '2025-09-20T08:00:00.000Z',
      },
      personal: { type: 'account', vault: '~/.ccs/accounts/personal.json.enc', created: '2025-09-02T08:00:00.000Z' },
      [V2_NAMES[2]]: { type: 'account', vault: 'x', created: '2025-09-03T08:00:00.000Z', last_used: null },
      newer: { type: 'account', created: '2025-11-01T08:00:00.000Z', last_used: null },
    },
    default: 'work',
    kept: { 'unknown key': [1] },
  },
  undefined,
  2,
)

const SCRIPT =
  '#!/usr/bin/env bash\nset -euo pipefail\n\n# Version (updated by scripts/bump-version.sh)\nCCS_VERSION="2.5.0"\n'
const UNINSTALL = '#!/usr/bin/env bash\nset -euo pipefail\n\necho "Uninstalling ccs..."\n'
/** The lines of the installer, as it appended them. */
export const INSTALLER_LINES = '\n# CCS: Added by Claude Code Switch installer\nexport PATH="$HOME/.local/bin:$PATH"\n'
export const INSTALLER_LINES_OF_FISH =
  '\n# CCS: Added by Claude Code Switch installer\nset -gx PATH $HOME/.local/bin $PATH\n'

function put(file: string, text: string, mode: number): void {
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text)
  chmodSync(file, mode)
  utimesSync(file, LONG_AGO, LONG_AGO)
}

/** Released 2.5: settings profiles, and what its shell installer left, also in rc files. */
export function writeV25(world: World): void {
  const ccs = (name: string) => join(world.ccsDir, name)
  const config = '{"profiles":{"glm":"~/.ccs/glm.settings.json","default":"~/.claude/settings.json"}}'
  put(ccs('config.json'), config, 0o644)
  put(ccs('config.json.backup'), config, 0o644)
  put(ccs('glm.settings.json'), '{"env":{"ANTHROPIC_AUTH_TOKEN":"made-up"}}', 0o644)
  put(ccs('ccs'), SCRIPT, 0o755)
  put(ccs('uninstall.sh'), UNINSTALL, 0o755)
  put(ccs('VERSION'), '2.5.0\n', 0o644)
  put(ccs('.claude/commands/ccs.md'), 'text', 0o644)
  put(ccs('.claude/skills/ccs-delegation/SKILL.md'), 'text', 0o644)
  put(join(world.home, '.bashrc'), `mine=1${INSTALLER_LINES}`, 0o640)
  put(join(world.home, '.config/fish/config.fish'), `set mine 1\n${INSTALLER_LINES_OF_FISH}set more 1\n`, 0o644)
  mkdirSync(join(world.home, '.local/bin'), { recursive: true })
  symlinkSync(ccs('ccs'), join(world.home, '.local/bin/ccs'))
  symlinkSync(ccs('uninstall.sh'), join(world.home, '.local/bin/ccs-uninstall'))
  chmodSync(world.ccsDir, 0o755)
}

/** Documented 2.x: a registry that names vaults, and these; one of its profiles has been made by v3. */
export function writeV2Vault(world: World): void {
  put(join(world.ccsDir, 'profiles.json'), V2_REGISTRY, 0o644)
  for (const name of VAULT_FILES) put(join(world.ccsDir, 'accounts', name), `made-up ${name}`, 0o640)
  for (const folder of ['accounts', '.']) {
    chmodSync(join(world.ccsDir, folder), 0o755)
    utimesSync(join(world.ccsDir, folder), LONG_AGO, LONG_AGO)
  }
}
