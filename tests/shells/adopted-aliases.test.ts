import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { AdoptWorld } from '../support/adopt-world.ts'
import { skipWhen } from '../support/installed.ts'
import { publishedName, SHELLS } from './drivers/index.ts'

describe.each(SHELLS)('what migrate --scan adopts, in $name', (shell) => {
  const FILES = {
    bash: '.bashrc',
    zsh: '.zshrc',
    fish: '.config/fish/config.fish',
    powershell: '.config/powershell/profile.ps1',
  }
  const ALIASES = `alias a-w='CLAUDE_CONFIG_DIR=~/.claude-w/ claude'
alias a-x='CLAUDE_CONFIG_DIR="$HOME/it is/\\$(x)//" claude'
`
  const FUNCTIONS = `function a-w { $env:CLAUDE_CONFIG_DIR = "$HOME/.claude-w/"; claude @args }
function a-x {
  $env:CLAUDE_CONFIG_DIR = "$HOME/it is/(x)//"
  claude @args
}
`
  // In double quotes of PowerShell a backtick escapes, which is not understood.
  const [rcText, last] = shell.name === 'powershell' ? [FUNCTIONS, '(x)'] : [ALIASES, '$(x)']

  test('ccs <name> has what the alias had, byte for byte', async (context) => {
    skipWhen(shell.missing, context)
    using world = new AdoptWorld()
    const at = (name: string) => `${world.home}/${name}`
    const folders = [at('.claude-w/'), at(`it is/${last}//`)]
    for (const folder of folders) world.claudeFolder(folder)
    const rc = at(FILES[shell.name])
    mkdirSync(dirname(rc), { recursive: true })
    writeFileSync(rc, rcText)
    const run = async (file: string, lines: string[]) => {
      const start = shell.name === 'bash' ? ['shopt -s expand_aliases'] : []
      const calls = lines.map((words) => (shell.name === 'powershell' ? words : `eval '${words}'`))
      const script = [...start, shell.source('CCS_TEXT'), ...calls]
      const result = await (shell.runShared ?? shell.run)(world, script, { env: { CCS_TEXT: file } })
      expect(result).toEqual({ status: 0, stdout: '', stderr: '' })
      return world.calls().map(({ env }) => env.CLAUDE_CONFIG_DIR)
    }
    expect((await run(rc, ['a-w', 'a-x'])).sort()).toEqual(folders)
    const { status, stdout } = await world.ccs(['migrate', '--scan', '--apply', '--force'])
    expect({ status, stdout }).toEqual({ status: 0, stdout: '' })
    expect(readFileSync(rc, 'utf8')).toBe(rcText)
    const published = join(world.ccsDir, 'shell', publishedName(shell))
    expect((await run(published, ['ccs a-w', 'ccs a-x', 'ccs-a-x'])).sort()).toEqual([
      folders[0],
      folders[1],
      folders[1],
    ])
  })
})
