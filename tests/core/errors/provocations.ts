import type { ErrorId } from '../../../src/errors/catalogue.ts'
import { ARRIVALS } from './arrivals.ts'
import { CIRCUMSTANCES } from './circumstances.ts'
import { DAMAGED } from './damaged.ts'
import { PROFILES } from './profiles.ts'
import type { Provocation } from './provocation.ts'
import { SETTINGS } from './settings.ts'
import { SHELL_MESSAGES } from './shell-messages.ts'
import { USAGE } from './usage.ts'

/** Every error of the catalogue: one that is added there must be provoked here. */
export const PROVOCATIONS: Record<ErrorId, Provocation> = {
  ...USAGE,
  ...SETTINGS,
  ...ARRIVALS,
  ...PROFILES,
  ...DAMAGED,
  ...CIRCUMSTANCES,
  ...SHELL_MESSAGES,
}
