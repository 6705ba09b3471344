import type { Actor } from '../../kernel/actor.ts'
import type { PlaceId } from '../../kernel/contract/ids.ts'
import type { Words } from '../../kernel/contract/words.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { dayFromNumber, dayNumberOf, dayOf } from '../../kernel/time/day.ts'
import { coverageOfList } from '../visits/public.ts'
import { belowSql } from './household-queries.ts'
import { countNotes } from './note-queries.ts'
import { inChargeRoles, noteReaders } from './roles.ts'
import { inChargeSql } from './scope.ts'

export interface LinkFigure {
  readonly code: string
  readonly words: Words
  readonly value: number
  /** Address of a list at the desk that shows exactly what is counted. */
  readonly to: string
}

interface Asked {
  readonly placePath: string
  /** Half open, from the start of a day to the start of one. */
  readonly from: Date
  readonly to: Date
}

/** What households add to the five links, of some days and within what the actor may see: visits, and what notes became. */
export async function linkFigures(
  tx: Tx,
  actor: Actor,
  { placePath, from, to }: Asked,
): Promise<readonly LinkFigure[]> {
  const { rows } = await sql<{ id: PlaceId }>`select id from places.places_view
    where tenant_id = ${actor.tenantId} and path = ${placePath}`.execute(tx)
  const [place] = rows
  if (!place) return []
  const span = { placeId: place.id, from: dayOf(from), to: dayFromNumber(dayNumberOf(new Date(to.getTime() - 1))) }
  return [...(await visited(tx, actor, span)), ...(await heard(tx, actor, span)), ...(await living(tx, actor, span))]
}

interface Span {
  readonly placeId: PlaceId
  readonly from: string
  readonly to: string
}

const address = (path: string, query: Readonly<Record<string, string>>) => `${path}?${new URLSearchParams(query)}`
const hasRole = ({ posts }: Actor, roles: readonly string[]) => posts.some(({ role }) => roles.includes(role))

async function visited(tx: Tx, actor: Actor, { placeId, from, to }: Span): Promise<LinkFigure[]> {
  const dues = { subjectKind: 'household', placeId, dueFrom: from, dueTo: to } as const
  // Nothing in this filter asks what the time is.
  const { numerator, denominator } = await coverageOfList(tx, actor, dues, new Date(0))
  const part = (name: string) => address('/visits/dues', { ...dues, part: name })
  return [
    {
      ...{ code: 'households_visited', words: { zh: '已访户次', en: 'Visits made' } },
      ...{ value: numerator, to: part('numerator') },
    },
    {
      code: 'households_due',
      words: { zh: '应访户次', en: 'Visits due' },
      value: denominator,
      to: part('denominator'),
    },
  ]
}

async function heard(tx: Tx, actor: Actor, span: Span): Promise<LinkFigure[]> {
  if (!hasRole(actor, noteReaders)) return []
  const count = (became: 'matter' | 'wish') => countNotes(tx, { tenantId: actor.tenantId, actor }, { ...span, became })
  const notes = (became: string) => address('/households/notes', { ...span, became })
  return [
    {
      ...{ code: 'notes_to_matters', words: { zh: '民情转事项', en: 'Notes made matters' } },
      ...{ value: await count('matter'), to: notes('matter') },
    },
    {
      ...{ code: 'wishes_heard', words: { zh: '听到的心愿', en: 'Wishes heard' } },
      ...{ value: await count('wish'), to: notes('wish') },
    },
  ]
}

async function living(tx: Tx, actor: Actor, { placeId }: Span): Promise<LinkFigure[]> {
  if (!hasRole(actor, inChargeRoles)) return []
  const { rows } = await sql<{ total: number }>`select count(*)::int as total from households.households h
    where h.tenant_id = ${actor.tenantId} and h.to_on is null and ${inChargeSql(actor)}
      and ${await belowSql(tx, actor, placeId)}`.execute(tx)
  const words = { zh: '住户', en: 'Households' }
  return [{ code: 'households', words, value: rows[0]?.total ?? 0, to: address('/households', { placeId }) }]
}
