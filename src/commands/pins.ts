import type { Context } from '../context.ts'
import { printable, quoted } from '../printable.ts'
import { identityOfFolder, readPins } from '../profiles/pins.ts'
import { Profiles } from '../profiles/profiles.ts'
import { quotePosix } from '../shell/quote.ts'
import { workingFolder } from '../working-folder.ts'

/** A pin, as `pins` tells it; the keys are those of its JSON. */
interface PinSummary {
  folder: string
  profile: string
  folder_exists: boolean
  profile_exists: boolean
}

/** `ccs pins [--json]` */
export async function run(context: Context, args: Record<string, unknown>): Promise<undefined> {
  const profiles = new Profiles(context, workingFolder)
  const pins = [...readPins(context)].map(([folder, profile]) => ({
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
  await tell(pins)
}

async function tell(pins: PinSummary[]): Promise<void> {
  const wrong = pins.filter((pin) => !pin.folder_exists || !pin.profile_exists)
  if (pins.length > 0 && wrong.length === 0) return
  const { messages } = await import('./messages.ts')
  if (pins.length === 0) messages.info('No folder is pinned. Pin one: ccs pin <profile> [folder]')
  for (const { folder, profile, folder_exists } of wrong) {
    const what = folder_exists
      ? `${printable(folder)} is pinned to ${quoted(profile)}, which does not exist.`
      : `${printable(folder)} is pinned, and is not there.`
    messages.warn(`${what} Take the pin away: ccs unpin ${printable(quotePosix(folder))}`)
  }
}
