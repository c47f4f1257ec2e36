import { say } from '../cli/stderr.ts'
import type { ArgumentsOf } from '../command-table.ts'
import type { Context } from '../context.ts'
import { printable, quoted } from '../errors/printable.ts'
import { Profiles } from '../launch/profiles.ts'
import { pinsBeside } from '../pins/pins.ts'
import { quotePosix } from '../shell/posix.ts'
import { identityOfFolder } from '../store/file-identity.ts'
import { workingFolder } from '../store/working-folder.ts'

/** A pin, as `pins` tells it; the keys are those of its JSON. */
interface PinSummary {
  folder: string
  profile: string
  folder_exists: boolean
  profile_exists: boolean
}

/** `ccs pins [--json]` */
export function run(context: Context, args: ArgumentsOf<'pins'>): undefined {
  const profiles = new Profiles(context, workingFolder)
  const pins = [...pinsBeside(context, profiles.registry)].map(([folder, profile]) => ({
    folder,
    profile,
    folder_exists: identityOfFolder(folder) !== undefined,
    profile_exists: profiles.find(profile) !== undefined,
  }))
  if (args.json) {
    process.stdout.write(`${JSON.stringify({ version: '1', pins }, undefined, 2)}\n`)
    return
  }
  const width = Math.max(...pins.map(({ folder }) => printable(folder).length))
  for (const { folder, profile } of pins) {
    process.stdout.write(`${printable(folder).padEnd(width)}  ${printable(profile)}\n`)
  }
  tell(pins)
}

function tell(pins: PinSummary[]): void {
  if (pins.length === 0) say('ccs: No folder is pinned. Pin one: ccs pin <profile> [folder]\n')
  for (const { folder, profile, folder_exists, profile_exists } of pins) {
    if (folder_exists && profile_exists) continue
    const what = folder_exists
      ? `is pinned to ${quoted(profile)}, which does not exist`
      : 'is pinned, but there is no such folder'
    say(`ccs: ${printable(folder)} ${what}. Take the pin away: ccs unpin ${printable(quotePosix(folder))}\n`)
  }
}
