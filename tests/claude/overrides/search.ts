import { isOfClaude } from './names.ts'

/** True when these together change the answer. */
export type Differs = (names: readonly string[]) => Promise<boolean>

/** Names of Claude's own families, which know of each other; more at once would hide one's effect behind another's. */
const OWN_SIZE = 100
/** Other names, most of which are no variables at all. */
const OTHERS_SIZE = 400

/**
 * The sets of names that are tried at once.
 *
 * @param size of all groups, if given; groups of one hide nothing and take hours
 */
export function groupsOf(names: readonly string[], size?: number): string[][] {
  const own = names.filter((name) => isOfClaude(name))
  const others = names.filter((name) => !isOfClaude(name))
  return [...cut(own, size ?? OWN_SIZE), ...cut(others, size ?? OTHERS_SIZE)]
}

function cut(names: readonly string[], size: number): string[][] {
  return Array.from({ length: Math.ceil(names.length / size) }, (_, index) =>
    names.slice(index * size, (index + 1) * size),
  )
}

/**
 * Finds what changes the answer: single names, or smallest sets where no single one does. Each is taken out before the
 * rest is tried again, so what is left was seen to be harmless without it. That is not quite "each alone": two of one
 * group may cancel each other. `--each` has groups of one.
 */
export async function findCulprits(names: readonly string[], differs: Differs): Promise<string[][]> {
  const culprits: string[][] = []
  let rest = [...names]
  // Asked twice: on a busy machine an answer may be late once, and a search for a cause would find none.
  while (rest.length > 0 && (await differs(rest)) && (await differs(rest))) {
    const culprit = await shrink(rest, differs)
    culprits.push(culprit)
    rest = rest.filter((name) => !culprit.includes(name))
  }
  return culprits
}

/**
 * Halves a set that changes the answer while one half still does, then takes out what is not needed.
 *
 * @returns none where the set no longer changes it
 */
async function shrink(names: readonly string[], differs: Differs): Promise<string[]> {
  let set = [...names]
  while (set.length > 1) {
    const middle = Math.ceil(set.length / 2)
    const halves = [set.slice(0, middle), set.slice(middle)]
    const half = (await differs(halves[0] ?? [])) ? halves[0] : (await differs(halves[1] ?? [])) ? halves[1] : undefined
    if (half === undefined) return (await differs(set)) ? withoutNeedless(set, differs) : []
    set = half
  }
  return set
}

async function withoutNeedless(names: readonly string[], differs: Differs): Promise<string[]> {
  let set = [...names]
  for (let size = Math.ceil(set.length / 4); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let start = 0; start < set.length; ) {
      const fewer = [...set.slice(0, start), ...set.slice(start + size)]
      if (fewer.length > 0 && (await differs(fewer))) set = fewer
      else start += size
    }
  }
  return set
}
