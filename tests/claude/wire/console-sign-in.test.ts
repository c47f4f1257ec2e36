import { WITH_CONSOLE } from './circumstances.ts'
import { testLaunches } from './launches.ts'

testLaunches(WITH_CONSOLE)
