import type { PersonId } from '../../kernel/contract/ids.ts'
import type { Words } from '../../kernel/contract/words.ts'
import { payloadOf, type Subscriber } from '../../kernel/events/subscriber.ts'
import { type Day, dayOf } from '../../kernel/time/day.ts'
import { formatDay } from '../../kernel/time/time-words.ts'
import {
  type HandoverEvent,
  handoverCancelled,
  handoverDone,
  handoverOvertaken,
  handoverPlanned,
} from '../people/events.ts'
import { type HandoverTold, handoverTold } from '../people/public.ts'
import { notify } from './notice-store.ts'

/** Both holders hear of a hand-over when it is decided, when it is so, and when nothing comes of it. */
export const tellHandovers: Subscriber = {
  name: 'notices.handovers',
  types: [handoverPlanned, handoverDone, handoverCancelled, handoverOvertaken],
  async handle(tx, { tenantId, type, at, ...event }) {
    const payload = payloadOf<HandoverEvent>({ tenantId, type, at, ...event })
    const told = await handoverTold(tx, tenantId, payload.handoverId)
    if (!told) return
    const day = dayOf(new Date(payload.fromAt))
    for (const { to, words } of tellings(type, told, day))
      await notify(tx, {
        ...{ tenantId, personIds: to, topic: 'handover', words, at },
        subject: { kind: 'handover', id: payload.handoverId },
      })
  },
}

interface Telling {
  readonly to: readonly PersonId[]
  readonly words: Words
}

function tellings(type: string, told: HandoverTold, on: Day): readonly Telling[] {
  const [day, dayEn] = [formatDay('zh', on), formatDay('en', on)]
  const former = told.fromPersonId ? [told.fromPersonId] : []
  const next = [told.toPersonId]
  const { name: zh } = told
  const en = told.nameEn || told.name
  switch (type) {
    case handoverPlanned:
      return [
        { to: next, words: { zh: `${day}起您接任「${zh}」`, en: `From ${dayEn} you hold “${en}”` } },
        {
          to: former,
          words: { zh: `${day}起「${zh}」由${told.toName}接任`, en: `From ${dayEn} ${told.toName} holds “${en}”` },
        },
      ]
    case handoverDone: {
      const [went, wentEn] = wentOver(told)
      return [
        { to: next, words: { zh: `您已接任「${zh}」${went}`, en: `You hold “${en}” now${wentEn}` } },
        {
          to: former,
          words: { zh: `「${zh}」已交给${told.toName}${went}`, en: `“${en}” has passed to ${told.toName}${wentEn}` },
        },
      ]
    }
    case handoverCancelled:
      return [
        {
          to: [...next, ...former],
          words: { zh: `「${zh}」${day}的交接已取消`, en: `The hand-over of “${en}” on ${dayEn} was called off` },
        },
      ]
    default:
      return [
        {
          to: [...new Set([told.decidedBy, ...next, ...former])],
          words: {
            zh: `「${zh}」${day}的交接没有生效：任职人已有变动`,
            en: `The hand-over of “${en}” on ${dayEn} did not happen: its holder had changed`,
          },
        },
      ]
  }
}

/** What went with it, in a clause for each language. */
function wentOver({ passed }: HandoverTold): readonly [string, string] {
  if (passed.length === 0) return ['', '']
  const zh = passed.map(({ words, count, overdue }) => `${words.zh} ${count}${overdue ? `（超时 ${overdue}）` : ''}`)
  const en = passed.map(({ words, count, overdue }) => `${words.en}: ${count}${overdue ? ` (${overdue} late)` : ''}`)
  return [`，随岗位移交：${zh.join('、')}`, `. With it: ${en.join(', ')}`]
}
