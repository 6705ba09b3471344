import { fail, forbidden, notFound } from '../../kernel/contract/errors.ts'
import { newId, type PersonId, type PostId } from '../../kernel/contract/ids.ts'
import { constraintOf, sql, type Tx } from '../../kernel/db.ts'
import { dayOf } from '../../kernel/time/day.ts'
import { actingFor, findOrAddPersonByPhone, personsByLookups, phoneLookups } from '../people/public.ts'
import { placeOf } from '../places/public.ts'
import { daysAfter, defaultKeepYears, defaultLimitDays, termYears, yearsAfter } from './clocks.ts'
import { committeeObstacle, crowding, mostMembers, overlap, type Seat } from './committee.ts'
import { keptPhone } from './conflicts.ts'
import type { ChangeBody, FoundBody, InterestBody, SeatBody } from './contract.ts'
import { type Doing, registrarPost, registrarSql, sitsSql } from './scope.ts'
import { addRow, setRow, tellCommittee } from './store.ts'
import type { CommitteeId, CommitteeRecord, SeatRecord } from './tables.ts'
import { seatsAs } from './whole.ts'

const inPost = (doing: Doing, path: string): Doing => {
  const postId = registrarPost(doing.actor, path) ?? forbidden()
  return { ...doing, by: { ...doing.by, postId } }
}

/** A committee within the register that the actor keeps, locked; 404 beyond. */
async function lockKept(tx: Tx, doing: Doing, id: CommitteeId): Promise<CommitteeRecord> {
  const { rows } =
    await sql<CommitteeRecord>`select k.* from mediation.committees k where k.tenant_id = ${doing.tenantId}
    and k.id = ${id} and (${registrarSql(doing.actor, sql`k.place_path`)} or ${sitsSql(doing.actor, doing.at)})
    for no key update of k`.execute(tx)
  return rows[0] ?? notFound()
}

async function personOf(tx: Tx, { tenantId, secrets, at }: Doing, body: SeatBody): Promise<PersonId> {
  if (body.postId) {
    const acting = await actingFor(tx, tenantId, body.postId, at)
    return acting?.personId ?? notFound()
  }
  if (!body.name || !body.phone)
    fail('invalid', 'mediation.seat_unnamed', {
      zh: '选一个岗位，或填姓名和电话',
      en: 'Choose a post, or give a name and a phone',
    })
  const { name, phone } = body
  return (await findOrAddPersonByPhone(tx, secrets, tenantId, { name: name.trim(), phone }, at)).personId
}

async function seatRow(tx: Tx, doing: Doing, committeeId: CommitteeId, body: SeatBody, first: string) {
  const id = newId<'mediation_seat'>()
  const { fromOn = first, toOn = null } = body
  if (toOn !== null && toOn <= fromOn)
    fail('invalid', 'mediation.seat_days', { zh: '离任日期应晚于任职日期', en: 'The last day comes after the first' }, [
      { path: 'toOn', words: { zh: '请选更晚的日期', en: 'Choose a later day' } },
    ])
  const personId = await personOf(tx, doing, body)
  await refuseSitting(tx, doing, committeeId, personId, { fromOn, toOn })
  const columns = { committee_id: committeeId, person_id: personId, kind: body.kind, from_on: fromOn, to_on: toOn }
  return { id, told: await addRow(tx, 'seats', doing.tenantId, id, columns) }
}

/** Nobody sits twice on the same day. */
async function refuseSitting(
  tx: Tx,
  doing: Doing,
  committeeId: CommitteeId,
  personId: PersonId,
  days: Pick<Seat, 'fromOn' | 'toOn'>,
): Promise<void> {
  const seats = seatsAs(await seatsOf(tx, doing, committeeId))
  if (seats.some((seat) => seat.personId === personId && overlap(seat, days)))
    fail('refused', 'mediation.sits_already', {
      zh: '这个人已在调委会里',
      en: 'That person sits in the committee already',
    })
}

/** Enters the committee of a community with its members (8, 9). @returns its id */
export async function foundCommittee(tx: Tx, asked: Doing, body: FoundBody): Promise<{ id: CommitteeId }> {
  const place = await placeOf(tx, asked.tenantId, body.communityId)
  if (!place || !registrarPost(asked.actor, place.path)) return notFound()
  const doing = inPost(asked, place.path)
  const members = body.seats.filter(({ kind }) => kind !== 'mediator')
  const untilOn = yearsAfter(body.fromOn, termYears)
  const planned = body.seats.map(({ kind }, n) => ({ personId: String(n), kind, fromOn: body.fromOn, toOn: null }))
  const obstacle = committeeObstacle(planned, untilOn, body.fromOn)
  if (obstacle || members.length > mostMembers)
    fail('refused', 'mediation.incomplete', obstacle ?? { zh: '人数不符', en: 'Wrong number' })
  await refuseStrangePosts(tx, doing, body)
  const id = body.id ?? newId<'mediation_committee'>()
  const row = await addRow(tx, 'committees', doing.tenantId, id, {
    ...{ community_id: place.id, place_path: place.path, name: body.name.trim(), seal_name: body.sealName.trim() },
    ...{ from_on: body.fromOn, until_on: untilOn, limit_days: defaultLimitDays, keep_years: defaultKeepYears },
    police_post_id: body.policePostId ?? null,
    ...{ guardian_post_id: body.guardianPostId ?? null, ended_on: null, created_at: doing.at },
  }).catch((error: unknown) => {
    if (constraintOf(error) === 'committees_one_a_community')
      fail('refused', 'mediation.exists', { zh: '这个社区已有调委会', en: 'This community has a committee already' })
    throw error
  })
  const rows = [row]
  for (const seat of body.seats) rows.push((await seatRow(tx, doing, id, seat, body.fromOn)).told)
  await tellCommittee(tx, doing, id, 'committee_founded', rows)
  return { id }
}

/** Changes names, days, the posts of danger; a new term of three years. */
export async function changeCommittee(tx: Tx, asked: Doing, id: CommitteeId, body: ChangeBody): Promise<void> {
  const committee = await lockKept(tx, asked, id)
  const doing = inPost(asked, committee.place_path)
  if (body.firstNumber) await refuseGiven(tx, doing, id, body.firstNumber)
  await refuseStrangePosts(tx, doing, body)
  const set = {
    ...(body.name ? { name: body.name.trim() } : {}),
    ...(body.sealName ? { seal_name: body.sealName.trim() } : {}),
    ...(body.limitDays ? { limit_days: body.limitDays } : {}),
    ...(body.keepYears ? { keep_years: body.keepYears } : {}),
    ...(body.policePostId === undefined ? {} : { police_post_id: body.policePostId }),
    ...(body.guardianPostId === undefined ? {} : { guardian_post_id: body.guardianPostId }),
    ...(body.courtName === undefined ? {} : { court_name: body.courtName?.trim() ?? null }),
    ...(body.numberPrefix === undefined ? {} : { number_prefix: body.numberPrefix.trim() }),
    ...(body.firstNumber ? { first_number: body.firstNumber, first_number_year: yearOf(doing) } : {}),
    ...(body.termFromOn ? { from_on: body.termFromOn, until_on: yearsAfter(body.termFromOn, termYears) } : {}),
  }
  if (Object.keys(set).length === 0) return
  const told = await setRow(tx, 'committees', doing.tenantId, id, set)
  await tellCommittee(tx, doing, id, 'committee_changed', [told])
}

/** The posts that are told of danger have to be there. */
async function refuseStrangePosts(
  tx: Tx,
  { tenantId }: Doing,
  body: Pick<ChangeBody, 'policePostId' | 'guardianPostId'>,
): Promise<void> {
  for (const path of ['policePostId', 'guardianPostId'] as const) {
    const postId = body[path]
    if (!postId) continue
    const { rows } = await sql`select from people.posts_view where tenant_id = ${tenantId} and id = ${postId}
      and abolished_at is null`.execute(tx)
    const words = { zh: '没有这个岗位', en: 'There is no such post' }
    if (rows.length === 0) fail('refused', 'mediation.no_such_post', words, [{ path, words }])
  }
}

const yearOf = ({ at }: Doing): number => Number(dayOf(at).slice(0, 4))

/** A number that was given is not given again. */
async function refuseGiven(tx: Tx, doing: Doing, id: CommitteeId, first: number): Promise<void> {
  const { rows } = await sql<{ last: number | null }>`select max(number) as last from mediation.cases
    where tenant_id = ${doing.tenantId} and committee_id = ${id} and year = ${yearOf(doing)}`.execute(tx)
  const last = rows[0]?.last ?? 0
  if (first <= last)
    fail(
      'refused',
      'mediation.number_given',
      {
        zh: `今年已编到第 ${last} 号，起始号要更大`,
        en: `Number ${last} of this year was given: choose a higher one`,
      },
      [{ path: 'firstNumber', words: { zh: '已用过', en: 'was given' } }],
    )
}

async function seatsOf(tx: Tx, { tenantId }: Doing, id: CommitteeId): Promise<SeatRecord[]> {
  const { rows } = await sql<SeatRecord>`select * from mediation.seats where tenant_id = ${tenantId}
    and committee_id = ${id}`.execute(tx)
  return rows
}

/** Adds a member or an invited mediator, from today unless another day is named. */
export async function takeSeat(
  tx: Tx,
  asked: Doing,
  id: CommitteeId,
  body: SeatBody,
): Promise<{ id: SeatRecord['id'] }> {
  const committee = await lockKept(tx, asked, id)
  const doing = inPost(asked, committee.place_path)
  const today = dayOf(doing.at)
  const seats = seatsAs(await seatsOf(tx, doing, id))
  const { fromOn = today, toOn = null } = body
  const crowded = crowding(seats, { personId: '', kind: body.kind, fromOn, toOn })
  if (crowded)
    fail('refused', 'mediation.crowded', {
      zh: crowded === 'heads' ? '已有主任，先办离任' : `委员最多 ${mostMembers} 名（第8条）`,
      en: crowded === 'heads' ? 'There is a head already' : `At most ${mostMembers} members (art. 8)`,
    })
  const { id: seatId, told } = await seatRow(tx, doing, id, body, today)
  await tellCommittee(tx, doing, id, 'seat_taken', [told])
  return { id: seatId }
}

/**
 * Somebody leaves the committee today or on a later day; their cases need another mediator first.
 * @param on the first day on which they no longer sit
 */
export async function leaveSeat(tx: Tx, asked: Doing, seatId: SeatRecord['id'], on?: string): Promise<void> {
  const today = dayOf(asked.at)
  const { rows } = await sql<SeatRecord & { place_path: string; busy: boolean }>`select s.*, k.place_path,
      exists (select from mediation.case_mediators m join mediation.cases c on c.tenant_id = m.tenant_id and c.id = m.case_id
        where m.tenant_id = s.tenant_id and m.person_id = s.person_id and m.to_at is null and c.end_state is null
          and c.committee_id = s.committee_id) as busy
    from mediation.seats s join mediation.committees k on k.tenant_id = s.tenant_id and k.id = s.committee_id
    where s.tenant_id = ${asked.tenantId} and s.id = ${seatId} and (s.to_on is null or s.to_on > ${today}::date)
      and ${registrarSql(asked.actor, sql`k.place_path`)} for no key update of s`.execute(tx)
  const seat = rows[0] ?? notFound()
  const doing = inPost(asked, seat.place_path)
  if (seat.busy)
    fail('refused', 'mediation.seat_busy', {
      zh: '手上还有没办完的案件，请先换调解员',
      en: 'There are open cases with this mediator: choose another for them first',
    })
  if (on && (on < today || on <= seat.from_on))
    fail(
      'invalid',
      'mediation.seat_days',
      { zh: '离任日期不能早于今天和任职日期', en: 'Not before today or their first day' },
      [{ path: 'on', words: { zh: '请选更晚的日期', en: 'Choose a later day' } }],
    )
  // A seat of no day is none: taken and left on the same day it ends tomorrow.
  const toOn = on ?? (seat.from_on < today ? today : daysAfter(seat.from_on, 1))
  const told = await setRow(tx, 'seats', doing.tenantId, seatId, { to_on: toOn })
  await tellCommittee(tx, doing, seat.committee_id, 'seat_left', [told])
}

/** A mediator says what is too near; of the others the register's keeper may. */
export async function declareInterest(tx: Tx, doing: Doing, id: CommitteeId, body: InterestBody): Promise<void> {
  const committee = await lockKept(tx, doing, id)
  const personId = body.personId ?? doing.actor.personId
  const own = personId === doing.actor.personId
  if (!own && !registrarPost(doing.actor, committee.place_path)) forbidden()
  const today = dayOf(doing.at)
  const seats = await seatsOf(tx, doing, id)
  // Who is to come may say it before their first day.
  const left = ({ to_on }: SeatRecord) => to_on !== null && to_on <= today
  if (!seats.some((seat) => seat.person_id === personId && !left(seat))) notFound()
  const firm = body.kind === 'firm'
  if (firm ? !body.postId : !body.phone)
    fail('invalid', 'mediation.interest_of_whom', {
      zh: '填单位，或亲属的电话',
      en: 'Name the firm, or the phone of the relative',
    })
  const phone = firm ? undefined : body.phone
  const [known] = phone ? await personsByLookups(tx, doing.tenantId, phoneLookups(doing.secrets, phone)) : []
  const told = await addRow(tx, 'interests', doing.tenantId, newId<'mediation_interest'>(), {
    ...{ committee_id: id, person_id: personId, kind: body.kind, of_person_id: known ?? null },
    phone_lookup: phone ? keptPhone(doing.secrets, phone) : null,
    ...{ post_id: firm ? (body.postId as PostId) : null, from_on: today, to_on: null },
  })
  await tellCommittee(tx, doing, id, 'interest_declared', [told])
}
