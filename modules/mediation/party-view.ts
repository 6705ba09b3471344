import type { ResponseOf } from '../../kernel/contract/endpoint.ts'
import { notFound } from '../../kernel/contract/errors.ts'
import type { PersonId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { dayOf } from '../../kernel/time/day.ts'
import { refusable } from './answer-service.ts'
import { numberOf } from './case-service.ts'
import { clockOf, courtOf, maskedName, placeNamed } from './case-view.ts'
import { sits } from './committee.ts'
import { conflictsOf } from './conflicts.ts'
import type { MyCase, myCases } from './contract.ts'
import { type Doing, mediatesSql, type Writing } from './scope.ts'
import type { CaseRecord, PartyRecord } from './tables.ts'
import { mediatorsNow, seatsAs, type Whole, wholeOf } from './whole.ts'

async function choicesOf(tx: Tx, writing: Writing, whole: Whole): Promise<MyCase['choices']> {
  if (whole.row.state !== 'accepted' || mediatorsNow(whole).some(({ leads }) => leads)) return []
  const held = seatsAs(whole.seats).filter((seat) => sits(seat, dayOf(writing.at)))
  const ids = held.map(({ personId }) => personId as PersonId)
  const conflicts = await conflictsOf(tx, writing, whole.row, whole.parties, ids)
  return held.flatMap(({ personId, kind }) => {
    const id = personId as PersonId
    return conflicts.has(id) ? [] : [{ personId: id, name: whole.names.get(id) ?? '', kind }]
  })
}

function agreementOf(writing: Writing, whole: Whole, party: PartyRecord): MyCase['agreement'] {
  const { agreement, promises, signatures } = whole
  if (!agreement) return null
  return {
    ...{
      form: agreement.form,
      terms: writing.secrets.open(agreement.terms_sealed),
      effectiveOn: agreement.effective_on,
    },
    mineSigned: signatures.some(({ party_id }) => party_id === party.id),
    promises: promises.map((one) => ({
      ...{ mine: one.party_id === party.id, who: maskedName(writing, whole, one.party_id) },
      ...{ what: writing.secrets.open(one.what_sealed), dueOn: one.due_on, state: one.state },
    })),
    court: courtOf(whole, dayOf(writing.at)),
  }
}

/** What a party sees of its case. */
export async function partyView(tx: Tx, writing: Writing, party: PartyRecord): Promise<MyCase> {
  const { tenantId, at } = writing
  const { rows } = await sql<CaseRecord>`select * from mediation.cases where tenant_id = ${tenantId}
    and id = ${party.case_id}`.execute(tx)
  const row = rows[0] ?? notFound()
  const whole = await wholeOf(tx, row)
  const now = mediatorsNow(whole)
  const led = now.some(({ leads }) => leads)
  return {
    ...{ partyId: party.id, number: numberOf(row), committee: whole.committee.name, kind: row.kind, state: row.state },
    ...{ endState: row.end_state, place: await placeNamed(tx, tenantId, row.place_id), side: party.side },
    others: whole.parties.filter(({ side }) => side !== party.side).map(({ id }) => maskedName(writing, whole, id)),
    ...{ receivedOn: row.received_on, clock: clockOf(row, dayOf(at)), consent: party.consent },
    ...{ consentVersion: party.consent_version },
    mayConsent: refusable.includes(row.state) && party.consent !== 'no',
    mayChoose: row.state === 'accepted' && (led ? party.accepts !== true : true),
    mayAskOther: led && ['accepted', 'mediating', 'agreed'].includes(row.state),
    ...{ accepts: party.accepts, wish: party.wish_person_id },
    mediators: now.map(({ person_id, leads }) => ({
      ...{ personId: person_id, name: whole.names.get(person_id) ?? '', leads },
    })),
    choices: await choicesOf(tx, writing, whole),
    nextOn: row.state === 'mediating' ? (whole.sessions.at(-1)?.next_on ?? null) : null,
    ...{ toldWays: row.told_ways, agreement: agreementOf(writing, whole, party) },
  }
}

/** The cases in which somebody is a party, the newest first; and how many they mediate. */
export async function mineOf(tx: Tx, doing: Doing): Promise<ResponseOf<typeof myCases>> {
  const { tenantId, actor } = doing
  const { rows } = await sql<PartyRecord>`select p.* from mediation.parties p
    join mediation.cases c on c.tenant_id = p.tenant_id and c.id = p.case_id
    where p.tenant_id = ${tenantId} and p.person_id = ${actor.personId}
    order by c.end_state is not null, c.received_on desc, c.number desc limit 50`.execute(tx)
  const mine: MyCase[] = []
  for (const party of rows) mine.push(await partyView(tx, doing, party))
  const { rows: led } = await sql<{ n: number }>`select count(*)::int as n from mediation.cases c
    where c.tenant_id = ${tenantId} and c.end_state is null and ${mediatesSql(actor)}`.execute(tx)
  return { rows: mine, mediating: led[0]?.n ?? 0 }
}
