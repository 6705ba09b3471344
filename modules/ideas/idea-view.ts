import { notFound } from '../../kernel/contract/errors.ts'
import type { MatterId, TenantId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { maskName } from '../../kernel/text/masking.ts'
import { maskPhone } from '../../kernel/text/phones.ts'
import { mattersNow } from '../matters/public.ts'
import type { CallState } from './call.ts'
import type { IdeaView, ReaderAct } from './contract.ts'
import { authorOf } from './end-service.ts'
import { amendObstacle, type IdeaState, mayAct, shownStates } from './idea.ts'
import { headOf, type Reading, type RowSource, rowColumns, rowJoins, shownAuthor } from './idea-rows.ts'
import { ideaScopeSql, publicSql } from './ideas-scope.ts'
import { authorSql } from './ideas-store.ts'
import { appealedIn, hidingIn, remarksOf } from './remark-view.ts'
import { type AppealRecord, type IdeaId, type MergeId, type ModerationRecord, mine } from './tables.ts'

interface Source extends RowSource {
  call_state: CallState
  frozen: boolean
  typed_name: string | null
  typed_name_en: string | null
  into_title: string | null
  into_state: IdeaState | null
  merge_id: MergeId | null
}

interface One {
  readonly tx: Tx
  readonly reading: Reading
  readonly row: Source
}

/** One idea as somebody sees it: as everybody, as its author (signed in or by the receipt code), by a post. */
export async function viewIdea(tx: Tx, reading: Reading, id: IdeaId, now: Date): Promise<IdeaView> {
  const one: One = { tx, reading, row: await load(tx, reading, id) }
  const { row } = one
  const inside = row.mine || row.managed
  const moderations = await moderationsOf(one)
  const appeals = await appealsOf(one)
  return {
    ...headOf(reading.secrets, row),
    body: row.body,
    version: row.version,
    versions: await versionsOf(one),
    costNote: row.cost_note,
    byMerge: row.by_merge,
    typedIn:
      inside && row.form_number !== null && row.consent_version !== null
        ? {
            ...{ formNumber: row.form_number, consentVersion: row.consent_version },
            post: { name: row.typed_name ?? '', nameEn: row.typed_name_en ?? '' },
          }
        : null,
    mergedInto: intoOf(row),
    mergedIdeas: await membersOf(one),
    mergeId: row.managed && (row.state === 'published' || row.state === 'hidden') ? row.merge_id : null,
    end:
      row.ended_at && (row.state === 'adopted' || row.state === 'declined')
        ? { reason: row.end_reason, words: row.end_words, at: row.ended_at.toISOString() }
        : null,
    matter: await matterOf(one, now),
    hidden: inside && row.state === 'hidden' ? hidingIn(moderations, null) : null,
    appeals: inside ? appeals.map((appeal) => presentAppeal(one, appeal)) : [],
    remarks: await remarksOf(one, moderations, appeals),
    mine: row.mine,
    staff: row.managed,
    endorsed: row.endorsed,
    contact: row.managed ? await contactOf(one) : null,
    may: actsOf(one, appealedIn(moderations, appeals, null)),
  }
}

/** What it went into, where that may be read: an earlier program let it be hidden with others in it. */
function intoOf({ merged_into_id, into_title, into_state, managed }: Source): IdeaView['mergedInto'] {
  const shown = into_state !== null && (managed || (shownStates as readonly IdeaState[]).includes(into_state))
  return merged_into_id && shown ? { id: merged_into_id, title: into_title ?? '' } : null
}

async function load(tx: Tx, reading: Reading, id: IdeaId): Promise<Source> {
  const { tenantId, actor } = reading
  const staff = actor ? ideaScopeSql(actor) : sql<boolean>`false`
  const { rows } =
    await sql<Source>`select ${rowColumns(reading)}, c.state as call_state, c.frozen_at is not null as frozen,
      t.name as typed_name, t.name_en as typed_name_en, into_i.title as into_title, into_i.state as into_state,
      (select g.id from ideas.merges g where g.tenant_id = i.tenant_id and g.target_id = i.id and g.undone_at is null
        order by g.at desc, g.id desc limit 1) as merge_id
    from ideas.ideas i ${rowJoins}
    left join people.posts_view t on t.tenant_id = i.tenant_id and t.id = i.typed_by_post
    left join ideas.ideas into_i on into_i.tenant_id = i.tenant_id and into_i.id = i.merged_into_id
    where i.tenant_id = ${tenantId} and i.id = ${id} and (${publicSql} or ${staff} or ${authorSql(reading)})`.execute(
      tx,
    )
  return rows[0] ?? notFound()
}

/** Which idea a receipt code names. */
export async function ideaOfReceipt(tx: Tx, tenantId: TenantId, lookup: Buffer): Promise<{ ideaId: IdeaId }> {
  const row = await mine(tx)
    .selectFrom('ideas.ideas')
    .select('id')
    .where('tenant_id', '=', tenantId)
    .where('receipt_lookup', '=', lookup)
    .executeTakeFirst()
  return { ideaId: (row ?? notFound()).id }
}

async function versionsOf({ tx, row }: One): Promise<IdeaView['versions']> {
  const rows = await mine(tx)
    .selectFrom('ideas.versions')
    .selectAll()
    .where('tenant_id', '=', row.tenant_id)
    .where('idea_id', '=', row.id)
    .orderBy('version', 'desc')
    .execute()
  return rows.map(({ version, title, body, at, file_ids: here }, n) => {
    const before = rows[n + 1]?.file_ids ?? []
    return {
      ...{ version, title, body, at: at.toISOString() },
      picturesAdded: here.filter((id) => !before.includes(id)).length,
      picturesGone: before.filter((id) => !here.includes(id)).length,
    }
  })
}

async function membersOf({ tx, reading, row }: One): Promise<IdeaView['mergedIdeas']> {
  if (row.members === 0) return []
  const { rows } = await sql<RowSource>`select ${rowColumns(reading)} from ideas.ideas i ${rowJoins}
    where i.tenant_id = ${row.tenant_id} and i.merged_into_id = ${row.id} order by i.submitted_at, i.id`.execute(tx)
  return rows.map((one) => ({
    id: one.id,
    title: one.title,
    body: one.body,
    author: shownAuthor(reading.secrets, one),
  }))
}

async function matterOf({ tx, row }: One, now: Date): Promise<IdeaView['matter']> {
  if (!row.matter_id) return null
  const matter = (await mattersNow(tx, row.tenant_id, [row.matter_id as MatterId], now)).get(row.matter_id)
  return matter ? { id: matter.id, number: matter.number, state: matter.state } : null
}

async function contactOf({ tx, reading, row }: One): Promise<IdeaView['contact']> {
  const { name, phone } = await authorOf(tx, reading.secrets, row)
  return name || phone ? { name: name && maskName(name), phone: phone && maskPhone(phone) } : null
}

async function moderationsOf({ tx, row }: One): Promise<ModerationRecord[]> {
  return mine(tx)
    .selectFrom('ideas.moderations')
    .selectAll()
    .where('tenant_id', '=', row.tenant_id)
    .where('idea_id', '=', row.id)
    .orderBy('at')
    .orderBy('id')
    .execute()
}

async function appealsOf({ tx, row }: One): Promise<AppealRecord[]> {
  return mine(tx)
    .selectFrom('ideas.appeals')
    .selectAll()
    .where('tenant_id', '=', row.tenant_id)
    .where('idea_id', '=', row.id)
    .orderBy('at')
    .execute()
}

const presentAppeal = ({ reading, row }: One, appeal: AppealRecord): IdeaView['appeals'][number] => ({
  id: appeal.id,
  remarkId: appeal.remark_id,
  words: appeal.words,
  at: appeal.at.toISOString(),
  decision: appeal.decision,
  decidedWords: appeal.decided_words,
  decidedAt: appeal.decided_at?.toISOString() ?? null,
  mayDecide: row.managed && appeal.decision === null && appeal.hidden_by !== reading.actor?.personId,
})

/** What the reader may do with it now: pages show buttons by it, the services decide by the same rules. */
function actsOf({ reading, row }: One, appealed: boolean): ReaderAct[] {
  const { state, managed } = row
  const amends = row.mine && mayAct('amend', state) && !amendObstacle({ state: row.call_state, frozen: row.frozen })
  const when = (act: ReaderAct, holds: boolean): ReaderAct[] => (holds ? [act] : [])
  return [
    ...when('amend', amends),
    ...when('withdraw', row.mine && mayAct('withdraw', state) && row.members === 0),
    ...when('endorse', mayAct('endorse', state) && !row.mine && !row.endorsed),
    ...when('take_back', mayAct('endorse', state) && row.endorsed),
    ...when('ask', mayAct('ask', state) && reading.actor !== null && !row.mine && !managed),
    ...when('answer', mayAct('ask', state) && (row.mine || managed)),
    ...when('appeal', row.mine && mayAct('appeal', state) && !appealed && row.call_state !== 'decided'),
    ...when('publish', managed && mayAct('publish', state)),
    ...when('hide', managed && mayAct('hide', state) && row.members === 0),
    ...when('cost', managed && mayAct('cost', state)),
    ...when('adopt', managed && mayAct('adopt', state)),
    ...when('decline', managed && mayAct('decline', state)),
    ...when('merge', managed && mayAct('merge', state)),
    ...when('reveal', managed && !row.by_merge),
  ]
}
