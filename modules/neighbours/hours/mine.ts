import { sql, type Tx } from '../../../kernel/db.ts'
import { ledSql, pendingActivities } from './activity-service.ts'
import type { MyHours } from './contract.ts'
import type { Doing } from './doing.ts'
import { minutesOf, type Volunteer, volunteerOfPerson } from './entry-store.ts'
import { balanceOf, type Lot } from './exchange/lots.ts'
import { accountOf } from './exchange/transfers.ts'
import { levelAt } from './hours.ts'
import { type HoursSettings, settingsOf } from './settings.ts'
import type { EntryId } from './tables.ts'

/** One's own record; empty for who is no volunteer. */
export async function myHours(tx: Tx, doing: Doing): Promise<MyHours> {
  const { tenantId, actor } = doing
  const settings = await settingsOf(tx, tenantId)
  const me = await volunteerOfPerson(tx, tenantId, actor.personId)
  const minutes = me ? await minutesOf(tx, tenantId, me.id) : 0
  const { stars, level, next } = levelAt(minutes, settings.levels)
  const objections = me ? await objectionsOf(tx, doing, me) : []
  const toConfirm = me ? await pendingActivities(tx, doing, ledSql(actor)) : []
  return {
    ...{ volunteerId: me?.id ?? null, minutes, stars, level, nextLevel: next, source: settings.source },
    entries: me ? await entriesOf(tx, doing, me, objections) : [],
    otherObjections: objections.filter(({ entryId }) => entryId === null).map(said),
    toConfirm: toConfirm.map(({ endsAt, ...rest }) => ({ ...rest, endsAt: endsAt.toISOString() })),
    account: me && settings.exchangeOn ? await accountView(tx, doing, me, settings) : null,
  }
}

type Said = MyHours['otherObjections'][number] & { readonly entryId: EntryId | null }
const said = ({ state, words, answer }: Said) => ({ state, words, answer })

async function objectionsOf(tx: Tx, { tenantId, secrets }: Doing, me: Volunteer): Promise<Said[]> {
  const { rows } = await sql<{
    entryId: EntryId | null
    state: Said['state']
    words: Buffer
    answer: Buffer | null
  }>`select entry_id as "entryId", state, words_sealed as words, answer_sealed as answer from neighbours.hours_objections
    where tenant_id = ${tenantId} and volunteer_id = ${me.id} order by at desc, id desc limit 100`.execute(tx)
  return rows.map((o) => ({ ...o, words: secrets.open(o.words), answer: o.answer ? secrets.open(o.answer) : null }))
}

async function entriesOf(
  tx: Tx,
  { tenantId }: Doing,
  me: Volunteer,
  objections: readonly Said[],
): Promise<MyHours['entries']> {
  const { rows } = await sql<Omit<MyHours['entries'][number], 'objection'>>`select e.id, e.kind, e.purpose, e.minutes,
      e.on_day as "onDay", e.content, e.why, exists (select from neighbours.hours_entries x
        where x.tenant_id = e.tenant_id and x.corrects_id = e.id) as "takenBack"
    from neighbours.hours_entries e where e.tenant_id = ${tenantId} and e.volunteer_id = ${me.id}
    order by e.on_day desc, e.at desc, e.id`.execute(tx)
  return rows.map((entry) => {
    const found = objections.find(({ entryId }) => entryId === entry.id)
    return { ...entry, objection: found ? said(found) : null }
  })
}

async function accountView(
  tx: Tx,
  { tenantId }: Doing,
  me: Volunteer,
  { expiryMonths }: HoursSettings,
): Promise<MyHours['account']> {
  const lots = await accountOf(tx, tenantId, me.id)
  const { rows } = await sql<{
    id: NonNullable<MyHours['account']>['pairings'][number]['id']
    kind: string
    since: Date
  }>`
    select p.id, w.kind, p.agreed_at as since from neighbours.pairings p
    join neighbours.wishes w on w.tenant_id = p.tenant_id and w.id = p.wish_id
    where p.tenant_id = ${tenantId} and w.person_id = ${me.personId} and p.state in ('running', 'ended')
      and p.agreed_at is not null order by p.agreed_at desc limit 20`.execute(tx)
  return {
    ...{ balance: balanceOf(lots), expiryMonths, lots: byDay(lots) },
    pairings: rows.map(({ since, ...rest }) => ({ ...rest, since: since.toISOString() })),
  }
}

/** One line a day. */
function byDay(lots: readonly Lot[]): Lot[] {
  const days = new Map<string, number>()
  for (const { onDay, left } of lots) days.set(onDay, (days.get(onDay) ?? 0) + left)
  return [...days].map(([onDay, left]) => ({ onDay, left }))
}
