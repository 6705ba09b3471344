import type { Actor } from '../../kernel/actor.ts'
import type { PlaceId } from '../../kernel/contract/ids.ts'
import type { Words } from '../../kernel/contract/words.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { dayFromNumber, dayNumberFrom, dayOf } from '../../kernel/time/day.ts'
import { oldestGoodConsent } from '../people/public.ts'
import type { NeighbourFigures } from './contract.ts'
import { countHeard } from './heard/heard-queries.ts'
import { timesServed } from './hours/figures.ts'
import { pairingShowSql } from './pairings/pairing-queries.ts'
import { endedSql, wishShowSql } from './pairings/wish-queries.ts'
import { inPlaceSql } from './place-filter.ts'
import { type Doing, seenSql, teamsSeenSql } from './scope.ts'
import { wishPurpose } from './shapes.ts'

type Period = { readonly from: string; readonly to: string }
type Counts = Omit<NeighbourFigures, 'from' | 'to'>

/** Days back over which wishes that were met are counted. */
const metDays = 30

/** What there is and what waits; each counts exactly the list that it leads to. */
export async function figuresOf(tx: Tx, doing: Doing, placeId: PlaceId | undefined): Promise<NeighbourFigures> {
  const to = dayFromNumber(dayNumberFrom(dayOf(doing.at)) + 1)
  const period = { from: dayFromNumber(dayNumberFrom(to) - metDays), to }
  return { ...(await countAll(tx, doing.actor, placeId, period)), ...period }
}

async function countAll(tx: Tx, actor: Actor, placeId: PlaceId | undefined, { from, to }: Period): Promise<Counts> {
  const { tenantId } = actor
  const there = (path: ReturnType<typeof sql>) => inPlaceSql(tx, tenantId, placeId, path)
  const seen = async (alias: 'v' | 'w' | 'p') => {
    const path = sql.ref(`${alias}.place_path`)
    return sql`${sql.ref(`${alias}.tenant_id`)} = ${tenantId} and ${seenSql(actor, path, sql.ref(`${alias}.grid_id`))}
      and ${await there(sql`${path}`)}`
  }
  const oldest = await oldestGoodConsent(tx, tenantId, wishPurpose)
  const wishes = (show: Parameters<typeof wishShowSql>[0]) =>
    sql`count(*) filter (where ${wishShowSql(show, oldest)})::int`
  const pairings = (show: Parameters<typeof pairingShowSql>[0]) =>
    sql`count(*) filter (where ${pairingShowSql(show)})::int`
  const { rows: v } = await sql<Pick<Counts, 'volunteers'>>`select count(*)::int as volunteers
    from neighbours.volunteers v where v.state = 'active' and ${await seen('v')}`.execute(tx)
  const { rows: w } = await sql<
    Pick<Counts, 'open' | 'unpaired' | 'heard' | 'askedAnew' | 'met'>
  >`select ${wishes('open')} as open,
      ${wishes('unpaired')} as unpaired, ${wishes('heard')} as heard, ${wishes('asked_anew')} as "askedAnew",
      count(*) filter (where w.state = 'met' and ${endedSql(from, to)})::int as met
    from neighbours.wishes w where ${await seen('w')}`.execute(tx)
  const { rows: p } = await sql<Pick<Counts, 'active' | 'consents' | 'silent' | 'suggested'>>`
    select ${pairings('active')} as active, ${pairings('consents')} as consents, ${pairings('silent')} as silent,
      ${pairings('suggested')} as suggested from neighbours.pairings p where ${await seen('p')}`.execute(tx)
  const { rows: t } = await sql<Pick<Counts, 'asking'>>`select count(*)::int as asking from neighbours.members m
    join neighbours.teams t on t.tenant_id = m.tenant_id and t.id = m.team_id and t.state = 'active'
    where m.tenant_id = ${tenantId} and m.state = 'asked' and ${teamsSeenSql(actor, sql`t.place_path`)}
      and ${await there(sql`t.place_path`)}`.execute(tx)
  const offers = await countHeard(tx, actor, { placeId, show: 'waiting' })
  const none = {
    offers,
    volunteers: 0,
    open: 0,
    unpaired: 0,
    heard: 0,
    askedAnew: 0,
    met: 0,
    active: 0,
    consents: 0,
    silent: 0,
    suggested: 0,
    asking: 0,
  }
  return { ...none, ...v[0], ...w[0], ...p[0], ...t[0] }
}

/** A figure of the five-links board: `to` leads to the list of exactly what it counts. */
export interface LinkFigure {
  readonly code: string
  readonly words: Words
  readonly value: number
  readonly to: string
}

/**
 * Figures of neighbours in a place within what an actor may see, for the board of the five links.
 * Volunteers, pairings and open wishes are those of now; wishes met are those of days that begin in `[from, to)`.
 */
export async function linkFigures(
  tx: Tx,
  actor: Actor,
  asked: { readonly placePath: string; readonly from: Date; readonly to: Date },
): Promise<readonly LinkFigure[]> {
  const { rows } = await sql<{ id: PlaceId }>`select id from places.places_view
    where tenant_id = ${actor.tenantId} and path = ${asked.placePath}`.execute(tx)
  const placeId = rows[0]?.id
  if (!placeId) return []
  const period = { from: dayOf(asked.from), to: dayOf(asked.to) }
  const n = await countAll(tx, actor, placeId, period)
  const here = `&placeId=${placeId}`
  const served = await timesServed(tx, actor, { placeId, ...asked })
  return [
    line('volunteers', '在册志愿者', 'Volunteers', n.volunteers, `list=volunteers${here}`),
    line('pairings', '结对进行中', 'Pairings running', n.active, `list=pairings&show=active${here}`),
    line('silent', '久未联系的结对', 'Silent pairings', n.silent, `list=pairings&show=silent${here}`),
    line('open', '待满足心愿', 'Open wishes', n.open, `list=wishes&show=open${here}`),
    line('met', '已满足心愿', 'Wishes met', n.met, `list=wishes&show=met&from=${period.from}&to=${period.to}${here}`),
    ...(served
      ? [{ code: 'neighbours.served', words: { zh: '志愿服务人次', en: 'Times that somebody served' }, ...served }]
      : []),
  ]
}

const line = (code: string, zh: string, en: string, value: number, query: string): LinkFigure => ({
  ...{ code: `neighbours.${code}`, words: { zh, en }, value },
  to: `/neighbours?${query}`,
})
