import type { RawBuilder } from 'kysely'
import { notFound } from '../../kernel/contract/errors.ts'
import type { PersonId, TenantId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { unsigned } from './agreement.ts'
import type { CaseFacts } from './case.ts'
import { committeeObstacle, type Seat } from './committee.ts'
import { committeeOf } from './store.ts'
import type * as t from './tables.ts'

/** A case with all that belongs to it, as it stands. */
export interface Whole {
  readonly row: t.CaseRecord
  readonly committee: t.CommitteeRecord
  readonly seats: readonly t.SeatRecord[]
  readonly parties: readonly t.PartyRecord[]
  /** Those who left as well. */
  readonly mediators: readonly t.CaseMediatorRecord[]
  readonly sessions: readonly t.SessionRecord[]
  readonly evidence: readonly t.EvidenceRecord[]
  readonly extensions: readonly t.ExtensionRecord[]
  readonly agreement: t.AgreementRecord | null
  readonly promises: readonly t.PromiseRecord[]
  readonly signatures: readonly t.SignatureRecord[]
  readonly callBacks: readonly t.CallBackRecord[]
  readonly dangers: readonly t.DangerRecord[]
  /** Names of seats and mediators. */
  readonly names: ReadonlyMap<PersonId, string>
}

/** Loads a case whole. The caller has made sure that it may be seen. */
export async function wholeOf(tx: Tx, row: t.CaseRecord): Promise<Whole> {
  const tenantId = row.tenant_id
  const rowsOf = async <Row>(table: string, order: RawBuilder<unknown>): Promise<Row[]> => {
    const { rows } = await sql<Row>`select * from mediation.${sql.ref(table)} where tenant_id = ${tenantId}
      and case_id = ${row.id} order by ${order}`.execute(tx)
    return rows
  }
  const committee = (await committeeOf(tx, tenantId, row.committee_id)) ?? notFound()
  const { rows: seats } = await sql<t.SeatRecord>`select * from mediation.seats where tenant_id = ${tenantId}
    and committee_id = ${row.committee_id} order by array_position(array['head', 'deputy', 'member', 'mediator'], kind), from_on, id`.execute(
    tx,
  )
  const mediators = await rowsOf<t.CaseMediatorRecord>('case_mediators', sql`leads desc, from_at, id`)
  const agreements = await rowsOf<t.AgreementRecord & { dropped_at: Date | null }>('agreements', sql`drawn_at`)
  const agreement = agreements.find(({ dropped_at }) => dropped_at === null) ?? null
  const ofAgreement = <Row extends { agreement_id: string }>(rows: readonly Row[]) =>
    rows.filter(({ agreement_id }) => agreement_id === agreement?.id)
  return {
    ...{ row, committee, seats, mediators, agreement },
    parties: await rowsOf('parties', sql`position`),
    sessions: await rowsOf('sessions', sql`held_at, id`),
    evidence: await rowsOf('evidence', sql`at, id`),
    extensions: await rowsOf('extensions', sql`at, id`),
    promises: ofAgreement(await rowsOf<t.PromiseRecord>('promises', sql`position`)),
    signatures: ofAgreement(
      await rowsOf<t.SignatureRecord & { agreement_id: string }>('signatures', sql`signed_on, id`),
    ),
    callBacks: await rowsOf('call_backs', sql`at, id`),
    dangers: await rowsOf('dangers', sql`at, id`),
    names: await namesOf(
      tx,
      tenantId,
      [...seats, ...mediators].map(({ person_id }) => person_id),
    ),
  }
}

/** Names of persons of the committee, which are public. */
export async function namesOf(
  tx: Tx,
  tenantId: TenantId,
  ids: readonly PersonId[],
): Promise<ReadonlyMap<PersonId, string>> {
  const { rows } = await sql<{ id: PersonId; name: string }>`select id, name from people.persons_view
    where tenant_id = ${tenantId} and id = any(${[...new Set(ids)]}::uuid[])`.execute(tx)
  return new Map(rows.map(({ id, name }) => [id, name]))
}

export const seatsAs = (seats: readonly t.SeatRecord[]): Seat[] =>
  seats.map((seat) => ({ personId: seat.person_id, kind: seat.kind, fromOn: seat.from_on, toOn: seat.to_on }))

/** Mediators of the case now, who leads first. */
export const mediatorsNow = ({ mediators }: Whole): t.CaseMediatorRecord[] => mediators.filter(({ to_at }) => !to_at)

/** Who has not signed the agreement yet. */
export const unsignedOf = (whole: Whole) =>
  unsigned(
    whole.signatures.map(({ who, party_id, person_id }) => ({ who, partyId: party_id, personId: person_id })),
    whole.parties.map(({ id }) => id),
    mediatorsNow(whole).map(({ person_id }) => person_id),
  )

/**
 * What the rules need to know of a case.
 * @param conflicts mediators of the case who are too near to a party
 */
export function factsOf(whole: Whole, today: string, conflicts = 0): CaseFacts {
  const { parties, committee, seats, agreement, promises } = whole
  const missing = unsignedOf(whole)
  const now = mediatorsNow(whole)
  return {
    parties: parties.map(({ side, consent, accepts }) => ({ side, consent, accepts })),
    committeeObstacle: committeeObstacle(seatsAs(seats), committee.until_on, today),
    mediators: now.length,
    leads: now.filter(({ leads }) => leads).length,
    conflicts,
    sessions: whole.sessions.length,
    agreement: agreement?.form ?? null,
    // A text stands in the table only whole; see `drawUp`.
    partsMissing: agreement && promises.length === 0 ? 1 : 0,
    signaturesMissing: missing.parties.length + missing.mediators.length + (missing.seal ? 1 : 0),
    itemsOpen: promises.filter(({ state }) => state === 'open').length,
    waysTold: whole.row.told_ways.length,
  }
}
