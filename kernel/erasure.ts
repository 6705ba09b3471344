import type { RawBuilder } from 'kysely'
import type { PersonId, TenantId } from './contract/ids.ts'
import type { Words } from './contract/words.ts'
import type { Tx } from './db.ts'
import { plugInto } from './plug.ts'
import type { Secrets } from './secrets.ts'

/** Which rows of a kind are asked for. */
export interface Overdue {
  readonly tenantId: TenantId
  /** Ended before this instant. */
  readonly before: Date
  /** Of this person alone, who asked for it. */
  readonly of: { readonly personId: PersonId; readonly phones: readonly Buffer[] } | null
  /** Ids that a legal hold keeps. */
  readonly kept: readonly string[]
}

/** A kind of personal data that is erased some time after something ended (个人信息保护法 19, 47). */
export interface Erasable {
  /** `<module>.<what>` */
  readonly code: string
  readonly words: Words
  /** From when the time is counted. */
  readonly since: Words
  /** The law or rule behind the time, and what is never erased by it. */
  readonly law: Words
  /** Days, where a tenant has said nothing; and the fewest that the law lets a tenant say. */
  readonly days: number
  readonly least: number
  /** The kinds of `heldOn` that somebody may ask to have erased at once, once their purpose is over; empty: by time alone. */
  readonly onDemand: readonly string[]
  /** Rows that are over, with the id that a legal hold names. */
  readonly due: (asked: Overdue) => RawBuilder<{ readonly id: string }>
  readonly erase: (
    tx: Tx,
    of: { readonly tenantId: TenantId; readonly ids: readonly string[]; readonly secrets: Secrets },
  ) => Promise<void>
}

const erasables: Erasable[] = []

/** Hands in what a module erases when its time is over. @returns takes it back: for tests. */
export function registerErasable(...mine: readonly Erasable[]): () => void {
  const back = mine.map((one) => plugInto(erasables, one))
  return () => {
    for (const take of back) take()
  }
}

export const allErasables = (): readonly Erasable[] => erasables
