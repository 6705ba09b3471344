import { sql } from '../../kernel/db.ts'
import type { HeldKind } from '../../kernel/held.ts'
import { volunteerEvents, wishEvents } from './events.ts'

const help = { zh: '您同意参加邻里互助', en: 'You agreed to take part in helping neighbours' }
const hours = { zh: '记录志愿服务（志愿服务条例 19 条）', en: 'To record volunteering (its regulation, 19)' }

/** What module neighbours keeps of a person: as a volunteer, as somebody who is helped, and hours. */
export const neighboursHeld: readonly HeldKind[] = [
  {
    code: 'neighbours.volunteer',
    words: { zh: '志愿者登记', en: 'Registered as a volunteer' },
    purpose: help,
    kept: { zh: '退出时删除能力和时间', en: 'Skills and times go when you stop' },
    fields: {
      place: { zh: '地点', en: 'Place' },
      languages: { zh: '语言', en: 'Languages' },
      sex: { zh: '性别', en: 'Sex' },
      reach: { zh: '愿走多远（米）', en: 'How far (m)' },
      state: { zh: '状态', en: 'State' },
    },
    revealed: volunteerEvents.revealed,
    rows: ({ tenantId, personId }) => sql`select v.since_at as at, true as own, 'volunteers:' || v.id as stream,
        p.name as place, v.languages, v.sex, v.reach_m as reach, v.state from neighbours.volunteers v
      join places.places_view p on p.tenant_id = v.tenant_id and p.id = v.place_id
      where v.tenant_id = ${tenantId} and v.person_id = ${personId}`,
  },
  {
    code: 'neighbours.wishes',
    words: { zh: '请邻里帮忙的心愿', en: 'Help you asked for' },
    purpose: help,
    kept: { zh: '心愿结束时删除姓名、电话和内容', en: 'Name, phone and words go when the wish ends' },
    fields: {
      kind: { zh: '类型', en: 'Kind' },
      name: { zh: '姓名', en: 'Name' },
      phone: { zh: '电话', en: 'Phone' },
      words: { zh: '内容', en: 'Words' },
      state: { zh: '状态', en: 'State' },
    },
    revealed: wishEvents.revealed,
    rows: ({ tenantId, personId }) => sql`select since_at as at, true as own, 'wishes:' || id as stream, kind,
        name_sealed as name, phone_sealed as phone, words_sealed as words, state
      from neighbours.wishes where tenant_id = ${tenantId} and person_id = ${personId}`,
  },
  {
    code: 'neighbours.hours',
    words: { zh: '志愿服务时长', en: 'Hours of volunteering' },
    purpose: hours,
    kept: { zh: '长期：证明要能查核', en: 'For good: certificates must be checkable' },
    fields: { minutes: { zh: '分钟', en: 'Minutes' }, content: { zh: '内容', en: 'What' } },
    rows: ({ tenantId, personId }) => sql`select h.on_day as at, true as own, h.minutes, h.content
      from neighbours.hours_entries h
      join neighbours.volunteers v on v.tenant_id = h.tenant_id and v.id = h.volunteer_id and v.person_id = ${personId}
      where h.tenant_id = ${tenantId}`,
  },
  {
    code: 'neighbours.certificates',
    words: { zh: '志愿服务证明', en: 'Certificates of volunteering' },
    purpose: hours,
    kept: { zh: '长期：证明要能查核', en: 'For good: certificates must be checkable' },
    fields: {
      number: { zh: '编号', en: 'Number' },
      minutes: { zh: '分钟', en: 'Minutes' },
      document: { zh: '证件尾号', en: 'End of the document’s number' },
    },
    rows: ({ tenantId, personId }) => sql`select c.asked_at as at, true as own, c.number_text as number, c.minutes,
        c.document_sealed as document from neighbours.certificates c
      join neighbours.volunteers v on v.tenant_id = c.tenant_id and v.id = c.volunteer_id and v.person_id = ${personId}
      where c.tenant_id = ${tenantId}`,
  },
]
