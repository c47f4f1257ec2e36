import { WITH_FEDERATION } from './circumstances.ts'
import { testLaunches } from './launches.ts'

testLaunches(WITH_FEDERATION)
