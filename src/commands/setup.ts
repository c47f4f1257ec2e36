import { prepareCcsDir } from '../changes/prepare-ccs-dir.ts'
import { confirm, refused, requireTerminal } from '../cli/confirm.ts'
import { messages } from '../cli/messages.ts'
import { tellOlderProgram } from '../cli/tell-leftovers.ts'
import type { ArgumentsOf } from '../command-table.ts'
import type { Context } from '../context.ts'
import { CcsError } from '../errors/ccs-error.ts'
import { printable } from '../errors/printable.ts'
import { olderProgramOnPath } from '../migrate/installer/leftovers.ts'
import { differenceOf } from '../setup/difference.ts'
import { replaceRcFile } from '../setup/file.ts'
import { type Change, type Note, type Plan, planRemoval, planSetup } from '../setup/plan.ts'
import { chooseHook, HOOKS, type Hook } from '../shell/choices.ts'
import { publish } from '../shell/publish.ts'
import { findShell } from '../shell/shells.ts'
import { checkCcsDir } from '../store/ccs-dir.ts'
import { type Lock, withLock } from '../store/lock.ts'

/** `ccs setup [--shell <shell>] [--hook pwd|none] [--dry-run] [--remove] [--force]` */
export async function run(context: Context, args: ArgumentsOf<'setup'>): Promise<number> {
  const shell = args.shell === undefined ? undefined : findShell(args.shell).name
  const hook = HOOKS.find((name) => name === args.hook)
  if (args.hook !== undefined && !hook) {
    throw new CcsError('hook-unknown', { hook: args.hook, hooks: HOOKS.join(', ') })
  }
  if (args.remove && hook) throw new CcsError('hook-and-remove', {})
  const plan = args.remove ? planRemoval(context, shell) : planSetup(context, shell)
  const program = args.remove ? undefined : olderProgramOnPath(context)
  const mustAsk = plan.changes.length > 0 && !args.force && !args['dry-run']
  if (mustAsk) requireTerminal(confirmationNeeded(plan))
  if (mustAsk || args['dry-run']) show(plan)
  if (program !== undefined) tellOlderProgram(program)
  if (args['dry-run']) {
    if (hook) messages.info(`The directory hook would be ${hook === 'pwd' ? 'on' : 'off'}.`)
    return 0
  }
  if (mustAsk && !(await confirm(`Change ${plan.changes.length > 1 ? 'these files' : 'this file'}?`))) return refused()
  if (args.remove) remove(context, plan)
  else setUp(context, plan, hook)
  if (!mustAsk) show(plan)
  return 0
}

function show({ notes, changes }: Plan): void {
  for (const note of notes) messages.info(sentenceOf(note))
  if (changes.length > 0) process.stdout.write(`${changes.flatMap(differenceOf).join('\n')}\n`)
}

function confirmationNeeded({ changes }: Plan): CcsError {
  return new CcsError('setup-confirmation-needed', { file: changes.map(({ rc }) => rc.file).join(', ') })
}

/** A shell without the hook looks for a new text only when it is asked for something of ccs. */
const STATE_OF_HOOK: Record<Hook, string> = {
  pwd: 'on. Other open shells have it after their next ccs or Tab.',
  none: 'off, also in shells that are open.',
}

/** The text that the shells load is there before they are told to load it. */
function setUp(context: Context, { changes }: Plan, hook: Hook | undefined): void {
  prepareCcsDir(context)
  withLock(context, (lock) => {
    // What stands in the way of a text is told before anything is changed.
    publish(context, lock)
    if (hook) {
      chooseHook(context, hook, lock)
      publish(context, lock)
    }
    for (const change of changes) {
      apply(change, lock)
      messages.success(`${printable(change.rc.file)} loads ccs now (${change.rc.reader}).`)
    }
  })
  if (hook) messages.success(`The directory hook is ${STATE_OF_HOOK[hook]}`)
  if (changes.length > 0) messages.info('Open a new terminal to have it.')
}

/** Works without a ccs dir too, which may have been deleted first. */
function remove(context: Context, { changes }: Plan): void {
  const section = (lock: Lock) => {
    for (const change of changes) {
      apply(change, lock)
      const what = change.text === undefined ? 'was deleted; it held nothing else' : 'does not load ccs any more'
      messages.success(`${printable(change.rc.file)} ${what} (${change.rc.reader}).`)
    }
  }
  if (changes.length === 0) messages.info('There is nothing of ccs setup to remove.')
  else if (checkCcsDir(context).exists) withLock(context, section)
  else section({ checkHeld() {} })
}

function apply({ rc, found, text, newFolders }: Change, lock: Lock): void {
  replaceRcFile(rc.file, found, text, lock, newFolders)
}

function sentenceOf(note: Note): string {
  switch (note.kind) {
    case 'done':
      return `${printable(note.rc.file)} loads ccs already (${note.rc.reader}).`
    case 'by-hand':
      return `${printable(note.file)} loads ccs by a line of your own (line ${note.line}), which is left as it is.`
    case 'older-program':
      return `${printable(note.file)} has a line of an older ccs (line ${note.line}), which is left as it is. To see what to delete: ccs migrate --clean --dry-run`
    case 'unused':
      return `${note.shell} is here, but has no rc file. To set it up: ccs setup --shell ${note.shell}`
  }
}
