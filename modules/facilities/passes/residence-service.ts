import type { QueryOf, ResponseOf } from '../../../kernel/contract/endpoint.ts'
import { fail, forbidden, notFound } from '../../../kernel/contract/errors.ts'
import { newId, type PersonId, type PlaceId, type TenantId } from '../../../kernel/contract/ids.ts'
import { constraintOf, sql, type Tx } from '../../../kernel/db.ts'
import { record } from '../../../kernel/events/record.ts'
import { maskName } from '../../../kernel/text/masking.ts'
import { ancestorsOf } from '../../places/public.ts'
import { residenceEvents, residenceStream } from '../events.ts'
import { type Doing, registrarPost, registrarScopeSql } from '../scope.ts'
import type { ResidenceId } from '../tables.ts'
import type { listResidences, ResidenceRow } from './contract.ts'

interface Compound {
  readonly id: PlaceId
  readonly name: string
  readonly nameEn: string
}

/** The compounds where somebody lives: the home in the register of people, and what the community confirmed. */
export async function compoundsOf(tx: Tx, tenantId: TenantId, personId: PersonId): Promise<Compound[]> {
  // By key and number: of an exists for each, PostgreSQL looks up the home once for every place of the tenant.
  const { rows } = await sql<Compound>`
    select c.id, c.name, c.name_en as "nameEn" from places.places_view c
    where c.tenant_id = ${tenantId} and c.level_kind = 'compound' and c.ended_at is null and (
      c.id = any(array(select r.compound_id from facilities.residences r where r.tenant_id = ${tenantId}
        and r.person_id = ${personId} and r.state = 'confirmed'))
      or c.number = any(places.numbers_in((select h.path from people.persons_view n
        join places.places_view h on h.tenant_id = n.tenant_id and h.id = n.home_place_id
        where n.tenant_id = ${tenantId} and n.id = ${personId}))))
    order by c.path`.execute(tx)
  return rows
}

const tell = (
  tx: Tx,
  { tenantId, at, by }: Doing,
  id: ResidenceId,
  name: keyof typeof residenceEvents,
  facts: object,
) =>
  record(tx, {
    ...{ tenantId, at, actor: by, stream: residenceStream(id), type: residenceEvents[name] },
    payload: { residenceId: id, ...facts },
  })

/** Somebody says that they live in a compound; the community confirms it or not. */
export async function askResidence(tx: Tx, doing: Doing, placeId: PlaceId, home: string): Promise<void> {
  const { tenantId, actor, at, secrets } = doing
  const compound = (await ancestorsOf(tx, tenantId, placeId)).find(({ levelKind }) => levelKind === 'compound')
  if (!compound || compound.ended) return notFound()
  const id = newId<'residence'>()
  try {
    await sql`insert into facilities.residences (tenant_id, id, person_id, compound_id, compound_path, home_sealed, state,
        asked_at)
      values (${tenantId}, ${id}, ${actor.personId}, ${compound.id}, ${compound.path}, ${secrets.seal(home.trim())}, 'asked',
        ${at})`.execute(tx)
  } catch (error) {
    if (constraintOf(error) !== 'residences_one_live') throw error
    fail('conflict', 'facilities.asked', {
      zh: '已经申请过，请等社区确认',
      en: 'You have asked already; the community will confirm it',
    })
  }
  await tell(tx, doing, id, 'asked', { personId: actor.personId, compoundId: compound.id })
}

/** Who asks and who was confirmed, for who keeps the register; those who wait first. */
export async function residencePage(
  tx: Tx,
  { tenantId, actor, secrets }: Doing,
  { offset = 0, limit = 50, state }: QueryOf<typeof listResidences>,
): Promise<ResponseOf<typeof listResidences>> {
  const { rows } = await sql<
    Pick<ResidenceRow, 'id' | 'state' | 'why' | 'compound' | 'name'> & { home: Buffer; at: Date; total: number }
  >`select r.id, r.state, r.why, n.name, r.home_sealed as home, r.asked_at as at, count(*) over ()::int as total,
      json_build_object('id', c.id, 'name', c.name, 'nameEn', c.name_en) as compound
    from facilities.residences r
    join people.persons_view n on n.tenant_id = r.tenant_id and n.id = r.person_id
    join places.places_view c on c.tenant_id = r.tenant_id and c.id = r.compound_id
    where r.tenant_id = ${tenantId} and ${registrarScopeSql(actor, sql`r.compound_path`)}
      and ${state ? sql`r.state = ${state}` : sql`true`}
    order by r.state <> 'asked', r.asked_at desc, r.id offset ${offset} limit ${limit}`.execute(tx)
  const shown = rows.map(({ id, state: stands, why, name, home, at, compound }) => ({
    ...{ id, state: stands, why, compound, askedAt: at.toISOString() },
    name: stands === 'asked' ? name : maskName(name),
    home: stands === 'asked' ? secrets.open(home) : '',
  }))
  return { rows: shown, total: rows[0]?.total ?? 0, offset, limit }
}

const steps = {
  confirm: { from: 'asked', to: 'confirmed' },
  refuse: { from: 'asked', to: 'refused' },
  end: { from: 'confirmed', to: 'ended' },
} as const

/** The community confirms, refuses with a reason, or ends what it confirmed: the passes of that compound end with it. */
export async function settleResidence(
  tx: Tx,
  asked: Doing,
  id: ResidenceId,
  step: keyof typeof steps,
  why: string | null,
): Promise<void> {
  const { tenantId, actor, at } = asked
  const { rows } = await sql<{
    state: string
    path: string
    person: PersonId
    compound: PlaceId
  }>`select r.state, r.compound_path as path, r.person_id as person, r.compound_id as compound
    from facilities.residences r where r.tenant_id = ${tenantId} and r.id = ${id}
      and ${registrarScopeSql(actor, sql`r.compound_path`)} for no key update of r`.execute(tx)
  const residence = rows[0] ?? notFound()
  const postId = registrarPost(actor, residence.path) ?? forbidden()
  if (residence.state !== steps[step].from)
    fail('conflict', 'facilities.settled', { zh: '已经处理过，请刷新', en: 'It was settled already. Reload' })
  if (step !== 'confirm' && !why) {
    const words = { zh: '请写明原因', en: 'Please say why' }
    fail('invalid', 'facilities.why_missing', words, [{ path: 'why', words }])
  }
  const { to } = steps[step]
  await sql`update facilities.residences set state = ${to}, why = ${why}, settled_at = ${at}
    where tenant_id = ${tenantId} and id = ${id}`.execute(tx)
  if (step === 'end')
    await sql`update facilities.passes set cancelled_at = ${at} where tenant_id = ${tenantId}
      and person_id = ${residence.person} and compound_id = ${residence.compound} and cancelled_at is null
      and until_at > ${at}`.execute(tx)
  await tell(tx, { ...asked, by: { ...asked.by, postId } }, id, to, {})
}
