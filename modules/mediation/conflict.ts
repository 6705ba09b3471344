import type { Words } from '../../kernel/contract/words.ts'

// Who may not mediate a case. Pure; keyed hashes of phones stand for people without an account.

export interface Interest {
  readonly kind: 'household' | 'kin' | 'firm'
  readonly phone: string | null
  readonly personId: string | null
  readonly postId: string | null
}

export interface Nominee {
  readonly personId: string
  readonly phone: string | null
  /** Posts that they hold now. */
  readonly postIds: readonly string[]
  readonly interests: readonly Interest[]
}

export interface Disputed {
  readonly parties: readonly { readonly personId: string | null; readonly phone: string | null }[]
  /** The property firm (its post) with which the dispute is. */
  readonly firmPostId: string | null
  /** Who brought the dispute, where that was not a party. */
  readonly foundBy: string | null
}

export const conflictWords = {
  party: { zh: '本人就是当事人', en: 'is a party' },
  household: { zh: '与当事人同住', en: 'lives with a party' },
  kin: { zh: '是当事人的亲属', en: 'is kin of a party' },
  firm: { zh: '与涉事单位有关系', en: 'belongs to the firm in the dispute' },
  reporter: { zh: '是反映这起纠纷的人', en: 'brought the dispute' },
} as const satisfies Record<string, Words>
export type Conflict = keyof typeof conflictWords

const same = (a: string | null, b: string | null): boolean => a !== null && a === b

/** Why somebody must stand back from a case; null when nothing is known against it. */
export function conflictOf(who: Nominee, { parties, firmPostId, foundBy }: Disputed): Conflict | null {
  if (parties.some((party) => same(party.personId, who.personId) || same(party.phone, who.phone))) return 'party'
  const near = who.interests.find(
    ({ kind, personId, phone }) =>
      kind !== 'firm' && parties.some((party) => same(party.personId, personId) || same(party.phone, phone)),
  )
  if (near) return near.kind === 'kin' ? 'kin' : 'household'
  const ofFirm = firmPostId !== null && who.postIds.includes(firmPostId)
  if (ofFirm || who.interests.some(({ kind, postId }) => kind === 'firm' && same(postId, firmPostId))) return 'firm'
  return same(foundBy, who.personId) ? 'reporter' : null
}
