import type { Id } from '../../../kernel/contract/ids.ts'
import type { AttendanceView, CheckBody } from '../leader/contract.ts'

/** Somebody on the leader's list, with what waits on this phone laid over it. */
export interface Line {
  readonly key: string
  readonly name: string
  /** null: a member whose line the server does not know yet. */
  readonly entryId: Id<'entry'> | null
  readonly personId: string | null
  readonly standing: AttendanceView['entries'][number]['standing']
  readonly waitingAt: number | null
  readonly thereAt: string | null
  /** The last tap has not arrived. */
  readonly waits: boolean
}

export interface Lines {
  readonly entries: readonly Line[]
  readonly others: readonly { readonly personId: string; readonly name: string }[]
  readonly there: number
}

/** The list as the server has it with the taps of this phone, in the order in which they were made. Taps that are there change nothing. */
export function linesOf(
  view: AttendanceView,
  taps: readonly CheckBody[],
  nameOf: (named: { readonly name: string; readonly nameEn: string }) => string,
): Lines {
  const listed = view.entries.map((entry): Line => {
    const own = taps.filter(({ entryId }) => entryId === entry.id)
    const last = own.at(-1)
    const thereAt = last ? (last.takeBack ? null : (entry.checkedInAt ?? last.tappedAt ?? null)) : entry.checkedInAt
    const { standing, waitingAt } = entry
    return {
      ...{ key: entry.id, name: nameOf(entry), entryId: entry.id, personId: null, standing, waitingAt },
      ...{ thereAt, waits: last !== undefined },
    }
  })
  const came = view.others.flatMap(({ personId, name }): Line[] => {
    const tap = taps.findLast((one) => one.personId === personId)
    if (!tap) return []
    return [
      {
        ...{ key: personId, name, entryId: null, personId, standing: 'came', waitingAt: null },
        ...{ thereAt: tap.tappedAt ?? null, waits: true },
      },
    ]
  })
  const entries = [...listed, ...came]
  const added = new Set(came.map(({ personId }) => personId))
  return {
    entries,
    others: view.others.filter(({ personId }) => !added.has(personId)),
    there: entries.filter(({ thereAt }) => thereAt !== null).length,
  }
}
