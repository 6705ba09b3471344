import type { Words } from '../../kernel/contract/words.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import type { FirmTimelineSource } from '../enterprises/public.ts'
import { quantityWords } from '../policies/public.ts'
import { type PartnerEvent, partnerEvents, type WantEvent, wantEvents } from './events.ts'
import { financeBook } from './finance-words.ts'

interface Told<Payload> {
  at: Date
  type: string
  payload: Payload
  who: string | null
}

/** What finance adds to the story of a firm: what it wanted and what banks said; of a bank, that it became a partner. */
export const firmTimeline: FirmTimelineSource = {
  source: 'finance',
  async entries(tx, _secrets, tenantId, firmId) {
    // By its records first, then want by want: PostgreSQL would else ask for every want of the tenant whose it is today,
    // and read all of the ledger, all persons and all firms.
    const wants = await sql<Told<WantEvent> & { bank: string | null; bankEn: string | null }>`
      select e.at, e.type, e.payload, n.name as who, b.name as bank, b.name_en as "bankEn" from finance.wants_now w
      cross join lateral (select v.at, v.seq, v.type, v.payload, v.actor from kernel.events_view v
        where v.tenant_id = w.tenant_id and v.stream = 'finance-wants:' || w.id offset 0) e
      ${whoJoin(tenantId)}
      left join lateral (select f.name, f.name_en from enterprises.firms_view f
        where f.tenant_id = w.tenant_id and f.id = (e.payload ->> 'partnerFirmId')::uuid limit 1) b on true
      where w.tenant_id = ${tenantId} and w.firm_id = ${firmId}
        and w.id = any(array(select x.id from finance.wants x where x.tenant_id = ${tenantId}
          and x.firm_id = any(array(select finance.records_of(${tenantId}, ${firmId})))))
      order by e.at desc, e.seq desc`.execute(tx)
    const story = wants.rows.map(({ at, type, payload, who, bank, bankEn }) => ({
      at: at.toISOString(),
      type,
      words: titles[type] ?? { zh: type, en: type },
      detail: detailOf(payload, bank ? { zh: bank, en: bankEn ?? bank } : null),
      who,
      to: `/finance/wants/${payload.wantId}`,
    }))
    return [...(await partnerships(tx, tenantId, firmId)), ...story]
  },
}

const titles: Readonly<Record<string, Words>> = {
  [wantEvents.raised]: { zh: '提出融资需求', en: 'Want raised' },
  [wantEvents.passed]: { zh: '融资转介', en: 'Passed on to a bank' },
  [wantEvents.answered]: { zh: '银行答复', en: 'A bank answered' },
  [wantEvents.takenBack]: { zh: '收回融资转介', en: 'Referral taken back' },
  [wantEvents.ended]: { zh: '结束融资需求', en: 'Want ended' },
  [wantEvents.silent]: { zh: '银行逾期未答复', en: 'A bank did not answer in time' },
  [partnerEvents.confirmed]: { zh: '确认为金融合作机构', en: 'Confirmed as a finance partner' },
  [partnerEvents.ended]: { zh: '终止金融合作', en: 'Partnership ended' },
}

function detailOf({ wanted, step, fen, why, reason }: WantEvent, bank: Words | null): Words | null {
  const use = (of: NonNullable<WantEvent['wanted']>) => ({
    zh: financeBook.zh.use[of.use],
    en: financeBook.en.use[of.use],
  })
  const parts = [
    bank,
    ...(wanted ? [quantityWords(wanted.amountFen, 'fen'), quantityWords(wanted.months, 'month'), use(wanted)] : []),
    step && step !== 'taken_back' ? { zh: financeBook.zh.step[step], en: financeBook.en.step[step] } : null,
    fen === undefined ? null : quantityWords(fen, 'fen'),
    reason ? { zh: financeBook.zh.endReason[reason], en: financeBook.en.endReason[reason] } : null,
    why ? { zh: why, en: why } : null,
  ].filter((part) => part !== null)
  if (parts.length === 0) return null
  return { zh: parts.map(({ zh }) => zh).join('，'), en: parts.map(({ en }) => en).join(', ') }
}

/** The person `n` who did `e`. */
const whoJoin = (tenantId: Args[2]) => sql`left join lateral (select p.name from people.persons_view p
  where p.tenant_id = ${tenantId} and p.id = (e.actor ->> 'personId')::uuid limit 1) n on true`

type Entry = Awaited<ReturnType<FirmTimelineSource['entries']>>[number]
type Args = Parameters<FirmTimelineSource['entries']>

async function partnerships(tx: Tx, tenantId: Args[2], firmId: Args[3]): Promise<Entry[]> {
  const { rows } = await sql<Told<PartnerEvent>>`select e.at, e.type, e.payload, n.name as who from kernel.events_view e
    ${whoJoin(tenantId)}
    where e.tenant_id = ${tenantId}
      and e.stream = any(array(select 'finance-partners:' || id from finance.records_of(${tenantId}, ${firmId}) as id))
    order by e.at desc, e.seq desc`.execute(tx)
  return rows.map(({ at, type, payload: { fromOn, why }, who }) => ({
    at: at.toISOString(),
    type,
    words: titles[type] ?? { zh: type, en: type },
    detail: { zh: [fromOn, why].filter(Boolean).join('，'), en: [fromOn, why].filter(Boolean).join(', ') },
    who,
    to: '/finance?view=partners',
  }))
}
