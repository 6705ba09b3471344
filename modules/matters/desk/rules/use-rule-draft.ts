import { useState } from 'react'
import type { SavingAs } from './save-form.tsx'

/** A draft that stays as it is when a colleague saves meanwhile: it is then told so, not thrown away. */
interface Draft<T> {
  readonly value: T
  /** The newest version when the draft was begun. */
  readonly base: number
  readonly backTo: number | null
}

/**
 * The draft of a rule on a page.
 * @param current the rule in force
 * @param newest its newest version
 */
export function useRuleDraft<T>(current: T, newest: number) {
  const [draft, setDraft] = useState<Draft<T> | null>(null)
  const [tried, setTried] = useState<T | null>(null)
  const now = draft?.value ?? current
  const base = draft?.base ?? newest
  const backTo = draft?.backTo ?? null
  return {
    now,
    backTo,
    /** Exactly this draft was tried. */
    isTried: tried === now,
    markTried: () => setTried(now),
    change: (value: T) => setDraft({ value, base, backTo }),
    /** An earlier version is taken up again. */
    restore: (value: T, version: number) => setDraft({ value, base, backTo: version }),
    drop: () => setDraft(null),
    /** What goes along with the rule when it is saved. */
    along: (as: SavingAs): SavingAs & { base: number; backTo?: number } => ({
      base,
      ...(backTo === null ? {} : { backTo }),
      ...as,
    }),
  }
}
