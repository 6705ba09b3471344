import { householdEvents } from '../events.ts'

/** An event of a household's stream, as far as undoing asks. */
export interface Happened {
  readonly seq: number
  readonly type: string
  /** By which import it was written. */
  readonly importId: string | null
}

/** What is no going on with a household: a look at a number, and that its building moved to another grid. */
const harmless: ReadonlySet<string> = new Set([householdEvents.revealed, householdEvents.moved_grid])

/**
 * Whether somebody went on with a household since an import wrote to it. What another import did and was undone again
 * counts as not having been.
 * @param events of one household, in the order of its ledger
 */
export function wentOn(events: readonly Happened[], importId: string): boolean {
  const undone = new Set(events.flatMap((one) => (one.type === householdEvents.undone ? one.importId : [])))
  const first = events.find((one) => one.importId === importId)?.seq ?? 0
  return events.some(
    (one) =>
      one.seq > first &&
      one.importId !== importId &&
      !harmless.has(one.type) &&
      !(one.importId !== null && undone.has(one.importId)),
  )
}
