import { prepareCcsDir } from '../changes/prepare-ccs-dir.ts'
import type { Context } from '../context.ts'
import { chooseHook, type Hook } from '../shell/choices.ts'
import { publish } from '../shell/publish.ts'
import { checkCcsDir } from '../store/ccs-dir.ts'
import { type Lock, withLock } from '../store/lock.ts'
import { replaceRcFile } from './file.ts'
import type { Plan, RcChange } from './plan.ts'

/** Is told each change of an rc file when it is made. */
type Told = (change: RcChange) => void

/**
 * Publishes what the shells load, and then tells them to load it.
 *
 * @param hook what the person chose for it; undefined to leave that
 * @throws CcsError `file-system`, `busy`
 */
export function applySetup(context: Context, plan: Plan, hook: Hook | undefined, told: Told): void {
  prepareCcsDir(context)
  withLock(context, (lock) => {
    // What stands in the way of a text is told before anything is changed.
    publish(context, lock)
    if (hook) {
      chooseHook(context, hook, lock)
      publish(context, lock)
    }
    changeRcFiles(plan, lock, told)
  })
}

/** Takes the blocks out of rc files. It works without a ccs dir too, which may have been deleted first. */
export function applyRemoval(context: Context, plan: Plan, told: Told): void {
  if (plan.changes.length === 0) return
  if (checkCcsDir(context).exists) withLock(context, (lock) => changeRcFiles(plan, lock, told))
  else changeRcFiles(plan, { checkHeld() {} }, told)
}

function changeRcFiles({ changes }: Plan, lock: Lock, told: Told): void {
  for (const change of changes) {
    const { rc, found, text, newFolders } = change
    replaceRcFile(rc.file, found, text, lock, newFolders)
    told(change)
  }
}
