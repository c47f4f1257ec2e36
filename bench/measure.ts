import { spawnSync } from 'node:child_process'

/** A command to be timed. */
export interface Candidate {
  program: string
  args: string[]
  env: Record<string, string>
  /** It ends by printing the time, in nanoseconds since 1970, and what counts is the time until then. */
  tellsTime?: true
}

/**
 * Runs candidates in turn, round after round, so that a noisy moment hits all of them alike.
 *
 * @returns for each candidate its median in milliseconds
 */
export function medians(candidates: Candidate[], rounds: number): number[] {
  const times = candidates.map((): number[] => [])
  for (let round = -2; round < rounds; round++) {
    candidates.forEach((candidate, index) => {
      const time = timeOf(candidate)
      // The first two rounds only warm up.
      if (round >= 0) times[index]?.push(time)
    })
  }
  return times.map((list) => list.sort((a, b) => a - b)[Math.floor(list.length / 2)] ?? 0)
}

function timeOf({ program, args, env, tellsTime }: Candidate): number {
  const start = now()
  const { status, stdout, stderr } = spawnSync(program, args, {
    env,
    stdio: ['ignore', tellsTime ? 'pipe' : 'ignore', 'pipe'],
  })
  const end = tellsTime ? Number(stdout) / 1e6 : now()
  if (status !== 0) throw new Error(`${program} ${args.join(' ')}: exit status ${status}\n${stderr}`)
  return end - start
}

/** In milliseconds since 1970, with all that the clock has behind the point. */
function now(): number {
  return performance.timeOrigin + performance.now()
}
