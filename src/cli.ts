#!/usr/bin/env node
import { fileURLToPath } from 'node:url'
import { version } from '../package.json'
import { say } from './cli/stderr.ts'
import { isAtTerminal } from './cli/terminal.ts'
import { makeContext } from './context.ts'
import { CcsError, describeError } from './errors/ccs-error.ts'

// The door: arguments and environment in, exit status out. A launch and `init` load no option parser and no logger.
// What is needed further is loaded when it is.
void main(process.argv.slice(2)).then(
  (status) => {
    process.exitCode = status
  },
  async (error: unknown) => {
    const { text, status } = describeError(await inDetail(error))
    say(text)
    await refuseForEval(process.argv.slice(2))
    if (process.env.CCS_DEBUG) say(`${error instanceof Error ? error.stack : error}\n`)
    process.exitCode = status
  },
)

async function main(args: string[]): Promise<number> {
  const context = makeContext(process.env, {
    program: process.argv[1] ?? '',
    version,
    packageRoot: fileURLToPath(new URL('..', import.meta.url)),
    platform: process.platform,
    tell: (sentences) => say(`ccs: ${sentences}\n`),
  })
  const [first, shell] = args
  if (first === 'init' && args.length === 2 && !shell?.startsWith('-')) {
    const { printIntegration } = await import('./commands/init.ts')
    return printIntegration(context, shell ?? '')
  }
  const { launchCommandLine } = await import('./launch/launch.ts')
  const command = await launchCommandLine(context, args, async (...launch) => {
    const { prepareV2Launch } = await import('./migrate/v2/launch.ts')
    await prepareV2Launch(...launch, isAtTerminal())
  })
  if (typeof command === 'number') return command
  const { runCommand } = await import('./cli/dispatch.ts')
  return runCommand(context, command)
}

/**
 * `eval "$(ccs env wrok)" && claude` must not start claude without an account, so the text of an `env` that failed
 * fails in the shell that evaluates it.
 */
async function refuseForEval([command, ...args]: string[]): Promise<void> {
  const end = args.indexOf('--')
  if (command !== 'env' || (end === -1 ? args : args.slice(0, end)).includes('--json')) return
  const { failingText } = await import('./commands/env.ts')
  process.stdout.write(failingText(args))
}

/** The same error, told as exactly as it can be. */
async function inDetail(error: unknown): Promise<unknown> {
  return error instanceof CcsError && error.inDetail ? error.inDetail() : error
}
