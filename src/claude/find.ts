import { isAbsolute } from 'node:path'
import type { Context } from '../context.ts'
import { CcsError } from '../errors/ccs-error.ts'
import { below } from '../store/paths.ts'
import { isProgram, pathFolders } from '../store/programs.ts'

/**
 * The Claude CLI: `$CCS_CLAUDE_PATH`, else `claude` in an absolute entry of PATH, else where an older installer hides
 * it behind an alias. Never from the working folder.
 *
 * @returns an absolute path
 * @throws CcsError `claude-not-found`, or `usage` for a relative CCS_CLAUDE_PATH
 */
export function findClaude({ env, home, platform }: Context): string {
  const wanted = env.CCS_CLAUDE_PATH
  if (wanted) {
    if (!isAbsolute(wanted)) {
      throw new CcsError('claude-path-relative', { value: wanted })
    }
    if (isProgram(wanted)) return wanted
    throw new CcsError('claude-path-wrong', { path: wanted })
  }
  const names = platform === 'win32' ? ['claude.exe', 'claude.cmd'] : ['claude']
  const folders = [...pathFolders(env), below(home, '.claude', 'local')]
  const candidates = folders.flatMap((folder) => names.map((name) => below(folder, name)))
  const found = candidates.find((candidate) => isProgram(candidate))
  if (found !== undefined) return found
  throw new CcsError('claude-not-found', {})
}
