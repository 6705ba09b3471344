/** One-sided at 90 %: a z above this is taken as more than chance. */
export const significant = (z: number): boolean => z > 1.2816

/** z of `successes` of `trials` against one half, with one success and one trial added. */
export function oneProportion(successes: number, trials: number): number {
  return 2 * Math.sqrt(trials + 1) * ((successes + 1) / (trials + 1) - 0.5)
}

/** z of one share against another, with one added to each of the four counts; 0 where everybody is of one mind. */
export function twoProportions(successes: number, trials: number, otherSuccesses: number, otherTrials: number): number {
  const [s1, n1, s2, n2] = [successes + 1, trials + 1, otherSuccesses + 1, otherTrials + 1]
  const pooled = (s1 + s2) / (n1 + n2)
  if (pooled === 1) return 0
  return (s1 / n1 - s2 / n2) / Math.sqrt(pooled * (1 - pooled) * (1 / n1 + 1 / n2))
}
