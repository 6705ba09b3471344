import type { PersonId, PostId, TenantId } from '../../kernel/contract/ids.ts'
import type { Words } from '../../kernel/contract/words.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { payloadOf, type Subscriber } from '../../kernel/events/subscriber.ts'
import { dayOf } from '../../kernel/time/day.ts'
import { notify } from '../notices/public.ts'
import { actingFor } from '../people/public.ts'
import { numberOf } from './case-service.ts'
import { type MediationEvent, type MediationEventName, mediationEvents } from './events.ts'
import { heldSql } from './scope.ts'
import type { CaseRecord, CommitteeRecord, PartyRecord } from './tables.ts'

// Notices name the case by its number: no names, nothing of what it is about.

interface Said {
  readonly row: CaseRecord
  readonly event: MediationEvent
  /** Whoever did it is not told. */
  readonly by: PersonId | null
}
type Audience = 'heads' | 'charge' | 'parties' | 'party' | 'named' | 'danger'

interface Telling {
  readonly to: readonly Audience[]
  readonly words: (said: Said) => Words | null
  readonly urgent?: boolean
}

const w = (zh: string, en: string): Words => ({ zh, en })
const no = ({ row }: Said) => `调解${numberOf(row)}`
const noEn = ({ row }: Said) => `Mediation ${row.year}/${row.number}`

const stepWords: Readonly<Record<string, (said: Said) => Words>> = {
  asking: (s) => w(`${no(s)}：请您答复是否同意调解`, `${noEn(s)}: do you agree to mediation?`),
  accepted: (s) => w(`${no(s)}：请选择调解员`, `${noEn(s)}: please choose a mediator`),
  mediating: (s) => w(`${no(s)}：调解开始了`, `${noEn(s)} has begun`),
  agreed: (s) =>
    w(`${no(s)}：协议已写好，请到调委会签名`, `${noEn(s)}: the agreement is written; please come and sign`),
  performing: (s) => w(`${no(s)}：协议已生效，请按约定履行`, `${noEn(s)}: the agreement is in effect`),
  failed: (s) =>
    w(`${no(s)}：没有达成协议，请看还可以走哪些途径`, `${noEn(s)} ended without agreement: see your other ways`),
  refused: (s) => w(`${no(s)}：有一方不同意，调解终止`, `${noEn(s)} has ended: a side does not agree`),
  declined: (s) => w(`${no(s)}：不予受理，请看理由`, `${noEn(s)} was not taken on: see why`),
  closed: (s) => w(`${no(s)}：已结案`, `${noEn(s)} is closed`),
}

const tellings: Partial<Record<MediationEventName, Telling>> = {
  case_opened: { to: ['heads'], words: (s) => w(`${no(s)}：收到一起纠纷`, `${noEn(s)} came in`) },
  answered: { to: ['charge'], words: (s) => w(`${no(s)}：当事人已答复`, `${noEn(s)}: a party answered`) },
  mediator_wished: {
    to: ['heads'],
    words: (s) => w(`${no(s)}：当事人对调解员有要求`, `${noEn(s)}: a party says whom it wishes`),
  },
  mediator_chosen: {
    to: ['named', 'parties'],
    words: (s) => w(`${no(s)}：调解员已选定`, `${noEn(s)}: a mediator was chosen`),
  },
  stepped: { to: ['parties'], words: (s) => stepWords[s.event.to ?? '']?.(s) ?? null },
  warned: {
    to: ['charge'],
    words: (s) =>
      s.event.kind === 'over'
        ? w(`${no(s)}：已超过调解期限`, `${noEn(s)} is past its last day`)
        : w(`${no(s)}：三天内到期`, `${noEn(s)}: three days are left`),
  },
  court_reminded: {
    to: ['charge', 'parties'],
    words: (s) => w(`${no(s)}：申请司法确认的期限快到了`, `${noEn(s)}: the days for the court are running out`),
  },
  promise_reminded: {
    to: ['charge', 'party'],
    words: (s) => w(`${no(s)}：有一项约定快到履行日期`, `${noEn(s)}: a promise falls due`),
  },
  danger_raised: {
    to: ['charge', 'danger'],
    urgent: true,
    words: (s) => w(`${no(s)}：出现危险情况，请马上处置`, `${noEn(s)}: danger, please act at once`),
  },
}

const byType = new Map(
  (Object.keys(tellings) as MediationEventName[]).map((name) => [mediationEvents[name] as string, name]),
)

async function chargePeople(
  tx: Tx,
  { tenant_id, id, committee_id }: CaseRecord,
  { all, at }: { readonly all: boolean; readonly at: Date },
): Promise<PersonId[]> {
  const { rows } = await sql<{ id: PersonId }>`select s.person_id as id from mediation.seats s
      where s.tenant_id = ${tenant_id} and s.committee_id = ${committee_id} and s.kind in ('head', 'deputy')
        and ${heldSql(dayOf(at))} and not exists (select from mediation.parties p where p.tenant_id = s.tenant_id
          and p.case_id = ${id} and p.person_id = s.person_id)
    union select m.person_id from mediation.case_mediators m where ${all} and m.tenant_id = ${tenant_id} and m.case_id = ${id}
      and m.to_at is null`.execute(tx)
  return rows.map((row) => row.id)
}

async function dangerPeople(tx: Tx, { tenant_id, committee_id }: CaseRecord, at: Date): Promise<PersonId[]> {
  const { rows } = await sql<Pick<CommitteeRecord, 'police_post_id' | 'guardian_post_id'>>`select police_post_id,
    guardian_post_id from mediation.committees where tenant_id = ${tenant_id} and id = ${committee_id}`.execute(tx)
  const posts = [rows[0]?.police_post_id, rows[0]?.guardian_post_id].filter((post): post is PostId => Boolean(post))
  const found = await Promise.all(posts.map((post) => actingFor(tx, tenant_id, post, at)))
  return found.flatMap((acting) => (acting ? [acting.personId] : []))
}

async function rowOf(tx: Tx, tenantId: TenantId, event: MediationEvent): Promise<CaseRecord | null> {
  const { rows } = await sql<CaseRecord>`select * from mediation.cases where tenant_id = ${tenantId}
    and id = ${event.caseId ?? null}`.execute(tx)
  return rows[0] ?? null
}

/** Tells those whom an event of a case concerns: staff go to the case, parties to their own page, police to the matter. */
export const tellMediation: Subscriber = {
  name: 'mediation.telling',
  types: [...byType.keys()],
  handle: async (tx, event, { clock }) => {
    const name = byType.get(event.type)
    const telling = name && tellings[name]
    const payload = payloadOf<MediationEvent>(event)
    const row = await rowOf(tx, event.tenantId, payload)
    if (!telling || !row) return
    const said = { row, event: payload, by: event.actor.personId }
    const words = telling.words(said)
    if (!words) return
    const send = (personIds: readonly PersonId[], subject: { kind: string; id: string }) =>
      notify(tx, {
        ...{
          tenantId: event.tenantId,
          personIds: personIds.filter((id) => id !== said.by),
          topic: `mediation_${name}`,
        },
        ...{ subject, words, at: event.at, ...(telling.urgent ? { urgent: true } : {}) },
      })
    const desk = { kind: 'dispute/case', id: row.id }
    const at = clock.now()
    if (telling.to.includes('heads')) await send(await chargePeople(tx, row, { all: false, at }), desk)
    if (telling.to.includes('charge')) await send(await chargePeople(tx, row, { all: true, at }), desk)
    if (telling.to.includes('named') && payload.personId) await send([payload.personId as PersonId], desk)
    if (telling.to.includes('danger')) await send(await dangerPeople(tx, row, at), matterOf(payload) ?? desk)
    const { rows: parties } = await sql<PartyRecord>`select * from mediation.parties where tenant_id = ${event.tenantId}
      and case_id = ${row.id} and person_id is not null`.execute(tx)
    for (const party of parties)
      if (telling.to.includes('parties') || (telling.to.includes('party') && payload.partyId === party.id))
        await send(party.person_id ? [party.person_id] : [], { kind: 'dispute', id: party.id })
  },
}

function matterOf({ rows }: MediationEvent): { kind: string; id: string } | null {
  const id = rows.find(({ of }) => of === 'dangers')?.set.matter_id
  return typeof id === 'string' ? { kind: 'matter', id } : null
}
