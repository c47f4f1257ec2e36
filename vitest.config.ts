import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** Where to leave a report for .ci/run to count. */
const report = process.env.CCS_TEST_REPORT

/** These take minutes. Last, as they would be by the size of their files, one of them would run alone for long. */
const LONGEST = ['shells/hostile-rc-files', 'torture/torture', 'shells/launches', 'shells/changes-elsewhere'].map(
  (name) => `/tests/${name}.test.ts`,
)

/** What the tests themselves run of src, for `tests/support/coverage.ts` to add to what the processes run. */
const RAW_COVERAGE = {
  enabled: true,
  provider: 'custom' as const,
  customProviderModule: 'vitest-monocart-coverage',
  include: ['src/**'],
  coverageReportOptions: {
    logging: 'off',
    reports: ['raw'],
    outputDir: `${process.env.CCS_TEST_COVERAGE}/tests`,
    entryFilter: (entry: { url: string }) => entry.url.includes('/src/'),
  },
}

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isLong = ({ moduleId }: TestSpecification) => LONGEST.some((name) => moduleId.endsWith(name))
    const sorted = await super.sort(files)
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))]
  }
}

export default defineConfig({
  test: {
    projects: [
      // These start no process; they mirror src.
      { extends: true, test: { name: 'unit', include: ['tests/unit/**/*.test.ts'] } },
      {
        extends: true,
        test: {
          name: 'real',
          include: ['tests/**/*.test.ts'],
          exclude: ['tests/unit/**'],
          globalSetup: ['tests/support/install-powershell.ts', 'tests/support/older-program.ts'],
        },
      },
    ],
    // The tests wait for other programs most of the time; by itself vitest would leave a core to itself.
    maxWorkers: '100%',
    sequence: { sequencer: LongestFirst },
    ...(process.env.CCS_TEST_COVERAGE && { coverage: RAW_COVERAGE }),
    // What hangs is a process, and each has a limit of its own. A test of many that a busy machine delays is no failure.
    testTimeout: 180_000,
    hookTimeout: 180_000,
    reporters: [
      'default',
      './tests/support/skipped-reporter.ts',
      ...(report ? [['json', { outputFile: report }] satisfies [string, object]] : []),
    ],
  },
})
