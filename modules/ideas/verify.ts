import { sql } from '../../kernel/db.ts'
import type { Verify, Verifying } from '../../kernel/events/verify.ts'
import { callStream, ideaEvents, ideaStream } from './events.ts'
import { endorsementsSql } from './heads.ts'
import { countHeads } from './idea.ts'
import { versionHash } from './ideas-store.ts'
import { type CallRecord, type IdeaId, mine, type VersionRecord } from './tables.ts'

/** Holds calls and ideas against the ledger: where they stand, every version's words, consents on paper, who endorses; and recounts the heads. */
export const verifyIdeas: Verify = async (verifying) => {
  const calls = await verifyCalls(verifying)
  const ideas = await verifyStates(verifying)
  await verifyVersions(verifying)
  await verifyPaper(verifying)
  await verifyEndorsements(verifying)
  await recountHeads(verifying)
  return { calls, ideas }
}

/** The state after the last event of a stream, which every event of this module carries. */
const lastState = (prefix: string, tenantId: string, id: ReturnType<typeof sql.ref>) => sql<
  string | null
>`(select e.payload->>'to'
  from kernel.events_view e where e.tenant_id = ${tenantId} and e.stream = ${prefix} || ${id}::text order by e.seq desc limit 1)`

async function verifyCalls({ tx, tenantId, report }: Verifying): Promise<number> {
  const { rows } = await sql<Pick<CallRecord, 'id' | 'state'> & { told: string | null }>`select c.id, c.state,
      ${lastState('calls:', tenantId, sql.ref('c.id'))} as told from ideas.calls c where c.tenant_id = ${tenantId}`.execute(
    tx,
  )
  for (const { id, state, told } of rows)
    if (state !== told)
      report({
        check: 'ideas.call',
        stream: callStream(id),
        what: `stands as ${state}, the ledger says ${told ?? 'nothing'}`,
      })
  return rows.length
}

async function verifyStates({ tx, tenantId, report }: Verifying): Promise<number> {
  const { rows } = await sql<{ id: IdeaId; state: string; told: string | null }>`select i.id, i.state,
      ${lastState('ideas:', tenantId, sql.ref('i.id'))} as told from ideas.ideas i where i.tenant_id = ${tenantId}`.execute(
    tx,
  )
  for (const { id, state, told } of rows)
    if (state !== told)
      report({
        check: 'ideas.state',
        stream: ideaStream(id),
        what: `stands as ${state}, the ledger says ${told ?? 'nothing'}`,
      })
  return rows.length
}

async function verifyVersions({ tx, tenantId, report }: Verifying): Promise<void> {
  const { rows } = await sql<VersionRecord & { told: string | null; current: boolean }>`select v.*,
      (i.version <> v.version or (i.title = v.title and i.body = v.body)) as current,
      (select e.payload->>'hash' from kernel.events_view e where e.tenant_id = v.tenant_id and e.stream = 'ideas:' || v.idea_id::text
        and e.type = any(${[ideaEvents.submitted, ideaEvents.amended]}::text[]) and (e.payload->>'version')::int = v.version) as told
    from ideas.versions v join ideas.ideas i on i.tenant_id = v.tenant_id and i.id = v.idea_id
    where v.tenant_id = ${tenantId}`.execute(tx)
  for (const row of rows)
    if (!row.current || row.told !== versionHash(row))
      report({
        check: 'ideas.words',
        stream: ideaStream(row.idea_id),
        what: `version ${row.version} is not as it was written`,
      })
}

/** The version of the consent on a paper form; forms from before versions left none in the ledger. */
async function verifyPaper({ tx, tenantId, report }: Verifying): Promise<void> {
  const { rows } = await sql<{ id: IdeaId; stands: number | null; told: number | null }>`select i.id,
      i.consent_version as stands, (e.payload->'facts'->>'consentVersion')::int as told
    from kernel.events_view e join ideas.ideas i on i.tenant_id = e.tenant_id and e.stream = 'ideas:' || i.id::text
    where e.tenant_id = ${tenantId} and e.type = ${ideaEvents.submitted}
      and (e.payload->'facts'->>'consentVersion')::int is distinct from i.consent_version
      and e.payload->'facts' ? 'consentVersion'`.execute(tx)
  for (const { id, stands, told } of rows)
    report({
      check: 'ideas.consent',
      stream: ideaStream(id),
      what: `version ${stands} of the consent is kept, the ledger says ${told}`,
    })
}

/** An endorsement stands as often as the ledger says it was given and not taken back. */
async function verifyEndorsements({ tx, tenantId, report }: Verifying): Promise<void> {
  const { rows } = await sql<{ id: IdeaId; stand: number; told: number }>`select i.id,
      (select count(*)::int from ideas.endorsements e where e.tenant_id = i.tenant_id and e.idea_id = i.id) as stand,
      (select coalesce(sum(case e.type when ${ideaEvents.endorsed} then 1 else -1 end), 0)::int from kernel.events_view e
        where e.tenant_id = i.tenant_id and e.stream = 'ideas:' || i.id::text
          and e.type = any(${[ideaEvents.endorsed, ideaEvents.takenBack]}::text[])) as told
    from ideas.ideas i where i.tenant_id = ${tenantId}`.execute(tx)
  for (const { id, stand, told } of rows)
    if (stand !== told)
      report({
        check: 'ideas.endorsements',
        stream: ideaStream(id),
        what: `${stand} endorse it, the ledger says ${told}`,
      })
}

/** What the screens count in SQL, counted once more head by head. */
async function recountHeads({ tx, tenantId, report }: Verifying): Promise<void> {
  const ideas = await mine(tx)
    .selectFrom('ideas.ideas')
    .select(['id', 'merged_into_id', 'author_id'])
    .where('tenant_id', '=', tenantId)
    .execute()
  const endorsements = await mine(tx)
    .selectFrom('ideas.endorsements')
    .select(['idea_id', 'person_id'])
    .where('tenant_id', '=', tenantId)
    .execute()
  const { rows } = await sql<{ id: IdeaId; n: number }>`select i.id, ${endorsementsSql} as n from ideas.ideas i
    where i.tenant_id = ${tenantId}`.execute(tx)
  const endorsers = groupsOf(endorsements, ({ idea_id }) => idea_id)
  const one = groupsOf(
    ideas.flatMap((idea) => [
      { whole: idea.id, idea },
      ...(idea.merged_into_id ? [{ whole: idea.merged_into_id, idea }] : []),
    ]),
    ({ whole }) => whole,
  )
  for (const { id, n } of rows) {
    const together = (one.get(id) ?? []).map(({ idea }) => idea)
    const counted = countHeads(
      together.flatMap((idea) => (endorsers.get(idea.id) ?? []).map(({ person_id }) => person_id)),
      together.flatMap(({ author_id }) => author_id ?? []),
    )
    if (counted !== n)
      report({ check: 'ideas.heads', stream: ideaStream(id), what: `${n} are shown to endorse it, ${counted} do` })
  }
}

function groupsOf<Row>(rows: readonly Row[], keyOf: (row: Row) => IdeaId): ReadonlyMap<IdeaId, readonly Row[]> {
  const groups = new Map<IdeaId, Row[]>()
  for (const row of rows) {
    const group = groups.get(keyOf(row))
    if (group) group.push(row)
    else groups.set(keyOf(row), [row])
  }
  return groups
}
