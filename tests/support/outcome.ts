/** What a round of the torture did, in figures, and what did not hold. */
export interface Outcome {
  figures: string
  /** A sentence for each thing that is not as promised; none when all is well. */
  failures: string[]
}

/** Does things two at a time, as many as the machine has processors. */
export async function inPairs<T>(items: readonly T[], act: (item: T) => Promise<void>): Promise<void> {
  const waiting = items.values()
  const lane = async () => {
    for (const item of waiting) await act(item)
  }
  await Promise.all([lane(), lane()])
}

/** The items at even distances, so that a short round is spread over the whole. */
export function sample<T>(items: readonly T[], count: number): T[] {
  if (items.length <= count) return [...items]
  return Array.from({ length: count }, (_, index) => items[Math.floor((index * items.length) / count)] as T)
}
