import type { RawBuilder } from 'kysely'
import type { QueryOf, ResponseOf } from '../../../kernel/contract/endpoint.ts'
import { sql, type Tx } from '../../../kernel/db.ts'
import type { Secrets } from '../../../kernel/secrets.ts'
import { maskInText, maskName } from '../../../kernel/text/masking.ts'
import { phoneOf } from '../../people/public.ts'
import type {
  listPairings,
  MyPairing,
  PairingFilter,
  PairingRow,
  PairingView,
  thanksWall,
} from '../pairing-endpoints.ts'
import { inPlaceSql } from '../place-filter.ts'
import { notFound } from '../refusals.ts'
import { type Doing, pairingPost, seenSql } from '../scope.ts'
import type { ContactRecord, PairingId, PairingRecord, ThanksRecord, WishRecord } from '../tables.ts'
import { askedBySql } from './pairing-store.ts'

type WishPart = Pick<WishRecord, 'kind' | 'person_id' | 'name_sealed' | 'phone_sealed' | 'words_sealed' | 'slots'>
type Source = PairingRecord & {
  readonly wish: never
  readonly place: PairingRow['place']
  readonly compound: PairingRow['place']
  readonly helped_name: string | null
  readonly volunteer_name: string
  readonly volunteer_person: NonNullable<WishRecord['person_id']>
} & WishPart

const rowSql = sql`select p.*, w.kind, w.person_id, w.name_sealed, w.phone_sealed, w.words_sealed, w.slots,
    n.name as helped_name, m.name as volunteer_name, v.person_id as volunteer_person,
    json_build_object('id', c.id, 'name', c.name, 'nameEn', c.name_en) as compound,
    json_build_object('id', q.id, 'name', case when c.id = q.id then q.name else c.name || q.name end,
      'nameEn', case when c.id = q.id then q.name_en else c.name_en || ', ' || q.name_en end) as place
  from neighbours.pairings p
  join neighbours.wishes w on w.tenant_id = p.tenant_id and w.id = p.wish_id
  join neighbours.volunteers v on v.tenant_id = p.tenant_id and v.id = p.volunteer_id
  join people.persons_view m on m.tenant_id = v.tenant_id and m.id = v.person_id
  join places.places_view q on q.tenant_id = w.tenant_id and q.id = w.place_id
  join places.places_view c on c.tenant_id = w.tenant_id and c.id = w.compound_id
  left join people.persons_view n on n.tenant_id = w.tenant_id and n.id = w.person_id`

const nameOf = (secrets: Secrets, p: Source) => p.helped_name ?? (p.name_sealed ? secrets.open(p.name_sealed) : '')

/** An explicit list of what staff see: both names masked. */
const rowOf = (secrets: Secrets, p: Source): PairingRow => ({
  ...{ id: p.id, wishId: p.wish_id, volunteerId: p.volunteer_id, kind: p.kind, place: p.place, state: p.state },
  ...{ rhythm: p.rhythm, lastContactOn: p.last_contact_on, quietSince: p.quiet_since, endReason: p.end_reason },
  ...{ helpedName: maskName(nameOf(secrets, p)), volunteerName: maskName(p.volunteer_name) },
  ...{ helpedYes: p.helped_yes_at !== null, volunteerYes: p.volunteer_yes_at !== null },
  at: p.changed_at.toISOString(),
})

/** What a list is narrowed to; figures count by the same conditions. Pairings are `p`. */
export function pairingShowSql(show: PairingFilter['show']): RawBuilder<boolean> {
  switch (show) {
    case undefined:
      return sql<boolean>`true`
    case 'live':
      return sql<boolean>`p.state in ('suggested', 'asked', 'agreed', 'running')`
    case 'consents':
      return sql<boolean>`p.state = 'asked'`
    case 'silent':
      return sql<boolean>`(p.quiet_since is not null and p.state in ('agreed', 'running'))`
    case 'active':
      return sql<boolean>`p.state in ('agreed', 'running')`
    default:
      return sql<boolean>`p.state = ${show}`
  }
}

/** Pairings of the actor's area: silent ones first, then whose yes is waited for. */
export async function pairingPage(
  tx: Tx,
  doing: Doing,
  { offset = 0, limit = 50, placeId, show }: QueryOf<typeof listPairings>,
): Promise<ResponseOf<typeof listPairings>> {
  const where = sql`p.tenant_id = ${doing.tenantId} and ${seenSql(doing.actor, sql`p.place_path`, sql`p.grid_id`)}
    and ${await inPlaceSql(tx, doing.tenantId, placeId, sql`p.place_path`)} and ${pairingShowSql(show)}`
  const counted = await sql<{ n: number }>`select count(*)::int as n from neighbours.pairings p where ${where}`.execute(
    tx,
  )
  const { rows } = await sql<Source>`${rowSql} where ${where} order by p.quiet_since nulls last,
    array_position(array['suggested', 'asked', 'agreed', 'running', 'ended', 'declined'], p.state), p.changed_at desc, p.id
    offset ${offset} limit ${limit}`.execute(tx)
  return { rows: rows.map((row) => rowOf(doing.secrets, row)), total: counted.rows[0]?.n ?? 0, offset, limit }
}

async function contactsOf(tx: Tx, { tenantId, secrets }: Doing, id: PairingId, masked: boolean) {
  const { rows } = await sql<ContactRecord>`select * from neighbours.contacts where tenant_id = ${tenantId}
    and pairing_id = ${id} order by on_day desc, at desc limit 100`.execute(tx)
  return rows.map(({ on_day, how, noted_by, words_sealed }) => {
    const words = words_sealed ? secrets.open(words_sealed) : null
    return { onDay: on_day, how: how as 'visit', by: noted_by, words: words && masked ? maskInText(words) : words }
  })
}

async function thanksOf(tx: Tx, { tenantId }: Doing, id: PairingId) {
  const { rows } = await sql<ThanksRecord>`select * from neighbours.thanks where tenant_id = ${tenantId}
    and pairing_id = ${id}`.execute(tx)
  const [thanks] = rows
  return thanks ? { words: thanks.words, wallHelped: thanks.wall_helped, wallVolunteer: thanks.wall_volunteer } : null
}

export async function pairingView(tx: Tx, doing: Doing, id: PairingId): Promise<PairingView> {
  const seen = seenSql(doing.actor, sql`p.place_path`, sql`p.grid_id`)
  const { rows } =
    await sql<Source>`${rowSql} where p.tenant_id = ${doing.tenantId} and p.id = ${id} and ${seen}`.execute(tx)
  const pairing = rows[0] ?? notFound()
  const mayAct = pairingPost(doing.actor, pairing) !== null
  // Words on consent or silence may say something of their health: for who brings them together alone.
  const opened = (sealed: Buffer | null) => (mayAct && sealed ? doing.secrets.open(sealed) : null)
  return {
    pairing: rowOf(doing.secrets, pairing),
    reasons: [...pairing.reasons],
    volunteerHow: pairing.volunteer_how,
    volunteerNote: opened(pairing.volunteer_note_sealed),
    helpedHow: pairing.helped_how,
    helpedNote: opened(pairing.helped_note_sealed),
    quietWhy: opened(pairing.quiet_why_sealed),
    contacts: await contactsOf(tx, doing, id, true),
    thanks: await thanksOf(tx, doing, id),
    mayAct,
  }
}

/** Pairings `p` of somebody: their ids come first; by an `or` over what is joined PostgreSQL reads all of the tenant. */
const ownSql = ({ tenantId, actor: { personId } }: Doing) => sql<boolean>`p.id = any(array(
    select x.id from neighbours.volunteers v
    join neighbours.pairings x on x.tenant_id = v.tenant_id and x.volunteer_id = v.id
    where v.tenant_id = ${tenantId} and v.person_id = ${personId}
    union all
    select x.id from neighbours.wishes w join neighbours.pairings x on x.tenant_id = w.tenant_id and x.wish_id = w.id
    where w.tenant_id = ${tenantId}
      and (w.person_id = ${personId} or (w.person_id is null and ${askedBySql(personId)}))))`

/** Pairings of somebody, on either side, once they were asked; what is asked of them first. */
export async function ownPairings(tx: Tx, doing: Doing, which = sql<boolean>`true`): Promise<MyPairing[]> {
  const { rows } = await sql<Source>`${rowSql} where p.tenant_id = ${doing.tenantId} and p.asked_at is not null
    and ${ownSql(doing)} and ${which}
    order by array_position(array['asked', 'agreed', 'running', 'ended', 'declined'], p.state), p.changed_at desc
    limit 60`.execute(tx)
  return Promise.all(rows.map((row) => ownView(tx, doing, row)))
}

async function ownView(tx: Tx, doing: Doing, p: Source): Promise<MyPairing> {
  const side = p.volunteer_person === doing.actor.personId ? 'volunteer' : 'helped'
  const told = p.state === 'agreed' || p.state === 'running'
  const words = p.words_sealed ? doing.secrets.open(p.words_sealed) : null
  return {
    ...{ id: p.id, wishId: p.wish_id, side, kind: p.kind, state: p.state, rhythm: p.rhythm, slots: [...p.slots] },
    // Before both said yes the words show no phone, and the place is the compound.
    words: words === null || told || side === 'helped' ? words : maskInText(words),
    ...{ compound: p.compound, place: told ? p.place : null, reasons: [...p.reasons] },
    iSaidYes: (side === 'volunteer' ? p.volunteer_yes_at : p.helped_yes_at) !== null,
    other: told ? await otherOf(tx, doing, p, side) : null,
    lastContactOn: p.last_contact_on,
    contacts: await contactsOf(tx, doing, p.id, false),
    thanks: await thanksOf(tx, doing, p.id),
    at: p.changed_at.toISOString(),
  }
}

async function otherOf(tx: Tx, { tenantId, secrets }: Doing, p: Source, side: MyPairing['side']) {
  const person = side === 'volunteer' ? p.person_id : p.volunteer_person
  const name = side === 'volunteer' ? nameOf(secrets, p) : p.volunteer_name
  if (person) return { name, phone: await phoneOf(tx, secrets, tenantId, person) }
  return { name, phone: p.phone_sealed ? secrets.open(p.phone_sealed) : null }
}

export const ownPairing = async (tx: Tx, doing: Doing, id: PairingId): Promise<MyPairing> =>
  (await ownPairings(tx, doing, sql<boolean>`p.id = ${id}`))[0] ?? notFound()

/** What both agreed to show, the newest first: words and the kind of help, nobody's name. */
export async function wallOf(
  tx: Tx,
  { tenantId }: Pick<Doing, 'tenantId'>,
  { placeId }: QueryOf<typeof thanksWall>,
): Promise<ResponseOf<typeof thanksWall>> {
  const { rows } = await sql<{ words: string; kind: PairingRow['kind']; at: Date }>`select t.words, w.kind, t.at
    from neighbours.thanks t join neighbours.pairings p on p.tenant_id = t.tenant_id and p.id = t.pairing_id
    join neighbours.wishes w on w.tenant_id = p.tenant_id and w.id = p.wish_id
    where t.tenant_id = ${tenantId} and t.wall_helped and t.wall_volunteer
      and ${await inPlaceSql(tx, tenantId, placeId, sql`p.place_path`)} order by t.at desc limit 30`.execute(tx)
  return { rows: rows.map(({ words, kind, at }) => ({ words: maskInText(words), kind, at: at.toISOString() })) }
}
