import type { SampleItem } from '../../contract.ts'

/** What a figure of a sample counts, by the name in the address. */
export const shownNames = ['called', 'confirmed', 'satisfied', 'reopened', 'unreached', 'conduct'] as const
export type Shown = (typeof shownNames)[number]

export const shownOf = (text: string | undefined): Shown | 'all' => shownNames.find((name) => name === text) ?? 'all'

/** Whether a matter is among those that a figure counts: by its newest finding, as the server counts. */
export function isShown({ findings }: Pick<SampleItem, 'findings'>, show: Shown | 'all'): boolean {
  const [newest] = findings
  if (show === 'all') return true
  if (show === 'reopened') return findings.some((finding) => finding.reopened)
  if (!newest) return false
  return {
    called: true,
    confirmed: newest.solved === true,
    satisfied: (newest.satisfaction ?? 0) >= 3,
    unreached: newest.solved === null,
    conduct: newest.conduct !== null,
  }[show]
}
