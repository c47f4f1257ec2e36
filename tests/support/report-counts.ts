import { readFileSync } from 'node:fs'

/** The parts of vitest's JSON report that are counted here. */
interface Report {
  numPassedTests: number
  numFailedTests: number
  numPendingTests: number
  numTodoTests: number
  testResults: { status: string; assertionResults: unknown[] }[]
}

/** Of a run that ended before its report, such as a failed build. */
const NO_REPORT: Report = {
  numPassedTests: 0,
  numFailedTests: 0,
  numPendingTests: 0,
  numTodoTests: 0,
  testResults: [],
}

// `report.ts <file> <exit status of vitest> <failures besides>` prints `N passed, N failed` of a report of vitest, and
// `, N skipped` when some were; ends with status 1 when anything failed.
const [file = '', testStatus = '0', besides = '0'] = process.argv.slice(2)
const text = readFileSync(file, 'utf8')
const report: Report = text === '' ? NO_REPORT : JSON.parse(text)
const brokenFiles = report.testResults.filter(
  ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
)
// Errors outside of tests are told by the exit status alone.
const found = report.numFailedTests + brokenFiles.length || (testStatus === '0' ? 0 : 1)
const failed = found + Number(besides)
const skipped = report.numPendingTests + report.numTodoTests
console.log(`${report.numPassedTests} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`)
process.exitCode = failed > 0 ? 1 : 0
