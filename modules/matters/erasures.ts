import { sql } from '../../kernel/db.ts'
import type { Erasable, Overdue } from '../../kernel/erasure.ts'

const ended = ({ tenantId, before, of, kept }: Overdue) => sql`m.tenant_id = ${tenantId}
  and m.state in ('closed', 'void', 'merged') and coalesce(m.closed_at, m.changed_at) < ${before}
  and m.id <> all(${[...kept]}::uuid[])
  ${of ? sql`and (m.reporter_id = ${of.personId} or m.reporter_phone_lookup = any(${[...of.phones]}::bytea[]))` : sql``}`

const since = { zh: '事项办结', en: 'the matter ended' }

/** What of matters is erased when its time is over. Events hold hashes alone, so the ledger stays as it is. */
export const mattersErasures: readonly Erasable[] = [
  {
    code: 'matters.contact',
    words: { zh: '反映人留的姓名、电话和加密填写的内容', en: 'Name, phone and sealed answers that a reporter left' },
    since,
    law: {
      zh: '个保法 19、47 条；未办结的、依法保全的不删。复议、诉讼中的请先登记保全',
      en: 'PIPL 19, 47; never of open matters or under a legal hold. Register a hold for reviews and lawsuits',
    },
    ...{ days: 1095, least: 180, onDemand: ['matters.reports'] },
    due: (asked) => sql`select m.id from matters.matters m where ${ended(asked)}
      and (m.reporter_name_sealed is not null or m.reporter_phone_sealed is not null
        or m.reporter_phone_lookup is not null or m.answers_sealed is not null)`,
    erase: async (tx, { tenantId, ids }) => {
      await sql`update matters.matters set reporter_name_sealed = null, reporter_phone_sealed = null,
        reporter_phone_lookup = null, answers_sealed = null where tenant_id = ${tenantId} and id = any(${[...ids]}::uuid[])`.execute(
        tx,
      )
    },
  },
  {
    code: 'matters.words',
    words: { zh: '事项的标题、内容、表单和办理中说的话', en: 'Title, words, forms and remarks of matters' },
    since,
    law: {
      zh: '档案法、机关文件材料归档范围（定期十年）；账本只留摘要，仍可核验',
      en: 'Rules of archives (ten years); the ledger holds hashes and still verifies',
    },
    ...{ days: 3650, least: 1095, onDemand: [] },
    due: (
      asked,
    ) => sql`select m.id from matters.matters m where ${ended(asked)} and (m.body <> '' or m.title <> '' or m.answers is not null
      or exists (select from matters.remarks r where r.tenant_id = m.tenant_id and r.matter_id = m.id and r.words <> ''))`,
    erase: async (tx, { tenantId, ids }) => {
      const these = [...ids]
      await sql`update matters.matters set title = '', body = '', search_text = '', bigrams = '{}', place_detail = null, answers = null
        where tenant_id = ${tenantId} and id = any(${these}::uuid[])`.execute(tx)
      await sql`update matters.remarks set words = '' where tenant_id = ${tenantId}
        and matter_id = any(${these}::uuid[])`.execute(tx)
    },
  },
]
