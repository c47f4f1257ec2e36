import { spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, rmSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { CoverageReport } from 'monocart-coverage-reports'

// Prints how much of src the tests run, in their own process and in the cores that they start. Without arguments it takes
// the tests below, which reach each command without a terminal; all tests would take three times as long.
const root = fileURLToPath(new URL('../..', import.meta.url))
const folder = join(root, 'node_modules/.cache/ccs-coverage')
const named = process.argv.slice(2)
const tests = named.length > 0 ? named : ['tests/unit', 'tests/support', 'tests/core', 'tests/shells/launches']

rmSync(folder, { recursive: true, force: true })
mkdirSync(folder, { recursive: true })
// Cores of other users write there too.
chmodSync(folder, 0o777)
const run = (program: string, ...args: string[]) =>
  spawnSync(join(root, 'node_modules/.bin', program), args, {
    cwd: root,
    env: { ...process.env, CCS_TEST_COVERAGE: folder },
    stdio: ['ignore', 'ignore', 'inherit'],
  }).status

const built = run('unbuild')
const tested = built === 0 ? run('vitest', 'run', ...tests) : built

const processes = new CoverageReport({
  logging: 'error',
  outputDir: join(folder, 'processes'),
  entryFilter: ({ url }) => url.includes('/dist/'),
  sourceFilter: (path) => path.startsWith('src/'),
  sourcePath: (path) => path.replace(/^.*?(?=src\/)/, ''),
  reports: ['raw'],
})
await processes.addFromDir(folder)
await processes.generate()
const all = await new CoverageReport({
  logging: 'error',
  inputDir: ['processes', 'tests'].map((name) => join(folder, name, 'raw')),
  outputDir: join(folder, 'report'),
  sourcePath: (path) => path.replace(/^.*?(?=src\/)/, ''),
  reports: ['v8', 'json-summary'],
}).generate()

/** Covered and all. */
type Count = [covered: number, total: number]
const rooms = new Map<string, { lines: Count; functions: Count }>()
for (const { sourcePath = '', summary } of all?.files ?? []) {
  const [, room = ''] = /^src\/(?:([^/]+)\/)?/.exec(sourcePath) ?? []
  for (const name of [room || '(src)', 'total']) {
    const sum = rooms.get(name) ?? { lines: [0, 0], functions: [0, 0] }
    rooms.set(name, sum)
    for (const kind of ['lines', 'functions'] as const) {
      sum[kind][0] += summary[kind].covered
      sum[kind][1] += summary[kind].total
    }
  }
}
const percent = ([covered, total]: Count) => `${((100 * covered) / total).toFixed(1)} %`.padStart(8)
const sorted = [...rooms].sort(
  ([one], [other]) => Number(one === 'total') - Number(other === 'total') || (one < other ? -1 : 1),
)
console.log(`${'room'.padEnd(12)} ${'lines'.padStart(8)} ${'functions'.padStart(10)}`)
for (const [name, { lines, functions }] of sorted)
  console.log(`${name.padEnd(12)} ${percent(lines)}   ${percent(functions)}`)
console.log(`Line by line: ${relative(root, join(folder, 'report/index.html'))}`)
process.exitCode = tested ?? 1
