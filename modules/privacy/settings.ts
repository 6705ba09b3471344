import type { BodyOf } from '../../kernel/contract/endpoint.ts'
import { fail } from '../../kernel/contract/errors.ts'
import type { PersonId, PostId, TenantId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { record } from '../../kernel/events/record.ts'
import { takeTurn } from '../../kernel/take-turn.ts'
import { actingFor } from '../people/public.ts'
import type { SettingsView, saveSettings } from './contract.ts'
import type { Doing } from './doing.ts'
import { settingsSaved, settingsStream } from './events.ts'
import { defaultAnswerWorkdays } from './kinds.ts'
import { answerers } from './roles.ts'

/** What holds now: the newest version, else what every tenant starts with. */
export async function settingsOf(tx: Tx, tenantId: TenantId): Promise<SettingsView> {
  const { rows } = await sql<SettingsView & { savedAt: Date | null }>`
    select coalesce(s.answer_workdays, ${defaultAnswerWorkdays}) as "answerWorkdays", s.saved_at as "savedAt",
      json_build_object('id', p.id, 'name', p.name, 'nameEn', p.name_en) as holder
    from (select 1) one
    left join (select * from privacy.settings where tenant_id = ${tenantId} order by version desc limit 1) s on true
    join lateral (select * from people.posts_view p where p.tenant_id = ${tenantId} and p.abolished_at is null
      and (p.id = s.holder_post_id and p.role = any(${[...answerers]}) or p.role = 'administrator' or p.reports_to is null)
      order by p.id = s.holder_post_id desc nulls last, p.role = 'administrator' desc, p.id limit 1) p on true`.execute(
    tx,
  )
  const [found] = rows
  if (!found) throw new Error('a tenant without a post has nobody who answers')
  return { ...found, savedAt: found.savedAt?.toISOString() ?? null }
}

/**
 * The post that answers what somebody asks: as it is set, or another that may answer where they would have to answer
 * themselves; the one set where there is no other.
 */
export async function answererFor(tx: Tx, tenantId: TenantId, asker: PersonId, at: Date): Promise<PostId> {
  const { holder } = await settingsOf(tx, tenantId)
  if ((await actingFor(tx, tenantId, holder.id, at))?.personId !== asker) return holder.id
  const { rows } = await sql<{ id: PostId }>`select p.id from people.posts_view p
    cross join lateral people.acting(p.tenant_id, p.id, ${at}) a
    where p.tenant_id = ${tenantId} and p.abolished_at is null and p.role = any(${[...answerers]})
      and a.person_id <> ${asker}
    order by p.role = 'administrator' desc, length(p.place_path), p.id limit 1`.execute(tx)
  return rows[0]?.id ?? holder.id
}

/** Saves a new version. Throws where whoever holds the post that is to answer could not open what lands there. */
export async function saveSettingsOf(tx: Tx, doing: Doing, body: BodyOf<typeof saveSettings>): Promise<void> {
  const { tenantId, at, actor, by } = doing
  const { rows } = await sql<{ id: PostId }>`select id from people.posts_view where tenant_id = ${tenantId}
    and id = ${body.holderPostId} and abolished_at is null and role = any(${[...answerers]})`.execute(tx)
  if (rows.length === 0)
    fail(
      'invalid',
      'privacy.no_post',
      {
        zh: '这个岗位不能答复个人信息申请，请另选',
        en: 'This post cannot answer requests about personal data. Please choose another',
      },
      [
        {
          path: 'holderPostId',
          words: {
            zh: '请选管理员、社区、街道、部门或督查的岗位',
            en: 'Choose a post of an administrator, a community, a street, a department or the inspection',
          },
        },
      ],
    )
  await takeTurn(tx, tenantId, 'privacy.settings')
  await sql`insert into privacy.settings (tenant_id, version, saved_at, author_id, holder_post_id, answer_workdays)
    select ${tenantId}, coalesce(max(version), 0) + 1, ${at}, ${actor.personId}, ${body.holderPostId}::uuid,
      ${body.answerWorkdays}
    from privacy.settings where tenant_id = ${tenantId}`.execute(tx)
  await record(tx, { tenantId, stream: settingsStream, type: settingsSaved, at, actor: by, payload: { ...body } })
}
