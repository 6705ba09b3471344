// Whether a consent still holds for new uses. Pure. Source: 个人信息保护法 14, second paragraph: where purpose, means or kinds of
// data change, consent is asked anew; a change of wording alone asks nobody.

export interface TextVersion {
  readonly version: number
  /** Who agreed to an earlier version has to agree again. */
  readonly asksAnew: boolean
}

/** The oldest version that is still good: the newest that asks anew, else the first. */
export const oldestGood = (versions: readonly TextVersion[]): number =>
  Math.max(1, ...versions.filter(({ asksAnew }) => asksAnew).map(({ version }) => version))

/** Whether who agreed to a version need not agree again: no later one asks anew. */
export const stands = (agreed: number, oldest: number): boolean => agreed >= oldest
