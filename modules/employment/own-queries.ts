import type { RawBuilder } from 'kysely'
import type { Actor } from '../../kernel/actor.ts'
import type { ResponseOf } from '../../kernel/contract/endpoint.ts'
import { notFound } from '../../kernel/contract/errors.ts'
import { metresApart } from '../../kernel/contract/metres.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import type { Secrets } from '../../kernel/secrets.ts'
import type { FirmId } from '../enterprises/contract.ts'
import { firmOf, firmsOfMember } from '../enterprises/public.ts'
import { phoneOf } from '../people/public.ts'
import { placeOf } from '../places/public.ts'
import type { FirmReferral, firmJobs, MyReferral, myJobs } from './contract.ts'
import type { OpeningId, ReferralId } from './events.ts'
import { reasonsOf } from './match.ts'
import { openingRow, readOpenings } from './opening-queries.ts'
import { isShownToFirm, type ReferralState } from './referral.ts'
import { profileOf, readSeekers, type SeekerSource, seekerSide } from './seeker-queries.ts'
import { agrees, jobSide, openingsForSeeker } from './suggesting.ts'

interface Reading {
  readonly tx: Tx
  readonly secrets: Secrets
}

const mostOpenings = 50

/** What a resident sees: their own words, what they were proposed for, and the jobs that are open. */
export async function readMine({ tx, secrets }: Reading, actor: Actor): Promise<ResponseOf<typeof myJobs>> {
  const { tenantId, personId } = actor
  const [seeker] = await readSeekers(tx, tenantId, sql`s.person_id = ${personId}`)
  const open = await readOpenings(tx, tenantId, sql`o.state = 'open'`)
  const matched = seeker && (await agrees(tx, tenantId))(seeker) ? seeker : null
  const fitting = matched
    ? await openingsForSeeker(tx, tenantId, matched, open)
    : open.slice(0, mostOpenings).map((opening) => ({ opening, reasons: [] }))
  const { rows } = await sql<{ home: ResponseOf<typeof myJobs>['home'] }>`
    select json_build_object('id', p.id, 'name', p.name, 'nameEn', p.name_en) as home from people.persons_view n
    join places.places_view p on p.tenant_id = n.tenant_id and p.id = n.home_place_id
    where n.tenant_id = ${tenantId} and n.id = ${personId}`.execute(tx)
  return {
    profile: seeker ? profileOf(secrets, seeker) : null,
    hasPhone: (await phoneOf(tx, secrets, tenantId, personId)) !== null,
    home: rows[0]?.home ?? null,
    referrals: seeker ? await referralsOfSeeker(tx, seeker, actor) : [],
    fitting: matched !== null,
    openings: fitting.map(({ opening, reasons }) => ({ opening: openingRow(opening), reasons })),
  }
}

async function referralsOfSeeker(tx: Tx, seeker: SeekerSource, { tenantId }: Actor): Promise<MyReferral[]> {
  const { rows } = await sql<{
    id: ReferralId
    state: ReferralState
    openingId: OpeningId
    hiredOn: string | null
    changedAt: Date
  }>`select id, state, opening_id as "openingId", hired_on as "hiredOn", changed_at as "changedAt"
    from employment.referrals where tenant_id = ${tenantId} and seeker_id = ${seeker.id}
    order by state <> 'proposed', changed_at desc`.execute(tx)
  const openings = await readOpenings(tx, tenantId, among(rows.map(({ openingId }) => openingId)))
  return rows.flatMap(({ openingId, changedAt, ...row }) => {
    const opening = openings.find(({ id }) => id === openingId)
    return opening ? [{ ...row, changedAt: changedAt.toISOString(), opening: openingRow(opening) }] : []
  })
}

const among = (ids: readonly OpeningId[]): RawBuilder<boolean> => sql<boolean>`o.id = any(${[...ids]}::uuid[])`

/** A firm's own jobs, with those who agreed to be brought to it. */
export async function readFirmJobs(
  { tx, secrets }: Reading,
  { tenantId, personId }: Actor,
  firmId: FirmId,
): Promise<ResponseOf<typeof firmJobs>> {
  const own = (await firmsOfMember(tx, tenantId, personId)).some(({ id }) => id === firmId)
  const firm = (own && (await firmOf(tx, tenantId, firmId))) || notFound()
  const place = (await placeOf(tx, tenantId, firm.placeId)) ?? notFound()
  const openings = await readOpenings(tx, tenantId, sql`o.firm_id = ${firmId}`)
  const jobs = []
  for (const opening of openings) {
    const referrals = await referralsToFirm({ tx, secrets }, tenantId, opening.id, (seeker) =>
      reasonsOf({
        job: jobSide(opening),
        seeker: seekerSide(seeker),
        metres: metresApart(opening, seeker),
        before: 'none',
      }).filter(({ tone }) => tone === 'for'),
    )
    jobs.push({ opening: openingRow(opening), referrals })
  }
  return {
    firm: { name: firm.name, nameEn: firm.nameEn, place: { id: place.id, name: place.name, nameEn: place.nameEn } },
    openings: jobs,
  }
}

/** Of a referral that was not agreed to the firm learns nothing; of one that ended, only how it ended. */
async function referralsToFirm(
  { tx, secrets }: Reading,
  tenantId: Actor['tenantId'],
  openingId: OpeningId,
  reasons: (seeker: SeekerSource) => FirmReferral['reasons'],
): Promise<FirmReferral[]> {
  const { rows } = await sql<{
    id: ReferralId
    state: ReferralState
    seekerId: string
    hiredOn: string | null
    why: string | null
    changedAt: Date
  }>`select id, state, seeker_id as "seekerId", hired_on as "hiredOn", why, changed_at as "changedAt"
    from employment.referrals where tenant_id = ${tenantId} and opening_id = ${openingId} and agreed_at is not null
    order by changed_at desc`.execute(tx)
  const seekers = await readSeekers(tx, tenantId, sql`s.id = any(${rows.map(({ seekerId }) => seekerId)}::uuid[])`)
  return rows.map(({ seekerId, changedAt, ...row }) => {
    const seeker = isShownToFirm(row.state) ? seekers.find(({ id }) => id === seekerId) : undefined
    return {
      ...row,
      changedAt: changedAt.toISOString(),
      name: seeker ? secrets.open(seeker.name_sealed) : null,
      phone: seeker ? secrets.open(seeker.phone_sealed) : null,
      reasons: seeker ? reasons(seeker) : [],
    }
  })
}
