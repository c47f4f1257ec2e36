import { isAbsolute } from 'node:path'
import type { Environment } from '../context.ts'
import { CcsError } from '../errors/ccs-error.ts'
import { below } from '../store/paths.ts'
import { folderFromVariable } from './config-home.ts'
import { posixShell } from './posix.ts'
import type { Disk, RcFile, Shell } from './shell.ts'
import { zdotdirIn } from './zdotdir.ts'

export const zsh: Shell = {
  ...posixShell,
  name: 'zsh',
  file: 'ccs.zsh',
  programs: ['zsh'],
  deferred: {},
  forEval,
  rcFiles({ home, env }, disk) {
    const rc = (folder: string): RcFile => ({
      file: below(folder, '.zshrc'),
      reader: 'zsh',
      program: 'zsh',
    })
    const zshenv = below(home, '.zshenv')
    const folder = folderFromVariable(env, 'ZDOTDIR') ?? folderIn(zshenv, { ...env, HOME: home }, disk) ?? home
    return {
      current: [rc(folder)],
      former: folder === home ? [] : [rc(home)],
      signs: [zshenv, below(folder, '.zshrc')],
    }
  },
}

function folderIn(zshenv: string, env: Environment, disk: Disk): string | undefined {
  const folder = zdotdirIn(disk.read(zshenv) ?? '', env)
  if (folder === null || (folder !== undefined && !isAbsolute(folder))) {
    throw new CcsError('zdotdir-unknown', { file: zshenv })
  }
  return folder
}

/**
 * Makes the text of zsh's file one for `eval`, which is parsed whole, so that nothing in it could switch options and aliases
 * off before: it is put into quotes. Every bare word is escaped: it could be a global alias. Line by line, because
 * `csh_junkie_quotes` refuses a newline in quotes, and zsh takes long over a long word that is made of many. Comments
 * would only take time; those at the top stay where they can be read.
 */
function forEval(text: string): string {
  const lines = text.split('\n')
  const top = lines.slice(
    0,
    lines.findIndex((line) => !line.startsWith('#')),
  )
  const code = lines.filter((line) => !/^\s*(?:#|$)/.test(line))
  const quoted = code.map((line) => `'${line.replaceAll("'", `'\\''`)}'`)
  const evaluate = `emulate \\zsh \\-o \\no_aliases \\-c "\${(F)__ccs_text[@]}"`
  return `${top.join('\n')}
__ccs_text=(
${quoted.join('\n')}
)
__ccs_inner=''
\\functions \\builtin >/dev/null && \\${evaluate} || \\builtin \\${evaluate}
`
}
