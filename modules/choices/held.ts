import { sql } from '../../kernel/db.ts'
import type { HeldKind } from '../../kernel/held.ts'
import { ownerEvents } from './events.ts'

const purpose = { zh: '业主共同决定事项（民法典 278 条）', en: 'Decisions of owners (Civil Code 278)' }

/** What module choices keeps of a person. Ballots of budgets are secret: nobody can tell whose they are. */
export const choicesHeld: readonly HeldKind[] = [
  {
    code: 'choices.owners',
    words: { zh: '业主名册里的您', en: 'You in the register of owners' },
    purpose,
    kept: { zh: '产权存续期间；之后按保存规则删除', en: 'While you own; erased by rule afterwards' },
    fields: {
      name: { zh: '姓名', en: 'Name' },
      phone: { zh: '电话', en: 'Phone' },
      areas: { zh: '专有面积（平方厘米）', en: 'Areas (cm²)' },
    },
    revealed: ownerEvents.revealed,
    rows: ({ tenantId, phones }) => sql`select o.created_at as at, true as own, 'owners:' || o.id as stream,
        o.name_sealed as name, o.phone_sealed as phone,
        array(select h.area_cm2 from choices.holdings h where h.tenant_id = o.tenant_id and h.owner_id = o.id) as areas
      from choices.owners o where o.tenant_id = ${tenantId} and o.phone_lookup = any(${[...phones]}::bytea[])`,
  },
  {
    code: 'choices.votes',
    words: { zh: '业主表决中的意见', en: 'Your votes as an owner' },
    purpose,
    kept: { zh: '随表决档案', en: 'With the record of the vote' },
    fields: { title: { zh: '表决', en: 'Question' }, choice: { zh: '意见', en: 'Choice' } },
    rows: ({ tenantId, phones }) => sql`select v.taken_at as at, true as own, q.title, v.choice
      from choices.votes v join choices.owners o on o.tenant_id = v.tenant_id and o.id = v.owner_id
      join choices.questions q on q.tenant_id = v.tenant_id and q.id = v.question_id
      where v.tenant_id = ${tenantId} and o.phone_lookup = any(${[...phones]}::bytea[])`,
  },
  {
    code: 'choices.register',
    words: { zh: '项目投票登记', en: 'Registered to vote on a budget' },
    purpose: { zh: '确认谁能投票，每人一次', en: 'Who may vote, once each' },
    kept: { zh: '随投票档案', en: 'With the record of the vote' },
    fields: {
      name: { zh: '姓名', en: 'Name' },
      household: { zh: '住户', en: 'Household' },
      phone: { zh: '电话', en: 'Phone' },
    },
    rows: ({ tenantId, phones }) => sql`select registered_at as at, false as own, name_sealed as name, household,
        phone_sealed as phone from choices.budget_register
      where tenant_id = ${tenantId} and phone_lookup = any(${[...phones]}::bytea[])`,
  },
]
