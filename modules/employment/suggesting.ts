import type { TenantId } from '../../kernel/contract/ids.ts'
import { metresApart } from '../../kernel/contract/metres.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { consentStands, oldestGoodConsent } from '../people/public.ts'
import { jobsPurpose } from './contract.ts'
import type { OpeningId, SeekerId } from './events.ts'
import { type Candidate, type JobSide, suggest } from './match.ts'
import type { OpeningSource } from './opening-queries.ts'
import { type SeekerSource, seekerSide } from './seeker-queries.ts'

/** Most suggestions on one page: more is not read by anybody. */
const mostShown = 50

export const jobSide = (row: OpeningSource): JobSide => ({
  title: row.title,
  skills: row.skills,
  hours: row.hours,
  payUnit: row.pay_unit,
  payFromFen: row.pay_from_fen,
  payToFen: row.pay_to_fen,
  education: row.education,
  experienceMonths: row.experience_months,
  untilOn: row.until_on,
})

/** What was between openings and seekers before, by `<opening> <seeker>`. */
async function earlier(tx: Tx, tenantId: TenantId, openings: readonly OpeningId[], seekers: readonly SeekerId[]) {
  const { rows } = await sql<{ key: string; state: string }>`
    select opening_id || ' ' || seeker_id as key, state from employment.referrals
    where tenant_id = ${tenantId} and opening_id = any(${[...openings]}::uuid[])
      and seeker_id = any(${[...seekers]}::uuid[])`.execute(tx)
  return new Map(
    rows.map(({ key, state }) => [key, state === 'declined' ? ('declined' as const) : ('referred' as const)]),
  )
}

/** Whether somebody may be suggested and proposed: not while they are asked anew for their consent. */
export async function agrees(tx: Tx, tenantId: TenantId): Promise<(seeker: SeekerSource) => boolean> {
  const oldest = await oldestGoodConsent(tx, tenantId, jobsPurpose)
  return ({ consent_version }) => consentStands(consent_version, oldest)
}

interface PairOfRows extends Candidate {
  readonly opening: OpeningSource
  readonly seekerRow: SeekerSource
}

/** The pairs that may come together, the best first; `waiting`: whose wait and id break ties. */
async function pairs(
  tx: Tx,
  tenantId: TenantId,
  openings: readonly OpeningSource[],
  all: readonly SeekerSource[],
  waiting: 'opening' | 'seeker',
) {
  const seekers = all.filter(await agrees(tx, tenantId))
  const before = await earlier(
    tx,
    tenantId,
    openings.map(({ id }) => id),
    seekers.map(({ id }) => id),
  )
  const candidates = openings.flatMap((opening) =>
    seekers.map(
      (seekerRow): PairOfRows => ({
        opening,
        seekerRow,
        job: jobSide(opening),
        seeker: seekerSide(seekerRow),
        metres: metresApart(opening, seekerRow),
        before: before.get(`${opening.id} ${seekerRow.id}`) ?? 'none',
        id: waiting === 'opening' ? opening.id : seekerRow.id,
        since: (waiting === 'opening' ? opening.opened_at : seekerRow.since_at).toISOString(),
      }),
    ),
  )
  return suggest(candidates)
    .slice(0, mostShown)
    .map(({ of, reasons }) => ({ opening: of.opening, seeker: of.seekerRow, reasons: [...reasons] }))
}

export const seekersForOpening = (tx: Tx, tenantId: TenantId, opening: OpeningSource, of: readonly SeekerSource[]) =>
  pairs(tx, tenantId, [opening], of, 'seeker')

export const openingsForSeeker = (tx: Tx, tenantId: TenantId, seeker: SeekerSource, of: readonly OpeningSource[]) =>
  pairs(tx, tenantId, of, [seeker], 'opening')
