import type { Context } from '../../context.ts'
import type { ShellName } from '../../setup/block.ts'
import { readRcTexts, type Unread } from './files.ts'
import { type Finding, type Place, type RcText, VARIABLE } from './finding.ts'
import { FISH } from './fish.ts'
import { findIn } from './language.ts'
import { BASH, ZSH } from './posix.ts'
import { findInPowershell } from './powershell.ts'
import { type Known, propose, type Scan } from './propose.ts'

/**
 * Looks through the rc files of all shells for accounts that people made by CLAUDE_CONFIG_DIR. Nothing is run or changed.
 *
 * @param folders of Claude's that were seen beside `~/.claude`
 */
export function scan(context: Context, folders: readonly string[], known: Known): Scan & { unread: Unread[] } {
  const { texts, unread } = readRcTexts(context)
  return {
    ...propose(
      texts.flatMap((rc) => findingsIn(rc, context)),
      folders,
      known,
    ),
    unread,
  }
}

/** What one rc file sets, in the order of its lines. */
export function findingsIn(rc: RcText, place: Place): Finding[] {
  if (!rc.text.includes(VARIABLE)) return []
  return FINDERS[rc.shell](rc, place).sort((a, b) => a.line - b.line)
}

const FINDERS: Record<ShellName, (rc: RcText, place: Place) => Finding[]> = {
  bash: (rc, { home }) => findIn(rc, home, BASH),
  zsh: (rc, { home }) => findIn(rc, home, ZSH),
  fish: (rc, { home }) => findIn(rc, home, FISH),
  powershell: findInPowershell,
}
