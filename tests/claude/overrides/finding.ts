import type { Experiment } from './experiments.ts'
import { PATIENCE } from './experiments.ts'
import { findCulprits, groupsOf } from './search.ts'
import type { NamedSet } from './sets.ts'
import { KINDS, NATURAL_KIND, valuesOf } from './values.ts'

/** Variables that change an answer, together where there are several. */
export interface Finding {
  names: string[]
  /** The kind of value. */
  kind: string
  experiment: string
  answer: string
}

/** Runs one experiment at a time of those that may run at once. */
export type Turn = <T>(act: () => Promise<T>) => Promise<T>

/** What is the same for each question of a survey. */
export interface Survey {
  experiment: Experiment
  /** The answer without any variable. */
  baseline: string
  turn: Turn
  /** Set besides, with the values that their names ask for. */
  besides?: readonly string[]
  /** How many variables are set at once, where it is not the usual number. */
  size?: number | undefined
}

/** Sets the names to each kind of value, in groups, and finds those that change the answer. */
export async function surveyNames(
  names: readonly string[],
  kinds: readonly string[],
  survey: Survey,
): Promise<Finding[]> {
  const rounds = kinds.flatMap((kind) => groupsOf(names, survey.size).map((group) => ({ kind, group })))
  const found = await Promise.all(
    rounds.map(async ({ kind, group }) => {
      const ask = (some: readonly string[], limit: number) => askWith(survey, kind, some, limit)
      const limit = survey.size === 1 ? PATIENCE : IMPATIENCE
      const culprits = await findCulprits(group, async (some) => (await ask(some, limit)) !== survey.baseline)
      return Promise.all(culprits.map(async (some) => findingOf(survey, some, kind, await ask(some, PATIENCE))))
    }),
  )
  return found.flat().filter((finding) => finding !== undefined)
}

/** While a culprit is searched, what has not answered in so many milliseconds hangs; the culprit itself gets longer. */
const IMPATIENCE = 10_000

function askWith(
  { experiment, turn, besides = [] }: Survey,
  kind: string,
  names: readonly string[],
  limit: number,
): Promise<string> {
  return turn(() =>
    experiment.ask((bait) => ({ ...valuesOf(NATURAL_KIND, besides, bait), ...valuesOf(kind, names, bait) }), limit),
  )
}

function findingOf(
  { experiment, baseline }: Survey,
  names: readonly string[],
  kind: string,
  answer: string,
): Finding | undefined {
  return answer === baseline ? undefined : { names: [...names], kind, experiment: experiment.title, answer }
}

/** Tries each set as a whole. */
export async function surveySets(sets: readonly NamedSet[], survey: Survey): Promise<Finding[]> {
  const found = await Promise.all(
    sets.map(async (set) => {
      const differs = async (names: readonly string[]) => (await ask(names)) !== survey.baseline
      const ask = (names: readonly string[]) =>
        survey.turn(() =>
          survey.experiment.ask((bait) => {
            const natural = valuesOf(NATURAL_KIND, names, bait)
            const given = Object.entries(set).filter(([name, value]) => value !== undefined && names.includes(name))
            return { ...natural, ...(Object.fromEntries(given) as Record<string, string>) }
          }, PATIENCE),
        )
      const culprits = await findCulprits(Object.keys(set), differs)
      return Promise.all(culprits.map(async (names) => findingOf(survey, names, 'as a set', await ask(names))))
    }),
  )
  return found.flat().filter((finding) => finding !== undefined)
}

export const ALL_KINDS = Object.keys(KINDS)
