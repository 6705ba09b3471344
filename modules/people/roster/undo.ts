import type { PersonId, PostId } from '../../../kernel/contract/ids.ts'
import type { Words } from '../../../kernel/contract/words.ts'
import { sql, type Tx } from '../../../kernel/db.ts'
import { record } from '../../../kernel/events/record.ts'
import type { Report } from '../../../kernel/sheets/judged-run.ts'
import { type AccountTakenBack, accountTakenBack, type PersonRenamed, personRenamed, personStream } from '../events.ts'
import { loadsOf } from '../handover/post-load.ts'
import { dissolvePost } from '../keeping/post-keeping.ts'
import { leaveOffice, lockPost } from '../tenure-service.ts'
import type { Effect, RosterRecord, Which } from './import-tables.ts'
import { type By, setName } from './write.ts'

/** What a row made, as it stands now. */
interface Made extends Effect {
  /** They signed in since. */
  readonly signedIn: boolean
  /** The tenure lasts, and the post is live. */
  readonly inOffice: boolean
  readonly planned: boolean
  readonly name: string
}

const why = '撤销导入'

/**
 * Takes back what a roster made: tenures end, posts that it made are abolished, accounts that it opened go, and with persons
 * that it made their phones; who was renamed has the former name again. A row stays, and says why, where the person signed in
 * since, the post went on in another way, something waits with it, or the name was changed once more. @returns how many rows stayed
 */
export async function undoRosterEffects(
  tx: Tx,
  it: Which & Pick<RosterRecord, 'accepted_at'>,
  by: By,
  report: Report,
): Promise<number> {
  const rows = await standingOf(tx, it)
  const waits = await waitingOf(tx, it, rows, by.at)
  const kept = new Map<number, Words>()
  for (const [n, row] of rows.entries()) {
    report(n / rows.length)
    const reason = reasonToStay(row, row.postId && row.postMade ? waits.get(row.postId) : undefined)
    if (reason) kept.set(row.row, reason)
    else await takeBack(tx, it, row, by)
  }
  const stays = new Set(rows.filter(({ row }) => kept.has(row)).map(({ personId }) => personId))
  for (const row of rows) if (!kept.has(row.row) && !stays.has(row.personId)) await takePersonBack(tx, it, row, by)
  await note(tx, it, kept)
  return kept.size
}

async function standingOf(tx: Tx, it: Which & Pick<RosterRecord, 'accepted_at'>): Promise<Made[]> {
  const { rows } = await sql<Made>`select e.row_number as row, e.person_id as "personId", e.person_made as "personMade",
      e.account_opened as "accountOpened", e.post_id as "postId", e.post_made as "postMade", e.tenure_id as "tenureId",
      e.renamed_from as "renamedFrom", e.renamed_to as "renamedTo", n.name,
      exists (select from people.sessions s where s.tenant_id = e.tenant_id and s.person_id = e.person_id
        and s.last_seen_at >= ${it.accepted_at}) as "signedIn",
      p.abolished_at is null and t.to_at is null as "inOffice",
      exists (select from people.handovers h where h.tenant_id = e.tenant_id and h.post_id = e.post_id
        and h.state = 'planned') as planned
    from people.roster_effects e
    join people.persons n on n.tenant_id = e.tenant_id and n.id = e.person_id
    left join people.posts p on p.tenant_id = e.tenant_id and p.id = e.post_id
    left join people.tenures t on t.tenant_id = e.tenant_id and t.id = e.tenure_id
    where e.tenant_id = ${it.tenant_id} and e.import_id = ${it.id} and e.fate is null
    order by e.row_number desc`.execute(tx)
  return rows
}

const postsAtOnce = 200

/** What waits with posts that the list made: none of these goes. */
async function waitingOf(tx: Tx, { tenant_id: tenantId }: Which, rows: readonly Made[], at: Date) {
  const made = rows.flatMap(({ postId, postMade }) => (postId && postMade ? [postId] : []))
  const waits = new Map<PostId, Words>()
  for (let from = 0; from < made.length; from += postsAtOnce)
    for (const [id, loads] of await loadsOf(tx, { tenantId, postIds: made.slice(from, from + postsAtOnce), at }))
      waits.set(id, {
        zh: `岗位上还有事：${loads.map(({ words, count }) => `${words.zh} ${count}`).join('、')}`,
        en: `Something waits with the post: ${loads.map(({ words, count }) => `${words.en} ${count}`).join(', ')}`,
      })
  return waits
}

function reasonToStay(made: Made, waits: Words | undefined): Words | null {
  const { signedIn, postId, inOffice, planned, accountOpened } = made
  if (made.renamedTo !== null && made.name !== made.renamedTo)
    return { zh: '姓名后来又改过', en: 'The name was changed again since' }
  // Who was only renamed signs in as before.
  if (signedIn && (postId || accountOpened)) return { zh: '本人已经登录使用', en: 'This person has signed in since' }
  if (!postId) return null
  if (!inOffice) return { zh: '岗位后来已有变动', en: 'The post has changed since' }
  if (planned) return { zh: '岗位有待生效的交接', en: 'A hand-over of the post is planned' }
  return waits ?? null
}

async function takeBack(tx: Tx, it: Which, made: Made, { by, at }: By): Promise<void> {
  const { tenant_id: tenantId, id: importId } = it
  const { personId, renamedFrom } = made
  if (renamedFrom !== null) {
    await setName(tx, it, personId, renamedFrom)
    const payload: PersonRenamed = { personId, importId, back: true }
    await record(tx, { tenantId, stream: personStream(personId), type: personRenamed, at, actor: by, payload })
  }
  if (!made.postId) return
  const office = { tenantId, by, at }
  const post = await lockPost(tx, tenantId, made.postId)
  // A chain that was rearranged meanwhile: the post above may have gone with a row before this one.
  if (made.postMade) await dissolvePost(tx, office, post, await aboveOf(tx, tenantId, made.postId), why)
  else await leaveOffice(tx, office, post, why)
}

async function aboveOf(tx: Tx, tenantId: Which['tenant_id'], postId: PostId): Promise<PostId> {
  const { rows } = await sql<{ above: PostId | null }>`select reports_to as above from people.posts
    where tenant_id = ${tenantId} and id = ${postId}`.execute(tx)
  const above = rows[0]?.above
  if (!above) throw new Error('a post that a list made stands on top')
  return above
}

/** An account that the list opened and nobody used, and the phone of a person whom only the list knew. */
async function takePersonBack(tx: Tx, it: Which, made: Made, { by, at }: By): Promise<void> {
  const { tenant_id: tenantId, id: importId } = it
  const { personId } = made
  if (!made.accountOpened || (await isUsed(tx, tenantId, personId))) return
  await sql`delete from people.one_time_codes where tenant_id = ${tenantId} and person_id = ${personId}`.execute(tx)
  await sql`delete from people.accounts where tenant_id = ${tenantId} and person_id = ${personId}`.execute(tx)
  if (made.personMade)
    await sql`update people.persons set phone_sealed = null, phone_lookup = null
      where tenant_id = ${tenantId} and id = ${personId}`.execute(tx)
  const payload: AccountTakenBack = { personId, importId }
  await record(tx, { tenantId, stream: personStream(personId), type: accountTakenBack, at, actor: by, payload })
}

/** They hold another post by now, were ever signed in, or chose a password. */
async function isUsed(tx: Tx, tenantId: Which['tenant_id'], personId: PersonId): Promise<boolean> {
  const { rows } = await sql`select where exists (select from people.tenures t
      where t.tenant_id = ${tenantId} and t.person_id = ${personId} and t.to_at is null)
    or exists (select from people.sessions s where s.tenant_id = ${tenantId} and s.person_id = ${personId})
    or exists (select from people.accounts a where a.tenant_id = ${tenantId} and a.person_id = ${personId}
      and a.password_hash is not null)`.execute(tx)
  return rows.length > 0
}

async function note(tx: Tx, { tenant_id: tenantId, id }: Which, kept: ReadonlyMap<number, Words>): Promise<void> {
  const numbers = [...kept.keys()]
  await sql`update people.roster_effects set fate = case when row_number = any(${numbers}::integer[]) then 'kept' else 'undone' end
    where tenant_id = ${tenantId} and import_id = ${id} and fate is null`.execute(tx)
  await sql`update people.roster_rows r set kept_why = v.why
    from unnest(${numbers}::integer[], ${[...kept.values()].map((words) => JSON.stringify(words))}::jsonb[]) as v(n, why)
    where r.tenant_id = ${tenantId} and r.import_id = ${id} and r.row_number = v.n`.execute(tx)
}
