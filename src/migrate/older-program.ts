import { isRenderable } from '../accounts/names.ts'
import { readRegistry } from '../accounts/read-registry.ts'
import type { Context } from '../context.ts'
import { isThere } from '../store/folders.ts'
import { backupsFolder, vaultFolder } from '../store/layout.ts'
import { below, realPath } from '../store/paths.ts'
import { programsNamed } from '../store/programs.ts'
import { hasLeftovers, olderProgramOnPath } from './installer/leftovers.ts'

/**
 * True where the older program is installed, or has left something: only then a person needs to know what it does not
 * know. A registry of 3.0 alone is known by names that ccs never gives, and else looks like one of ours.
 *
 * @param former the name that a profile had until now
 */
export function hasOlderProgram(context: Context, former?: string): boolean {
  const names = [...readRegistry(context).profiles.keys(), ...(former === undefined ? [] : [former])]
  if (!names.every((name) => isRenderable(name))) return true
  // What it keeps in the ccs dir, and what a migration from it has put aside.
  const kept = [below(context.ccsDir, 'config.yaml'), below(context.ccsDir, 'shared'), vaultFolder(context)]
  if ([...kept, backupsFolder(context)].some(isThere) || isInstalled(context)) return true
  return olderProgramOnPath(context) !== undefined || hasLeftovers(context)
}

/** As npm installs it. */
function isInstalled({ env }: Context): boolean {
  return programsNamed('ccs', env).some((file) => /[/\\]@kaitranntt[/\\]ccs[/\\]/.test(realPath(file)))
}
