/** The middle of some figures; the mean of the two middle ones where their number is even. Throws for none. */
export function median(figures: readonly number[]): number {
  const sorted = [...figures].sort((a, b) => a - b)
  const half = Math.floor(sorted.length / 2)
  const upper = sorted[half]
  if (upper === undefined) throw new Error('no figures')
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] ?? upper) + upper) / 2
}

/** The figure that a share (0 to 1) of all figures does not exceed. Throws for none. */
export function percentile(figures: readonly number[], share: number): number {
  const sorted = [...figures].sort((a, b) => a - b)
  const found = sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(sorted.length * share) - 1))]
  if (found === undefined) throw new Error('no figures')
  return found
}

/** To so many places after the point, as a number. */
export const rounded = (figure: number, places: number): number => Number(figure.toFixed(places))
