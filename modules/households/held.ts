import { sql } from '../../kernel/db.ts'
import type { HeldKind } from '../../kernel/held.ts'
import { phoneLookup } from '../people/public.ts'
import { householdEvents } from './events.ts'
import type { MemberValue } from './shapes.ts'

/** What module households keeps of a person: what is current of them alone, never of others of the household. */
export const householdsHeld: readonly HeldKind[] = [
  {
    code: 'households.person',
    words: { zh: '住户登记里的您', en: 'You in the register of households' },
    purpose: { zh: '上门联系和服务住户（个保法 13 条）', en: 'To call on households and serve them (PIPL 13)' },
    kept: { zh: '住在这里期间；迁出后按保存规则删除', en: 'While you live here; erased by rule after moving out' },
    fields: {
      name: { zh: '姓名', en: 'Name' },
      phone: { zh: '电话', en: 'Phone' },
      birth: { zh: '出生年月', en: 'Born' },
      sex: { zh: '性别', en: 'Sex' },
      relation: { zh: '与户主关系', en: 'Relation' },
      source: { zh: '来源', en: 'Source' },
    },
    revealed: householdEvents.revealed,
    rows: ({ tenantId, phones }) => sql`select e.as_of as at, true as own, 'households:' || e.household_id as stream,
        e.value_sealed as value, e.source
      from households.entries e where e.tenant_id = ${tenantId} and e.state = 'current' and not e.is_empty
        and e.phone_lookup = any(${[...phones]}::bytea[])`,
    present: ({ value, source }, secrets, of) => {
      const content = JSON.parse(secrets.open(value as Buffer)) as { value: Partial<MemberValue> | null }
      const said = content.value
      return said?.phone && of.phones[0]?.equals(phoneLookup(secrets, said.phone)) ? { ...said, source } : null
    },
  },
]
