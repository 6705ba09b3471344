import type { Choice, EntryState } from './shapes.ts'

// Two changed the same. The rule is one: a value takes the place of another only where whoever entered it had seen that
// other one, or somebody in charge chose it. All else is kept beside, and shown.

/** What counts as the value of an item. */
export interface Standing {
  readonly id: string
  /** In a form in which equal values are equal; null: the item was taken away. */
  readonly value: string | null
  readonly source: string
}

/** What waits to be settled, or confirmed what stood. */
export interface Kept {
  readonly id: string
  readonly state: EntryState
  readonly by: string | null
  /** Of one that said the same: what it confirmed. */
  readonly againstId: string | null
}

export interface Incoming {
  readonly value: string | null
  /** What was seen as current, or an own earlier entry; null: nothing. */
  readonly basisId: string | null
  readonly source: string
  readonly by: string | null
}

export interface Outcome {
  readonly state: Extract<EntryState, 'current' | 'same' | 'conflict' | 'difference'>
  /** Whose place it takes: of what was current, or of an own earlier one that waits. */
  readonly replacesId: string | null
  /** What stands instead of it. */
  readonly againstId: string | null
}

/**
 * What becomes of a value that is entered.
 * @param current the value that counts; null where none was ever entered.
 * @param basis the entry that `basisId` names, unless it is the current one; null where it is unknown.
 */
export function outcomeOf(incoming: Incoming, current: Standing | null, basis: Kept | null): Outcome {
  const ownWaits = basis !== null && isOpen(basis.state) && basis.by !== null && basis.by === incoming.by
  const replacesId = ownWaits ? basis.id : null
  if (incoming.value === (current?.value ?? null)) return { state: 'same', replacesId, againstId: current?.id ?? null }
  const againstId = current?.id ?? null
  if (isOthers(incoming.source, current?.source ?? null)) return { state: 'difference', replacesId, againstId }
  if (ownWaits) return { state: basis.state === 'difference' ? 'difference' : 'conflict', replacesId, againstId }
  if (!sawCurrent(incoming.basisId, current, basis)) return { state: 'conflict', replacesId: null, againstId }
  return { state: 'current', replacesId: current?.id ?? null, againstId: null }
}

export const isOpen = (state: EntryState): state is 'conflict' | 'difference' =>
  state === 'conflict' || state === 'difference'

/** A resident asks and does not write; what another office told is changed by that office, or by who is in charge. */
const isOthers = (source: string, standing: string | null): boolean =>
  source === 'resident' || (standing?.startsWith('office:') === true && standing !== source)

/** Where nothing stands, seeing nothing is enough; an entry that said the same had seen what it confirmed. */
function sawCurrent(basisId: string | null, current: Standing | null, basis: Kept | null): boolean {
  if (current === null) return true
  if (basisId === null) return current.value === null
  return basisId === current.id || (basis?.state === 'same' && basis.againstId === current.id)
}

/** How somebody in charge may settle: both only where the item is a list and both have something to say. */
export const choicesFor = (isList: boolean, current: Standing | null, other: string | null): readonly Choice[] =>
  isList && (current?.value ?? null) !== null && other !== null ? ['current', 'other', 'both'] : ['current', 'other']
