import type { PersonId, TenantId } from '../../kernel/contract/ids.ts'
import type { Words } from '../../kernel/contract/words.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { payloadOf, type Subscriber } from '../../kernel/events/subscriber.ts'
import { notify } from '../notices/public.ts'
import { actingFor } from '../people/public.ts'
import { type CallEvent, callEvents, type IdeaEvent, type IdeaEventName, ideaEvents } from './events.ts'
import { peopleBehind } from './heads.ts'
import { hideReasonWords } from './idea-words.ts'
import { type CallRecord, type IdeaId, type IdeaRecord, mine, type RemarkId, type RemarkRecord } from './tables.ts'

interface Said {
  readonly idea: IdeaRecord
  readonly call: CallRecord
  readonly event: IdeaEvent
  readonly remark: RemarkRecord | null
  /** The words that go with it: of a hiding, a decision, an answer. */
  readonly words: string | null
}

interface Telling {
  readonly to: 'authors' | 'everybody' | 'office' | 'speaker' | 'asker'
  readonly words: (said: Said) => Words | null
  /** Unread ones of a call become one with a count. */
  readonly bundled?: boolean
}

const about = ({ idea }: Said) => `「${idea.title}」`
const yuan = (fen: number | null) => (fen === null ? '' : String(Math.round(fen / 100)))
const because = (words: string | null) => ({ zh: words ? `：${words}` : '', en: words ? `: ${words}` : '' })

/** Who hears of what, in words. */
const tellings: Partial<Record<IdeaEventName, Telling>> = {
  submitted: {
    to: 'office',
    bundled: true,
    words: (s) =>
      s.event.to === 'pending'
        ? { zh: `新金点子待审核：${about(s)}`, en: `An idea waits to be published: ${about(s)}` }
        : null,
  },
  amended: {
    to: 'office',
    bundled: true,
    words: (s) =>
      s.event.to === 'pending'
        ? { zh: `金点子改过，待审核：${about(s)}`, en: `An amended idea waits: ${about(s)}` }
        : null,
  },
  published: {
    to: 'speaker',
    words: (s) =>
      s.remark
        ? { zh: `您在${about(s)}下的留言已发布`, en: `What you wrote under ${about(s)} is published` }
        : { zh: `您的金点子${about(s)}已发布`, en: `Your idea ${about(s)} is published` },
  },
  hidden: {
    to: 'speaker',
    words: (s) => {
      const reason = hideReasonWords(String(s.event.facts?.reason ?? ''))
      const more = because(s.words)
      return s.remark
        ? {
            zh: `您在${about(s)}下的留言已隐藏（${reason.zh}）${more.zh}。可以申诉一次`,
            en: `What you wrote under ${about(s)} was hidden (${reason.en})${more.en}. You may appeal once`,
          }
        : {
            zh: `您的金点子${about(s)}已隐藏（${reason.zh}）${more.zh}。可以申诉一次`,
            en: `Your idea ${about(s)} was hidden (${reason.en})${more.en}. You may appeal once`,
          }
    },
  },
  appealed: { to: 'office', words: (s) => ({ zh: `有申诉待复核：${about(s)}`, en: `An appeal waits: ${about(s)}` }) },
  restored: {
    to: 'speaker',
    words: (s) => ({
      zh: `申诉成立，${about(s)}已恢复${because(s.words).zh}`,
      en: `Your appeal was granted, ${about(s)} stands again${because(s.words).en}`,
    }),
  },
  upheld: {
    to: 'speaker',
    words: (s) => ({
      zh: `申诉未成立，${about(s)}仍隐藏${because(s.words).zh}`,
      en: `Your appeal was not granted, ${about(s)} stays hidden${because(s.words).en}`,
    }),
  },
  merged: {
    to: 'everybody',
    words: (s) => ({
      zh: `${about(s)}与相近的金点子合并了，附议一并计算`,
      en: `${about(s)} was merged with ideas like it; endorsements count for the whole`,
    }),
  },
  unmerged: {
    to: 'authors',
    words: (s) =>
      s.idea.by_merge || s.event.to === 'hidden'
        ? null
        : { zh: `${about(s)}的合并已撤销，恢复原样`, en: `The merge of ${about(s)} was undone` },
  },
  costed: {
    to: 'authors',
    words: (s) => ({
      zh: `${about(s)}估价 ${yuan(s.idea.cost_fen)} 元`,
      en: `${about(s)} would cost about ¥${yuan(s.idea.cost_fen)}`,
    }),
  },
  adopted: {
    to: 'everybody',
    words: (s) => ({
      zh: `好消息：${about(s)}已采纳${because(s.words).zh}`,
      en: `Good news: ${about(s)} was adopted${because(s.words).en}`,
    }),
  },
  declined: {
    to: 'everybody',
    words: (s) => ({
      zh: `${about(s)}未采纳${because(s.words).zh}`,
      en: `${about(s)} was not adopted${because(s.words).en}`,
    }),
  },
  asked: {
    to: 'authors',
    words: (s) =>
      s.remark?.state === 'published' ? { zh: `${about(s)}有新提问`, en: `A question about ${about(s)}` } : null,
  },
  answered: {
    to: 'asker',
    words: (s) =>
      s.remark?.state === 'published'
        ? { zh: `您对${about(s)}的提问有了回答`, en: `Your question about ${about(s)} was answered` }
        : null,
  },
}

const byType = new Map(
  (Object.keys(tellings) as IdeaEventName[]).map((name) => [
    ideaEvents[name] as string,
    { name, telling: tellings[name] },
  ]),
)

/** Tells those whom an event concerns. */
export const tellIdeas: Subscriber = {
  name: 'ideas.telling',
  types: [...byType.keys(), callEvents.overdue],
  handle: async (tx, event, { clock }) => {
    const tenantId = event.tenantId
    if (event.type === callEvents.overdue) {
      await tellOverdue(tx, tenantId, payloadOf<CallEvent>(event), { at: event.at, now: clock.now() })
      return
    }
    const found = byType.get(event.type)
    const payload = payloadOf<IdeaEvent>(event)
    const said = found?.telling && (await saidOf(tx, tenantId, payload, found.name))
    const words = said && found.telling?.words(said)
    if (!found?.telling || !said || !words) return
    await notify(tx, {
      tenantId,
      personIds: await audience(tx, said, found.telling.to, clock.now()),
      topic: `idea_${found.name}`,
      subject: { kind: 'idea', id: said.idea.id },
      words,
      ...(found.telling.bundled ? { bundle: `ideas:${said.call.id}` } : {}),
      at: event.at,
    })
  },
}

async function saidOf(tx: Tx, tenantId: TenantId, event: IdeaEvent, name: IdeaEventName): Promise<Said | null> {
  const idea = await mine(tx)
    .selectFrom('ideas.ideas')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('id', '=', event.ideaId)
    .executeTakeFirst()
  const call = await mine(tx)
    .selectFrom('ideas.calls')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('id', '=', event.callId)
    .executeTakeFirst()
  if (!idea || !call) return null
  const remark = event.remarkId ? await remarkOf(tx, tenantId, event.remarkId as RemarkId) : null
  return { idea, call, event, remark, words: await wordsOf(tx, idea, event, name) }
}

async function remarkOf(tx: Tx, tenantId: TenantId, id: RemarkId): Promise<RemarkRecord | null> {
  const row = await mine(tx)
    .selectFrom('ideas.remarks')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .executeTakeFirst()
  return row ?? null
}

/** The ledger has hashes; the words stand in rows. */
async function wordsOf(tx: Tx, idea: IdeaRecord, { facts }: IdeaEvent, name: IdeaEventName): Promise<string | null> {
  if (name === 'adopted' || name === 'declined') return idea.end_words
  const { rows } =
    name === 'hidden'
      ? await sql<{ words: string | null }>`select words from ideas.moderations where tenant_id = ${idea.tenant_id}
          and id = ${String(facts?.moderationId)}`.execute(tx)
      : name === 'restored' || name === 'upheld'
        ? await sql<{ words: string | null }>`select decided_words as words from ideas.appeals
            where tenant_id = ${idea.tenant_id} and id = ${String(facts?.appealId)}`.execute(tx)
        : { rows: [] }
  return rows[0]?.words ?? null
}

async function audience(tx: Tx, said: Said, to: Telling['to'], now: Date): Promise<PersonId[]> {
  const { idea, call, remark, event } = said
  if (to === 'office') {
    const acting = await actingFor(tx, call.tenant_id, call.post_id, now)
    return acting ? [acting.personId] : []
  }
  if (to === 'speaker' && remark?.said_as !== 'author' && remark) return remark.person_id ? [remark.person_id] : []
  if (to === 'asker') {
    const question = event.facts?.questionId
      ? await remarkOf(tx, idea.tenant_id, event.facts.questionId as RemarkId)
      : null
    return question?.person_id ? [question.person_id] : []
  }
  const { authors, endorsers } = await peopleBehind(tx, idea.tenant_id, idea.id as IdeaId)
  return to === 'everybody' ? [...authors, ...endorsers] : authors
}

async function tellOverdue(
  tx: Tx,
  tenantId: TenantId,
  event: CallEvent,
  { at, now }: { at: Date; now: Date },
): Promise<void> {
  const call = await mine(tx)
    .selectFrom('ideas.calls')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('id', '=', event.callId)
    .executeTakeFirst()
  const acting = call && (await actingFor(tx, tenantId, call.post_id, now))
  if (!acting) return
  const unended = Number(event.facts?.unended ?? 0)
  await notify(tx, {
    tenantId,
    personIds: [acting.personId],
    topic: 'ideas_overdue',
    subject: { kind: 'idea/call', id: call.id },
    words: {
      zh: `征集「${call.title}」已过答复期限，还有 ${unended} 条没有结果`,
      en: `“${call.title}” is past its deadline: ${unended} ideas have no end yet`,
    },
    urgent: true,
    at,
  })
}
