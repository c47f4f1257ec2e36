import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { AdoptWorld } from './adopt-world.ts'

/** A home of somebody who has done it by hand, with whatever goes wrong in such an arrangement. */
export function arrange(world: AdoptWorld): void {
  const at = (name: string) => `${world.home}/${name}`
  const write = (name: string, text: string) => {
    mkdirSync(dirname(at(name)), { recursive: true })
    writeFileSync(at(name), text)
  }
  for (const name of ['.claude-work', 'my "c" $(touch pwned)', '.claude-seen', '.claude-done', '.claude-home'])
    world.claudeFolder(at(name), 'me@example.com')
  world.plainLogin('plain@example.com')
  mkdirSync(at('not claude'))
  write(
    '.bashrc',
    [
      "alias claude-work='CLAUDE_CONFIG_DIR=~/.claude-work/ claude'",
      `alias c='CLAUDE_CONFIG_DIR="$HOME/my \\"c\\" \\$(touch pwned)" claude'`,
      "alias gone='CLAUDE_CONFIG_DIR=~/gone claude' old='CLAUDE_CONFIG_DIR=~/.claude-done claude'",
      'alias none=\'CLAUDE_CONFIG_DIR="$HOME/not claude" claude\'',
      "alias p='CLAUDE_CONFIG_DIR=~/.claude claude'",
      "alias what='CLAUDE_CONFIG_DIR=$(touch pwned) claude' # \u001b[31m",
      'export CLAUDE_CONFIG_DIR=~/.claude-home',
      '',
    ].join('\n'),
  )
  write('.config/fish/config.fish', 'function w\n  CLAUDE_CONFIG_DIR=~/.claude-work claude $argv\n  # 3\n  # 4\nend\n')
  write('.config/powershell/profile.ps1', 'function done { $env:CLAUDE_CONFIG_DIR = "$HOME/.claude-done"; claude }\n')
  execFileSync('mkfifo', [at('.zshrc')])
  world.write({ done: { type: 'account', instance: at('.claude-done') } })
}
