import { confirm, refused, requireTerminal } from '../cli/confirm.ts'
import { messages } from '../cli/messages.ts'
import { tellOlderProgramOnPath } from '../cli/tell-leftovers.ts'
import type { ArgumentsOf } from '../command-table.ts'
import type { Context } from '../context.ts'
import { CcsError } from '../errors/ccs-error.ts'
import { printable } from '../errors/printable.ts'
import { applyRemoval, applySetup } from '../setup/apply.ts'
import { differenceOf } from '../setup/difference.ts'
import { type Note, type Plan, planSetup, planSetupRemoval, type RcChange } from '../setup/plan.ts'
import { HOOKS, type Hook } from '../shell/choices.ts'
import { findShell } from '../shell/shells.ts'

/** `ccs setup [--shell <shell>] [--hook pwd|none] [--dry-run] [--remove] [--force]` */
export async function run(context: Context, args: ArgumentsOf<'setup'>): Promise<number> {
  const shell = args.shell === undefined ? undefined : findShell(args.shell)
  const hook = HOOKS.find((name) => name === args.hook)
  if (args.hook !== undefined && !hook) throw new CcsError('hook-unknown', { hook: args.hook, hooks: HOOKS.join(', ') })
  if (args.remove && hook) throw new CcsError('hook-and-remove', {})
  const plan = args.remove ? planSetupRemoval(context, shell) : planSetup(context, shell)
  const { changes } = plan
  const mustAsk = changes.length > 0 && !args.force && !args['dry-run']
  const files = changes.map(({ rc }) => rc.file).join(', ')
  if (mustAsk) requireTerminal(new CcsError('setup-confirmation-needed', { file: files }))
  if (mustAsk || args['dry-run']) show(plan)
  if (!args.remove) tellOlderProgramOnPath(context)
  if (args['dry-run']) {
    if (hook) messages.info(`The directory hook would be ${hook === 'pwd' ? 'on' : 'off'}.`)
    return 0
  }
  if (mustAsk && !(await confirm(`RcChange ${changes.length > 1 ? 'these files' : 'this file'}?`))) return refused()
  const tell = (change: RcChange) => messages.success(doneText(change, Boolean(args.remove)))
  if (args.remove) applyRemoval(context, plan, tell)
  else applySetup(context, plan, hook, tell)
  if (hook) messages.success(`The directory hook is ${STATE_OF_HOOK[hook]}`)
  if (args.remove && changes.length === 0) messages.info('There is nothing of ccs setup to remove.')
  if (!args.remove && changes.length > 0) messages.info('Open a new terminal to have it.')
  if (!mustAsk) show(plan)
  return 0
}

/** A shell without the hook looks for a new text only when it is asked for something of ccs. */
const STATE_OF_HOOK: Record<Hook, string> = {
  pwd: 'on. Other open shells have it after their next ccs or Tab.',
  none: 'off, also in shells that are open.',
}

function show({ notes, changes }: Plan): void {
  for (const note of notes) messages.info(noteText(note))
  if (changes.length > 0) process.stdout.write(`${changes.flatMap(differenceOf).join('\n')}\n`)
}

function doneText({ rc, text }: RcChange, isRemoval: boolean): string {
  const removed = text === undefined ? 'was deleted; it held nothing else' : 'does not load ccs any more'
  return `${printable(rc.file)} ${isRemoval ? removed : 'loads ccs now'} (${rc.reader}).`
}

function noteText(note: Note): string {
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
