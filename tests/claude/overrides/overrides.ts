import { execFileSync } from 'node:child_process'
import { realpathSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { OVERRIDES } from '../../../src/claude/environment.ts'
import { findProgram } from '../../support/installed.ts'
import { reasonToAccept } from './accepted.ts'
import { atMost } from './claude.ts'
import { type Experiment, PATIENCE, statusExperiment, wireExperiment } from './experiments.ts'
import { ALL_KINDS, type Finding, type Survey, surveyNames, surveySets, type Turn } from './finding.ts'
import { isOfClaude, looksLikeCredentialOrEndpoint, readNames } from './names.ts'
import { describeFindings, merged } from './report.ts'
import { ENTRY_POINTS, setsOf } from './sets.ts'
import { NATURAL_KIND } from './values.ts'

// Finds the variables that beat an account's own login in the installed Claude CLI although ccs launched it, by trying
// every name in its program text. Ends with 1 when one was found that is neither removed by ccs nor accepted.
const { values: options } = parseArgs({
  options: {
    /** One variable at a time, which takes hours. */
    each: { type: 'boolean', default: false },
    /** Only names that match this regular expression. */
    only: { type: 'string', default: '' },
    /** Only one of `logged-in`, `wire` and `logged-out`. */
    part: { type: 'string', default: '' },
    /** How many Claude processes run at once. */
    jobs: { type: 'string', default: '2' },
  },
})
const program = realpathSync(findProgram(process.env.CCS_TEST_CLAUDE || 'claude') ?? missing())
const inTurn = atMost(Number(options.jobs))
let runs = 0
const turn: Turn = (act) => {
  runs++
  return inTurn(act)
}
const started = Date.now()
const findings: Finding[] = []

const allNames = (await readNames(program)).filter((name) => new RegExp(options.only).test(name))
say(`${execFileSync(program, ['--version'], { encoding: 'utf8' }).trim()}, ${program}`)
say(`${allNames.length} names in its program text, ${ALL_KINDS.length} kinds of value, ${options.jobs} at once`)

// The accepted ones are tried among themselves, so that they hide nothing in other groups.
const accepted = allNames.filter((name) => reasonToAccept(name) !== undefined)
const names = allNames.filter((name) => !accepted.includes(name))
const credentials = names.filter(looksLikeCredentialOrEndpoint)

const parts: Record<string, () => Promise<void>> = {
  'logged-in': () => surveyStatus(true),
  wire: surveyWire,
  'logged-out': () => surveyStatus(false),
}
for (const [part, survey] of Object.entries(parts)) if (!options.part || options.part === part) await survey()

const byHand = await begin(statusExperiment(program, { loggedIn: true, byHand: true }))
const biting = await surveyNames(OVERRIDES, [NATURAL_KIND, '1'], { ...byHand, size: 1 })
const { text, isNew } = describeFindings(findings, biting)
say(text)
say(`\n${runs} runs of Claude, ${Math.round((Date.now() - started) / 1000)} s`)
process.exitCode = isNew ? 1 : 0

/** What Claude says of logins. */
async function surveyStatus(loggedIn: boolean): Promise<void> {
  // A sign-in of Anthropic's SDK needs no variable at all, only the home.
  const clean = await begin(statusExperiment(program, { loggedIn }))
  for (const signIn of ['user', 'federation'] as const) {
    const experiment = statusExperiment(program, { loggedIn, signIn })
    const answer = await baselineOf(experiment)
    if (answer === clean.baseline) continue
    findings.push({ names: ['HOME'], kind: `a home with a ${signIn} sign-in`, experiment: experiment.title, answer })
  }
  // The home has the stronger one from here on, for variables that bring it back.
  const survey = await begin(statusExperiment(program, { loggedIn, signIn: 'federation' }))
  await note('each name', surveyNames(names, ALL_KINDS, survey))
  const small = { ...survey, size: 15 }
  await note('credentials and endpoints, in small groups', surveyNames(credentials, [NATURAL_KIND], small))
  if (loggedIn) await note('accepted names', surveyNames(accepted, [NATURAL_KIND, '1'], survey))
  await note('sets', surveySets(setsOf(harmless(names), harmless(credentials)), survey))
  // A switch may make Claude use a credential that it ignores otherwise.
  const besides = harmless(credentials)
  await note('each name beside all credentials', surveyNames(harmless(names), [NATURAL_KIND], { ...survey, besides }))
}

/** What Claude sends, and where to. */
async function surveyWire(): Promise<void> {
  for (const named of ['by the settings of the account', 'by a settings profile', 'by nothing'] as const) {
    const survey = await begin(wireExperiment(program, named))
    // A switch that is no credential may turn to another one, so all names are tried, with fewer kinds of value.
    await note('each name', surveyNames(names.filter(isOfClaude), [NATURAL_KIND, '1'], survey))
    const kinds = ['a token', 'a URL', 'a file with JSON credentials']
    await note('credentials and endpoints', surveyNames(harmless(credentials), kinds, survey))
    await note('entry points', surveySets(ENTRY_POINTS, survey))
  }
}

/** Those that have changed nothing so far; what beats a login in one experiment need not be searched in the others. */
function harmless(list: readonly string[]): string[] {
  return list.filter((name) => !findings.some((finding) => finding.names.includes(name)))
}

async function begin(experiment: Experiment): Promise<Survey> {
  const baseline = await baselineOf(experiment)
  say(`\n${experiment.title}: ${baseline}`)
  return { experiment, baseline, turn, size: options.each ? 1 : undefined }
}

function baselineOf(experiment: Experiment): Promise<string> {
  return turn(() => experiment.ask(() => ({}), PATIENCE))
}

async function note(what: string, found: Promise<Finding[]>): Promise<void> {
  const begun = Date.now()
  const list = await found
  findings.push(...list)
  const rows = merged(list)
  say(`  ${what}: ${rows.length} change it (${Math.round((Date.now() - begun) / 1000)} s)`)
  for (const { names, answer, kinds } of rows) say(`    ${names.join(' + ')} = ${kinds.join(', ')}: ${answer}`)
}

function say(text: string): void {
  process.stdout.write(`${text}\n`)
}

function missing(): never {
  process.stderr.write('The Claude CLI is not installed. CCS_TEST_CLAUDE can name it.\n')
  process.exit(2)
}
