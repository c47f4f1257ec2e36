import { isLeftOut, namesInConfigYaml } from '../accounts/in-config-yaml.ts'
import { type ProfileSummary, summarize } from '../accounts/list.ts'
import { readRegistry } from '../accounts/read-registry.ts'
import { waitingNames } from '../changes/creation.ts'
import { hasOwnLogin } from '../claude/login.ts'
import { say } from '../cli/stderr.ts'
import type { ArgumentsOf } from '../command-table.ts'
import type { Context } from '../context.ts'
import { printable, quoted } from '../errors/printable.ts'

/** `ccs auth list [--json]` */
export async function run(context: Context, args: ArgumentsOf<'auth list'>): Promise<undefined> {
  const registry = readRegistry(context)
  const profiles = summarize(context, registry)
  if (args.json) {
    const withLogins = profiles.map((profile) => ({ ...profile, logged_in: isLoggedIn(context, profile) }))
    const output = { version: '1', default: registry.defaultName ?? null, profiles: withLogins }
    process.stdout.write(`${JSON.stringify(output, undefined, 2)}\n`)
    return
  }
  const older = namesInConfigYaml(context).accounts.filter(
    (name) => !registry.profiles.has(name) && !isLeftOut(context, registry, name),
  )
  const waiting = waitingNames(context, registry)
  if (profiles.length > 0) process.stdout.write(`${profiles.map(describe).join('\n\n')}\n`)
  else if (waiting.length === 0 && older.length === 0) await tellNext(context)
  if (older.length > 0) {
    await tell(
      `An older ccs has more in its config.yaml: ${older.map(quoted).join(', ')}. Bring them over: ccs migrate`,
    )
  }
  for (const name of waiting) {
    await tell(`The creation of ${quoted(name)} was interrupted. Go on with it: ccs auth create ${printable(name)}`)
  }
}

function isLoggedIn(context: Context, { name, instance }: ProfileSummary): boolean {
  return hasOwnLogin(context, instance === null ? { kind: 'plain', name } : { kind: 'account', name, instance })
}

async function tellNext(context: Context): Promise<void> {
  say('ccs: No account profiles yet.\n')
  const { stepsHere } = await import('../cli/newcomer.ts')
  for (const step of stepsHere(context)) say(`ccs: ${step}\n`)
}

async function tell(sentence: string): Promise<void> {
  const { messages } = await import('../cli/messages.ts')
  messages.info(sentence)
}

function describe(profile: ProfileSummary): string {
  const launch = profile.has_function
    ? []
    : [`    Launch: ccs run ${JSON.stringify(printable(profile.name))} (no function of its own)`]
  const shared =
    profile.shared_with.length === 0
      ? []
      : [`    Same folder and login as: ${profile.shared_with.map((name) => quoted(name)).join(', ')}`]
  return [
    `[${profile.default ? '*' : ' '}] ${printable(profile.name)}${profile.default ? ' (default)' : ''}`,
    `    Type: ${printable(profile.type)}`,
    `    Created: ${printable(profile.created ?? 'unknown')}`,
    ...shared,
    ...launch,
  ].join('\n')
}
