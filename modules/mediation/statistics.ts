import type { RawBuilder } from 'kysely'
import type { Actor } from '../../kernel/actor.ts'
import type { QueryOf, ResponseOf } from '../../kernel/contract/endpoint.ts'
import { fail, notFound } from '../../kernel/contract/errors.ts'
import type { TenantId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { dayOf } from '../../kernel/time/day.ts'
import { pathRange, placeOf } from '../places/public.ts'
import { clockStates, openStates } from './case.ts'
import { daysAfter } from './clocks.ts'
import type { statistics } from './contract.ts'
import { type DisputeKind, disputeKindCodes } from './kinds.ts'
import { counterSql } from './scope.ts'

/** Counts below this are not shown: in a community everybody would know whom they mean. Zero tells nothing of anybody. */
export const fewerThan = 5
export const shown = (count: number): number | null => (count > 0 && count < fewerThan ? null : count)

/**
 * Parts of one sum. Where a single one is hidden, the sum would tell it: the smallest of the others is hidden as well.
 */
export function shownTogether<Part extends { readonly count: number }>(
  parts: readonly Part[],
): (Omit<Part, 'count'> & { readonly count: number | null })[] {
  const hidden = parts.filter(({ count }) => shown(count) === null)
  const others = parts.filter(({ count }) => count >= fewerThan).toSorted((a, b) => a.count - b.count)
  const also = hidden.length === 1 ? others[0] : undefined
  return parts.map((part) => ({ ...part, count: part === also ? null : shown(part.count) }))
}

export interface Asked {
  readonly tenantId: TenantId
  readonly actor: Actor
  /** The day on which “late” is looked at. */
  readonly today: string
  /** Half open days. */
  readonly from: string
  readonly to: string
  readonly path?: string
}

export interface Counts {
  readonly received: number
  readonly agreed: number
  readonly failed: number
  readonly refused: number
  readonly kept: number
  readonly confirmed: number
  readonly open: number
  readonly late: number
}

const pathSql = ({ path }: Asked): RawBuilder<boolean> => {
  if (path === undefined) return sql<boolean>`true`
  const { from, to } = pathRange(path)
  return sql<boolean>`(c.place_path >= ${from} and c.place_path < ${to})`
}

/** Counts of what happened in some days, and of what is open and late now, within what the actor counts. */
export async function countCases(tx: Tx, asked: Asked): Promise<Counts> {
  const { tenantId, actor, today, from, to } = asked
  const within = (day: string) => sql`${sql.raw(day)} >= ${from}::date and ${sql.raw(day)} < ${to}::date`
  const promises = (state: string) => sql`exists (select from mediation.promises p where p.tenant_id = c.tenant_id
    and p.agreement_id = a.id and p.state = ${state})`
  const { rows } = await sql<Counts>`select
      count(*) filter (where ${within('c.received_on')})::int as received,
      count(*) filter (where ${within('a.effective_on')})::int as agreed,
      count(*) filter (where ${within('c.ended_on')} and c.end_state = 'failed')::int as failed,
      count(*) filter (where ${within('c.ended_on')} and c.end_state = 'refused')::int as refused,
      count(*) filter (where ${within('c.ended_on')} and c.end_state = 'closed' and not ${promises('broken')})::int as kept,
      count(*) filter (where ${within('a.court_on')} and a.court_state = 'confirmed')::int as confirmed,
      count(*) filter (where c.state = any(${[...openStates]}::text[]))::int as open,
      count(*) filter (where c.state = any(${[...clockStates]}::text[]) and c.due_on < ${today}::date)::int as late
    from mediation.cases c left join mediation.agreements a on a.tenant_id = c.tenant_id and a.case_id = c.id
      and a.dropped_at is null
    where c.tenant_id = ${tenantId} and ${counterSql(actor, sql`c.place_path`)} and ${pathSql(asked)}`.execute(tx)
  return rows[0] ?? notFound()
}

async function countKinds(tx: Tx, asked: Asked): Promise<ReadonlyMap<DisputeKind, number>> {
  const { tenantId, actor, from, to } = asked
  const { rows } = await sql<{ kind: DisputeKind; n: number }>`select c.kind, count(*)::int as n from mediation.cases c
    where c.tenant_id = ${tenantId} and ${counterSql(actor, sql`c.place_path`)} and ${pathSql(asked)}
      and c.received_on >= ${from}::date and c.received_on < ${to}::date group by c.kind`.execute(tx)
  return new Map(rows.map(({ kind, n }) => [kind, n]))
}

/**
 * Whether a place is smaller than a community: of such none is counted, for neighbours would know whom the number means,
 * and the difference to the community's would tell the rest.
 */
export async function isTooFine(tx: Tx, { tenantId, path }: Pick<Asked, 'tenantId' | 'path'>): Promise<boolean> {
  if (path === undefined) return false
  // Communities, streets and districts are areas; compounds and what is in them are not.
  const { rows } = await sql`select from places.places_view p where p.tenant_id = ${tenantId}
    and p.level_kind <> 'area' and left(${path}, length(p.path)) = p.path limit 1`.execute(tx)
  return rows.length > 0
}

/** The day on which “late” is looked at: today, or where the days end before it, their end. */
export const lateOn = (today: string, to: string): string => (to < today ? to : today)

const pathOf = (path: string | undefined) => (path === undefined ? {} : { path })

/** Days that the statistics show when nothing is asked for. */
const usualDays = 365

/** Counts for community, street and supervisor: never a case, and nothing below five. */
export async function statisticsOf(
  tx: Tx,
  { tenantId, actor, at }: Pick<Asked, 'tenantId' | 'actor'> & { readonly at: Date },
  query: QueryOf<typeof statistics>,
): Promise<ResponseOf<typeof statistics>> {
  const today = dayOf(at)
  const { from = daysAfter(today, -usualDays), to = daysAfter(today, 1) } = query
  const place = query.placeId ? ((await placeOf(tx, tenantId, query.placeId)) ?? notFound()) : null
  const asked: Asked = {
    tenantId,
    actor,
    from,
    to,
    today: lateOn(today, to),
    ...pathOf(place?.path ?? query.path),
  }
  if (await isTooFine(tx, asked))
    fail('refused', 'mediation.too_fine', {
      zh: '调解只按社区及以上统计，不到小区和楼栋',
      en: 'Mediation is counted for a community and above, never for a compound or building',
    })
  const counts = await countCases(tx, asked)
  const kinds = await countKinds(tx, asked)
  const of = (key: keyof Counts) => shown(counts[key])
  return {
    ...{ from, to, fewerThan, received: of('received'), agreed: of('agreed'), failed: of('failed') },
    ...{ refused: of('refused'), kept: of('kept'), confirmed: of('confirmed'), open: of('open'), late: of('late') },
    byKind: shownTogether(disputeKindCodes.map((kind) => ({ kind, count: kinds.get(kind) ?? 0 }))),
  }
}
