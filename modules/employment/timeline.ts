import type { Words } from '../../kernel/contract/words.ts'
import { sql } from '../../kernel/db.ts'
import type { FirmTimelineSource } from '../enterprises/public.ts'
import { type OpeningEvent, type OpeningId, openingEvents, type ReferralEvent, referralEvents } from './events.ts'

const told: Readonly<Record<string, Words>> = {
  [openingEvents.opened]: { zh: '发布招聘岗位', en: 'Opened a job' },
  [openingEvents.filled]: { zh: '岗位已招满', en: 'A job was filled' },
  [openingEvents.closed]: { zh: '停止招聘', en: 'Closed a job' },
  [openingEvents.expired]: { zh: '岗位到期停止', en: 'A job passed its last day' },
  [openingEvents.reopened]: { zh: '重新招聘', en: 'Opened a job again' },
  [referralEvents.agreed]: { zh: '推荐了一位居民', en: 'A resident was referred' },
  [referralEvents.hired]: { zh: '录用一位推荐的居民', en: 'Hired a resident who was referred' },
}

interface Row {
  at: Date
  type: string
  payload: OpeningEvent | ReferralEvent
  title: string
  openingId: OpeningId
  who: string | null
}

/** What jobs add to the story of a firm: nothing of who the residents are. */
export const firmTimeline: FirmTimelineSource = {
  source: 'employment',
  async entries(tx, _secrets, tenantId, firmId) {
    // Stream by stream and person by person: PostgreSQL would else read all of the ledger and all persons.
    const { rows } = await sql<Row>`
      with streams as (
        select 'openings:' || o.id as stream, o.id, o.title from employment.openings o
          where o.tenant_id = ${tenantId} and o.firm_id = ${firmId}
        union all
        select 'referrals:' || r.id, o.id, o.title from employment.referrals r
          join employment.openings o on o.tenant_id = r.tenant_id and o.id = r.opening_id
          where r.tenant_id = ${tenantId} and o.firm_id = ${firmId})
      select e.at, e.type, e.payload, s.title, s.id as "openingId", b.name as who from streams s
      cross join lateral (select v.at, v.seq, v.type, v.payload, v.actor from kernel.events_view v
        where v.tenant_id = ${tenantId} and v.stream = s.stream offset 0) e
      left join lateral (select p.name from people.persons_view p where p.tenant_id = ${tenantId}
        and p.id = (e.actor ->> 'personId')::uuid and e.type like 'employment.opening%' limit 1) b on true
      where e.type = any(${Object.keys(told)}::text[]) order by e.at, e.seq`.execute(tx)
    return rows.map(({ at, type, payload, title, openingId, who }) => ({
      at: at.toISOString(),
      type,
      words: told[type] ?? { zh: type, en: type },
      detail: detailOf(title, payload),
      who,
      to: `/jobs/openings/${openingId}`,
    }))
  },
}

function detailOf(title: string, payload: OpeningEvent | ReferralEvent): Words {
  const said = 'why' in payload && payload.why ? payload.why : null
  const why = typeof said === 'string' ? { zh: said, en: said } : said
  return { zh: why ? `${title}，${why.zh}` : title, en: why ? `${title}, ${why.en}` : title }
}
