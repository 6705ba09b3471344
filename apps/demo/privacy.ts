import type { Actor } from '../../kernel/actor.ts'
import { sql } from '../../kernel/db.ts'
import type { ExportTaken } from '../../kernel/exports/events.ts'
import { newExport, tellFinished, tellTaken } from '../../kernel/exports/exported.ts'
import { dayMs, dayOf } from '../../kernel/time/day.ts'
import { revealReporter } from '../../modules/matters/public.ts'
import { answerRequest, askFor, eraseDue, holdMatter, saveRuleOf, tellCopied } from '../../modules/privacy/public.ts'
import type { District } from './district/district.ts'
import { tolerate } from './enterprise/matter-steps.ts'
import { officer, person } from './enterprise/offices.ts'
import type { Stage } from './replay.ts'

/** Only matters that rest: nothing is told into the middle of a story. */
const restingMs = 4 * dayMs
const mostReveals = 18
const mostOfResident = 4

const reasons = [
  '回电话核对具体位置',
  '约上门时间',
  '家里没人开门，电话联系',
  '告知办理结果',
  '回访没有打通，换个时间再打',
  '核对照片里的楼栋',
] as const

/** Contacts of ended matters are kept for 240 days here, and erased every month since the rule was made. */
const rule = { code: 'matters.contact', keepDays: 240, madeDays: 120, everyDays: 30 }

/** What the audit and the pages of personal data are about: who looked, what was taken away, what was asked and erased. */
export async function playPrivacy(
  stage: Stage,
  { matters, residents }: District,
  { log }: { log: (line: string) => void },
): Promise<void> {
  const ago = (days: number) => new Date(stage.until.getTime() - days * dayMs)
  const [first, second] = residents
  await playRule(stage, ago)
  const own = matters.filter(({ reporter }) => reporter.kind === 'resident' && reporter.person === first)
  const others = matters.filter(({ reporter }) => reporter.kind === 'caller' || reporter.kind === 'resident')
  const seen = [...own.slice(-mostOfResident), ...others.slice(-120).filter((_, n) => n % 8 === 0)]
  for (const [n, matter] of [...new Set(seen)].slice(0, mostReveals).entries()) {
    const matterId = stage.keys.id<'matter'>(matter.key)
    const at = await restedAt(stage, matterId)
    if (!at) continue
    await tolerate(stage, 'reveal', async () => {
      const { actor, by } = await officer(stage, stage.deskOf(matter), at)
      const of = { actor, eventActor: { ...by, via: 'desk' as const }, matterId, at }
      await stage.db.tx((tx) =>
        revealReporter(tx, stage.secrets, { ...of, reason: reasons[n % reasons.length] ?? reasons[0] }),
      )
    })
  }
  const desks = [...new Set(matters.slice(-60).map(stage.deskOf))].slice(0, 3)
  for (const [n, desk] of desks.entries()) await playExport(stage, desk, ago(6 + 5 * n))
  if (first) await playRequests(stage, person(stage, stage.keys.person(first)), ago)
  if (second) await playErasing(stage, person(stage, stage.keys.person(second)), ago(2))
  log('  who looked, what was exported, what was asked and erased')
}

/** Some minutes after the last thing that happened to a matter; null where it may go on any time. */
async function restedAt({ db, keys, until }: Stage, matterId: string): Promise<Date | null> {
  const { rows } = await db.read((tx) =>
    sql<{ at: Date }>`select changed_at as at from matters.matters where tenant_id = ${keys.tenantId}
      and id = ${matterId} and changed_at < ${new Date(until.getTime() - restingMs)}`.execute(tx),
  )
  return rows[0] ? new Date(rows[0].at.getTime() + 9 * 60_000) : null
}

/** A rule that is at work, and a matter that it may not touch. */
async function playRule(stage: Stage, ago: (days: number) => Date): Promise<void> {
  const { db, secrets, keys } = stage
  const since = ago(rule.madeDays)
  const admin = { ...(await officer(stage, 'post:administrator', since)), tenantId: keys.tenantId, secrets }
  const { code, keepDays } = rule
  const why = '回访和重办都在八个月内完成，不必存三年'
  await db.tx((tx) => saveRuleOf(tx, admin, { code, keepDays, fromOn: dayOf(since), why }))
  const { rows } = await db.read((tx) =>
    sql<{ number: string }>`select number from matters.matters where tenant_id = ${keys.tenantId}
      and state = 'closed' and reporter_phone_lookup is not null and number is not null order by closed_at, id limit 1`.execute(
      tx,
    ),
  )
  const [oldest] = rows
  if (oldest) await db.tx((tx) => holdMatter(tx, admin, { number: oldest.number, why: '行政复议期间依法保全' }))
  for (let days = rule.madeDays - 1; days > 0; days -= rule.everyDays) await eraseDue(stage, keys.tenantId, ago(days))
}

/** A list that an office took away. */
async function playExport({ db, keys, ...stage }: Stage, desk: string, at: Date): Promise<void> {
  const { actor, by } = await officer({ db, keys, ...stage }, desk, at)
  const path = actor.posts[0]?.placePath ?? ''
  const from = dayOf(new Date(at.getTime() - 30 * dayMs))
  const { rows } = await db.read((tx) =>
    sql<{ n: number }>`select count(*)::int as n from matters.matters where tenant_id = ${keys.tenantId}
      and starts_with(place_path, ${path}) and reported_at >= ${from}::date and reported_at < ${at}`.execute(tx),
  )
  const count = rows[0]?.n ?? 0
  const of = newExport(keys.tenantId, { ...by, via: 'desk' })
  const taken: ExportTaken = { list: 'matters.export', of: {}, filters: { reportedFrom: from }, form: 'xlsx' }
  await db.tx(async (tx) => {
    await tellTaken(tx, of, at, taken)
    await tellFinished(tx, of, at, { rows: count, bytes: 9_000 + 180 * count, whole: true })
  })
}

/** What a resident asked and took, and what they were answered. */
async function playRequests(stage: Stage, actor: Actor, ago: (days: number) => Date): Promise<void> {
  const { db, secrets, keys } = stage
  const by = { personId: actor.personId, postId: null, via: 'pocket' as const }
  const mine = (at: Date) => ({ tenantId: keys.tenantId, secrets, actor, by, at })
  await db.tx((tx) => tellCopied(tx, mine(ago(21)), { personId: actor.personId, form: 'xlsx', rows: 6 }))
  const { id } = await db.tx((tx) =>
    askFor(tx, mine(ago(20)), { kind: 'correct', words: '登记的住址还是老房子，我已经搬到 3 栋' }),
  )
  const admin = await officer(stage, 'post:administrator', ago(17))
  await db.tx((tx) =>
    answerRequest(tx, { ...admin, tenantId: keys.tenantId, secrets }, id, {
      outcome: 'done',
      words: '已请社区核对并改为 3 栋，感谢提醒',
    }),
  )
  await db.tx((tx) => askFor(tx, mine(ago(3)), { kind: 'explain', words: '想知道社区为什么看了我的电话，看了几次' }))
}

async function playErasing({ db, secrets, keys }: Stage, actor: Actor, at: Date): Promise<void> {
  const by = { personId: actor.personId, postId: null, via: 'pocket' as const }
  await db.tx((tx) =>
    askFor(
      tx,
      { tenantId: keys.tenantId, secrets, actor, by, at },
      {
        kind: 'erase',
        about: 'matters.reports',
        words: '以前反映的事都办完了，请删掉我留的电话',
      },
    ),
  )
}
