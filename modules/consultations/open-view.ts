import type { Actor } from '../../kernel/actor.ts'
import type { ResponseOf } from '../../kernel/contract/endpoint.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import type { Secrets } from '../../kernel/secrets.ts'
import { dayOf } from '../../kernel/time/day.ts'
import type { OpenConsultation, openConsultations } from './contract.ts'
import { keysOf, participantOf, type Voter } from './participant.ts'
import type { ConsultationRecord } from './tables.ts'

const mostShown = 30
/** So long one finds on the phone what came of it. */
const daysAfter = 90

type Row = ConsultationRecord & Pick<OpenConsultation, 'people' | 'statements'> & { name: string; nameEn: string }

/** What people are asked where somebody lives or works, what ends first on top; and what came of it lately. */
export async function openFor(
  tx: Tx,
  secrets: Secrets,
  { actor, voter, now }: { readonly actor: Actor; readonly voter: Voter; readonly now: Date },
): Promise<ResponseOf<typeof openConsultations>> {
  const today = dayOf(now)
  const { rows } = await sql<Row>`select c.*, h.people, p.name, p.name_en as "nameEn",
      (select count(*)::int from consultations.statements s where s.tenant_id = c.tenant_id and s.consultation_id = c.id
        and s.state = 'shown') as statements
    from consultations.consultations c
    join consultations.heads h on h.tenant_id = c.tenant_id and h.consultation_id = c.id
    join places.places_view p on p.tenant_id = c.tenant_id and p.id = c.place_id
    where c.tenant_id = ${actor.tenantId} and c.state <> 'draft' and c.until_on > ${today}::date - ${daysAfter}::int
      and exists (select from unnest(${await pathsOf(tx, actor)}::text[]) w
        where starts_with(w, c.place_path) or starts_with(c.place_path, w))
    order by c.until_on, c.id limit ${mostShown}`.execute(tx)
  const shown: (OpenConsultation & { readonly over: boolean })[] = []
  for (const row of rows) {
    const over = row.state !== 'open' || row.until_on < today
    shown.push({ ...present(row, await votedOn(tx, secrets, row, voter)), over })
  }
  return {
    open: shown.filter(({ over }) => !over),
    over: shown.filter(({ over }) => over).reverse(),
  }
}

async function pathsOf(tx: Tx, actor: Actor): Promise<readonly string[]> {
  const { rows } = await sql<{ path: string }>`select p.path from people.persons_view n
    join places.places_view p on p.tenant_id = n.tenant_id and p.id = n.home_place_id
    where n.tenant_id = ${actor.tenantId} and n.id = ${actor.personId}`.execute(tx)
  return [...actor.posts.map((post) => post.placePath), ...rows.map(({ path }) => path)]
}

/** On how many of the statements that are shown the reader has voted: told to nobody but the reader. */
async function votedOn(tx: Tx, secrets: Secrets, of: ConsultationRecord, voter: Voter): Promise<number> {
  const participant = await participantOf(tx, of, keysOf(secrets, of, voter))
  if (participant === null) return 0
  const { rows } = await sql<{ n: number }>`select count(distinct v.statement)::int as n from consultations.votes v
    join consultations.statements s on s.tenant_id = v.tenant_id and s.consultation_id = v.consultation_id
      and s.number = v.statement and s.state = 'shown'
    where v.tenant_id = ${of.tenant_id} and v.consultation_id = ${of.id} and v.participant = ${participant}`.execute(tx)
  return rows[0]?.n ?? 0
}

const present = (row: Row, voted: number): OpenConsultation => ({
  ...{ code: row.code, title: row.title, state: row.state, untilOn: row.until_on },
  place: { id: row.place_id, name: row.name, nameEn: row.nameEn },
  ...{ people: row.people, statements: row.statements, voted },
})
