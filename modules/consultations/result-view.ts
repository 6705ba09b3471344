import { sql, type Tx } from '../../kernel/db.ts'
import { fewestInGroup, fewestInPicture } from './consultation.ts'
import type { ResultView, Told } from './contract.ts'
import { type CountedStatement, type Dot, type Found, nothingFound } from './picture.ts'
import type { ConsultationRecord } from './tables.ts'

type Of = Pick<ConsultationRecord, 'tenant_id' | 'id'>

/** More dots than these say no more to the eye, and weigh on a phone. */
const mostDots = 600

/** What the last update found; nothing before the first. */
export async function readFound(tx: Tx, of: Of): Promise<{ found: Found; at: Date | null }> {
  const { rows } = await sql<{ found: Found; at: Date }>`select found, at from consultations.results
    where tenant_id = ${of.tenant_id} and consultation_id = ${of.id}`.execute(tx)
  return rows[0] ?? { found: nothingFound, at: null }
}

type Side = 'agree' | 'disagree'
type Counts = Omit<CountedStatement, 'statement' | 'byGroup'>

/** Percent of those who saw it; null where fewer than five did. */
export function percentOf(count: Counts | undefined, side: Side): number | null {
  const seen = seenOf(count)
  if (!count || seen < fewestInGroup) return null
  return Math.round((100 * (side === 'agree' ? count.agrees : count.disagrees)) / seen)
}

export const seenOf = (count: Counts | undefined): number => (count ? count.agrees + count.disagrees + count.passes : 0)

/** What is shown of a result. @param me the reader's own number, to find their dot; nobody else's is told. */
export function presentResult(
  { found, at }: { found: Found; at: Date | null },
  words: ReadonlyMap<number, string>,
  me: number | null,
): ResultView {
  const counted = new Map(found.statements.map((one) => [one.statement, one]))
  const told = (statement: number, side: Side): Told[] => {
    const said = words.get(statement)
    const count = counted.get(statement)
    if (said === undefined) return []
    const byGroup = found.groups.map((_, n) => percentOf(count?.byGroup[n], side))
    return [{ number: statement, words: said, side, percent: percentOf(count, side), byGroup }]
  }
  const own = me === null ? undefined : found.dots.find(([person]) => person === me)
  return {
    at: at?.toISOString() ?? null,
    people: found.people,
    inside: found.inside,
    needed: found.groups.length > 0 ? 0 : Math.max(0, fewestInPicture - found.inside),
    groups: found.groups.map(({ letter, size, holds }) => ({
      letter,
      size,
      holds: holds.flatMap(({ statement, side }) => told(statement, side)),
    })),
    inSmall: found.inSmall,
    unites: found.unites.flatMap(({ statement, side }) => told(statement, side)),
    divides: found.divides.flatMap((statement) => told(statement, 'agree')),
    dots: someDots(found.dots),
    me: own ? { x: own[1], y: own[2], group: own[3] } : null,
  }
}

/** By where they lie, not by who came first; of many, evenly some. */
function someDots(dots: readonly Dot[]): number[][] {
  const sorted = dots
    .map(([, x, y, group]) => [x, y, group])
    .sort((a, b) => (a[0] ?? 0) - (b[0] ?? 0) || (a[1] ?? 0) - (b[1] ?? 0))
  if (sorted.length <= mostDots) return sorted
  return Array.from({ length: mostDots }, (_, n) => sorted[Math.floor((n * sorted.length) / mostDots)] ?? [0, 0, -1])
}
