import { WITH_OVERRIDES } from './circumstances.ts'
import { testLaunches } from './launches.ts'

testLaunches(WITH_OVERRIDES)
