import type { Words } from '../../kernel/contract/words.ts'
import { sql } from '../../kernel/db.ts'
import type { FirmTimelineSource } from '../enterprises/public.ts'
import { type PushEvent, pushEvents } from './events.ts'
import { policyBook } from './policy-words.ts'
import { quantityWords } from './unit.ts'

interface Told {
  at: Date
  type: string
  payload: PushEvent
  title: Words
  who: string | null
}

const steps = new Map(
  Object.entries(pushEvents).map(([step, type]) => [type as string, step as keyof typeof pushEvents]),
)

/** What policies add to the story of a firm: what was brought to it and what came of it. */
export const firmTimeline: FirmTimelineSource = {
  source: 'policy',
  async entries(tx, _secrets, tenantId, firmId) {
    // Stream by stream and person by person: PostgreSQL would else read all of the ledger and all persons.
    const { rows } = await sql<Told>`select e.at, e.type, e.payload, n.spec -> 'title' as title, b.name as who
      from policies.pushes u
      cross join lateral (select v.at, v.seq, v.type, v.payload, v.actor from kernel.events_view v
        where v.tenant_id = u.tenant_id and v.stream = 'policy-pushes:' || u.id offset 0) e
      join policies.versions n on n.tenant_id = u.tenant_id and n.code = u.code and n.version = u.version
      left join lateral (select p.name from people.persons_view p
        where p.tenant_id = u.tenant_id and p.id = (e.actor ->> 'personId')::uuid limit 1) b on true
      where u.tenant_id = ${tenantId} and u.firm_id = ${firmId} order by e.at, e.seq`.execute(tx)
    return rows.map(({ at, type, payload, title, who }) => ({
      at: at.toISOString(),
      type,
      words: stepWords(type),
      detail: detailOf(title, payload),
      who,
      to: `/firms/${firmId}/policies`,
    }))
  },
}

function stepWords(type: string): Words {
  const step = steps.get(type)
  if (!step) return { zh: type, en: type }
  return { zh: `政策${policyBook.zh.step[step]}`, en: `Policy: ${policyBook.en.step[step].toLowerCase()}` }
}

function detailOf(title: Words, { fen, why }: PushEvent): Words {
  const sum = fen === undefined ? null : quantityWords(fen, 'fen')
  const more = [sum, why ? { zh: why, en: why } : null].filter((part) => part !== null)
  return {
    zh: [title.zh, ...more.map(({ zh }) => zh)].join('，'),
    en: [title.en, ...more.map(({ en }) => en)].join(', '),
  }
}
