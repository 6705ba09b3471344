import { sql } from '../../kernel/db.ts'
import type { HeldKind } from '../../kernel/held.ts'
import { stationEvents } from './events.ts'

/** What module stations keeps of a person. */
export const stationsHeld: readonly HeldKind[] = [
  {
    code: 'stations.sharers',
    words: { zh: '您共享的登记', en: 'You as a sharer' },
    purpose: { zh: '您愿意共享场地、物品或手艺', en: 'You share rooms, things or skills' },
    kept: { zh: '共享期间', en: 'While you share' },
    fields: {
      name: { zh: '名称', en: 'Name' },
      contact: { zh: '联系人', en: 'Contact' },
      phone: { zh: '电话', en: 'Phone' },
      state: { zh: '状态', en: 'State' },
    },
    revealed: stationEvents.contactRevealed,
    rows: ({ tenantId, personId }) => sql`select asked_at as at, true as own, 'station-sharers:' || id as stream, name,
        contact_sealed as contact, phone_sealed as phone, state
      from stations.sharers where tenant_id = ${tenantId} and person_id = ${personId}`,
  },
  {
    code: 'stations.bookings',
    words: { zh: '您的预约', en: 'Your bookings' },
    purpose: { zh: '预约场地和借用物品', en: 'To book rooms and borrow things' },
    kept: { zh: '结束后 180 天', en: '180 days after the end' },
    fields: {
      name: { zh: '预约', en: 'What' },
      typed: { zh: '代约时填的姓名', en: 'Name typed by who booked for you' },
      state: { zh: '状态', en: 'State' },
    },
    rows: ({ tenantId, personId }) => sql`select b.from_at as at, true as own, r.name, b.name_sealed as typed, b.state
      from stations.bookings b
      join stations.resources r on r.tenant_id = b.tenant_id and r.id = b.resource_id
      where b.tenant_id = ${tenantId} and b.person_id = ${personId}`,
  },
]
