import type { Actor } from '../../kernel/actor.ts'
import type { ResponseOf } from '../../kernel/contract/endpoint.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { type Doing, firmScopeSql } from '../enterprises/public.ts'
import type { getOpening, getSeeker, listSuggestions } from './contract.ts'
import type { OpeningId, SeekerId } from './events.ts'
import { openingRow, readOpenings } from './opening-queries.ts'
import { openingFor } from './opening-service.ts'
import { readReferrals, referralScopeSql } from './referral-queries.ts'
import { seesSeekers } from './scope.ts'
import { readSeekers, seekerRow, seekerScopeSql } from './seeker-queries.ts'
import { seekerFor } from './seeker-service.ts'
import { agrees, openingsForSeeker, seekersForOpening } from './suggesting.ts'

type Asking = Doing & { readonly actor: Actor }

/** An opening as staff see it, with the referrals of residents of their own area. */
export async function viewOpening(tx: Tx, doing: Asking, openingId: OpeningId): Promise<ResponseOf<typeof getOpening>> {
  const { actor, secrets, tenantId } = doing
  const { opening, standing } = await openingFor(tx, doing, openingId)
  const referrals = seesSeekers(actor)
    ? await readReferrals(tx, secrets, tenantId, sql`r.opening_id = ${openingId} and ${referralScopeSql(actor)}`)
    : null
  return { opening: openingRow(opening), mayWrite: standing.member || standing.writer, referrals }
}

/** The residents of one's own area who fit an opening that is open. */
export async function viewSuggestions(
  tx: Tx,
  doing: Asking,
  openingId: OpeningId,
): Promise<ResponseOf<typeof listSuggestions>['suggestions']> {
  const { actor, secrets, tenantId } = doing
  const { opening } = await openingFor(tx, doing, openingId)
  if (opening.state !== 'open') return []
  const seekers = await readSeekers(tx, tenantId, seekerScopeSql(actor))
  const found = await seekersForOpening(tx, tenantId, opening, seekers)
  return found.map(({ seeker, reasons }) => ({ seeker: seekerRow(secrets, seeker), reasons }))
}

/** A resident of one's own area, with the openings of firms in one's area that fit. */
export async function viewSeeker(tx: Tx, doing: Asking, seekerId: SeekerId): Promise<ResponseOf<typeof getSeeker>> {
  const { actor, secrets, tenantId } = doing
  const seeker = await seekerFor(tx, doing, seekerId)
  const open = await readOpenings(tx, tenantId, sql`o.state = 'open' and ${firmScopeSql(actor)}`)
  const fitting = await openingsForSeeker(tx, tenantId, seeker, open)
  return {
    seeker: seekerRow(secrets, seeker),
    words: seeker.words_sealed && secrets.open(seeker.words_sealed),
    consentNote: seeker.consent_note,
    consentVersion: seeker.consent_version,
    consentStands: (await agrees(tx, tenantId))(seeker),
    referrals: await readReferrals(tx, secrets, tenantId, sql`r.seeker_id = ${seekerId}`),
    fitting: fitting.map(({ opening, reasons }) => ({ opening: openingRow(opening), reasons })),
  }
}
