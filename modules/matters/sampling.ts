import { type Actor, type EventActor, mannedPosts } from '../../kernel/actor.ts'
import { fail, notFound } from '../../kernel/contract/errors.ts'
import type { MatterId, PersonId, PostId, TenantId } from '../../kernel/contract/ids.ts'
import type { Words } from '../../kernel/contract/words.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import type { Secrets } from '../../kernel/secrets.ts'
import { maskName } from '../../kernel/text/masking.ts'
import { maskPhone } from '../../kernel/text/phones.ts'
import { phonesOf } from '../people/public.ts'
import type { MatterRow, SampleFilter } from './contract.ts'
import { whereSql } from './matter-filter.ts'
import { namesIn, presentRow, type RowSource, rowColumns, rowJoins } from './matter-row.ts'
import { notShieldedSql } from './matter-scope.ts'
import { applyChange, lockMatter } from './matter-store.ts'
import { reporterInFull } from './reporter.ts'
import { contactOf } from './subject.ts'

/**
 * Ids of the closed matters that the actor may list, ended in an answer; imported ones have nobody to call. None that is
 * kept from a post of `notFor`: all that the person mans, also where they look with one post only.
 */
export async function closedMatters(
  tx: Tx,
  actor: Actor,
  filter: SampleFilter,
  of: { readonly now: Date; readonly most: number; readonly notFor: readonly PostId[] },
): Promise<MatterId[]> {
  const { rows } = await sql<{ id: MatterId }>`select m.id from matters.matters m
    where ${whereSql(actor, { ...filter, state: ['closed'] }, of.now)} and m.channel <> 'import'
      and ${notShieldedSql(of.notFor)}
    order by m.id limit ${of.most}`.execute(tx)
  return rows.map((row) => row.id)
}

/** Whether a matter is about a unit of which the actor mans a post. */
export async function isKeptFrom(tx: Tx, { tenantId, posts }: Actor, matterId: MatterId): Promise<boolean> {
  const { rows } = await sql`select from matters.matters m where m.tenant_id = ${tenantId} and m.id = ${matterId}
    and not ${notShieldedSql(mannedPosts(posts))}`.execute(tx)
  return rows.length > 0
}

/** A matter of a sample with whom to call; a reporter who asked to be known to the holder alone is not named. */
export interface Sampled {
  readonly matter: MatterRow
  /** Who resolved it. */
  readonly unit: Words | null
  readonly reporterName: string | null
  readonly reporterPhone: string | null
  readonly nameless: boolean
}

interface SampledSource extends RowSource {
  unit: Words | null
  visibility: 'open' | 'public' | 'holder'
  reporter_id: PersonId | null
  reporter_name_sealed: Buffer | null
  reporter_phone_sealed: Buffer | null
  account_name: string | null
}

/**
 * These matters in the given order, whatever became of them since; for a sample that the actor may see, without those
 * that are about a unit of which they man a post.
 */
export async function sampledMatters(
  tx: Tx,
  secrets: Secrets,
  actor: Actor,
  ids: readonly MatterId[],
  now: Date,
): Promise<Sampled[]> {
  const { tenantId } = actor
  const { rows } = await sql<SampledSource>`
    select ${rowColumns}, m.visibility, m.reporter_id, m.reporter_name_sealed, m.reporter_phone_sealed, n.name as account_name,
      (select json_build_object('zh', u.name, 'en', u.name_en) from people.posts_view u
        where u.tenant_id = m.tenant_id and u.id = coalesce(m.resolver_post_id, m.holder_post_id)) as unit
    from unnest(${[...ids]}::uuid[]) with ordinality as wanted(id, at)
    join matters.matters m on m.tenant_id = ${tenantId} and m.id = wanted.id ${rowJoins(now)}
    left join people.persons_view n on n.tenant_id = m.tenant_id and n.id = m.reporter_id
    where ${notShieldedSql(mannedPosts(actor.posts))}
    order by wanted.at`.execute(tx)
  const names = await namesIn(tx, tenantId, rows)
  const numberless = rows.flatMap((row) => (row.reporter_id && !row.reporter_phone_sealed ? [row.reporter_id] : []))
  const phones = await phonesOf(tx, secrets, tenantId, numberless)
  const found: Sampled[] = []
  for (const row of rows) {
    const nameless = row.visibility === 'holder'
    const own = row.reporter_phone_sealed
      ? secrets.open(row.reporter_phone_sealed)
      : row.reporter_id && phones.get(row.reporter_id)
    const contact = own || nameless ? null : await contactOf(tx, secrets, tenantId, row)
    const phone = own || contact?.phone
    const name = (row.reporter_name_sealed ? secrets.open(row.reporter_name_sealed) : row.account_name) ?? contact?.name
    found.push({
      matter: presentRow(row, now, names),
      unit: row.unit,
      reporterName: name && !nameless ? maskName(name) : null,
      reporterPhone: phone && !nameless ? maskPhone(phone) : null,
      nameless,
    })
  }
  return found
}

/** Shows whom to call for a sample, with a reason that stays in the matter's ledger. */
export async function revealSampled(
  tx: Tx,
  secrets: Secrets,
  of: { tenantId: TenantId; matterId: MatterId; actor: EventActor; reason: string; sampleId: string; at: Date },
): Promise<{ name: string | null; phone: string | null }> {
  const matter = (await lockMatter(tx, of.tenantId, of.matterId)) ?? notFound()
  if (matter.visibility === 'holder')
    fail('refused', 'matters.nameless', {
      zh: '诉求人只让承办人知道自己，请现场核实',
      en: 'The reporter is known to the holder alone; please look on the spot',
    })
  await applyChange(tx, {
    matter,
    name: 'reveal',
    effect: { to: matter.state, clock: 'keep', facts: { reason: of.reason, sampleId: of.sampleId } },
    actor: of.actor,
    at: of.at,
  })
  return reporterInFull(tx, secrets, matter)
}
