import type { BodyOf } from '../../kernel/contract/endpoint.ts'
import { fail } from '../../kernel/contract/errors.ts'
import type { PostId, TenantId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { record } from '../../kernel/events/record.ts'
import { takeTurn } from '../../kernel/take-turn.ts'
import type { SettingsView, saveSettings } from './contract.ts'
import type { Doing } from './doing.ts'
import { settingsSaved, settingsStream } from './events.ts'
import { defaultAnswerWorkdays } from './kinds.ts'

/** What holds now: the newest version, else what every tenant starts with. */
export async function settingsOf(tx: Tx, tenantId: TenantId): Promise<SettingsView> {
  const { rows } = await sql<SettingsView & { savedAt: Date | null }>`
    select coalesce(s.answer_workdays, ${defaultAnswerWorkdays}) as "answerWorkdays", s.saved_at as "savedAt",
      json_build_object('id', p.id, 'name', p.name, 'nameEn', p.name_en) as holder
    from (select 1) one
    left join (select * from privacy.settings where tenant_id = ${tenantId} order by version desc limit 1) s on true
    join lateral (select * from people.posts_view p where p.tenant_id = ${tenantId} and p.abolished_at is null
      and (p.id = s.holder_post_id or p.role = 'administrator' or p.reports_to is null)
      order by p.id = s.holder_post_id desc nulls last, p.role = 'administrator' desc, p.id limit 1) p on true`.execute(
    tx,
  )
  const [found] = rows
  if (!found) throw new Error('a tenant without a post has nobody who answers')
  return { ...found, savedAt: found.savedAt?.toISOString() ?? null }
}

/** Saves a new version. Throws where the post that is to answer is none. */
export async function saveSettingsOf(tx: Tx, doing: Doing, body: BodyOf<typeof saveSettings>): Promise<void> {
  const { tenantId, at, actor, by } = doing
  const { rows } = await sql<{ id: PostId }>`select id from people.posts_view where tenant_id = ${tenantId}
    and id = ${body.holderPostId} and abolished_at is null`.execute(tx)
  if (rows.length === 0)
    fail(
      'invalid',
      'privacy.no_post',
      { zh: '没有这个岗位，请重新选择', en: 'There is no such post. Please choose again' },
      [{ path: 'holderPostId', words: { zh: '请选择一个岗位', en: 'Choose a post' } }],
    )
  await takeTurn(tx, tenantId, 'privacy.settings')
  await sql`insert into privacy.settings (tenant_id, version, saved_at, author_id, holder_post_id, answer_workdays)
    select ${tenantId}, coalesce(max(version), 0) + 1, ${at}, ${actor.personId}, ${body.holderPostId}::uuid,
      ${body.answerWorkdays}
    from privacy.settings where tenant_id = ${tenantId}`.execute(tx)
  await record(tx, { tenantId, stream: settingsStream, type: settingsSaved, at, actor: by, payload: { ...body } })
}
