import { afterAll, beforeAll, expect, it } from 'vitest'
import { sql } from '../../kernel/db.ts'
import { allErasables } from '../../kernel/erasure.ts'
import { dayMs } from '../../kernel/time/day.ts'
import { type MatterApp, matterApp } from '../matters/matter-app.fixture.ts'
import { retain } from './retention.ts'

let app: MatterApp
beforeAll(async () => {
  app = await matterApp()
})
afterAll(() => app.close())

const newIds = ['018f0000-0000-7000-8000-000000000001', '018f0000-0000-7000-8000-000000000002'] as const

it('no rule lets a tenant keep less than its law, and each law is named', () => {
  for (const { code, days, least, law } of allErasables()) {
    expect(days, code).toBeGreaterThanOrEqual(least)
    expect(law.zh, code).toMatch(/法|典|条|规/)
  }
  const codes = allErasables().map(({ code }) => code)
  for (const code of ['enterprises.contacts', 'choices.owners', 'gatherings.guests', 'households.moved_out'])
    expect(codes).toContain(code)
})

it('former owners lose name and phone a while after their last room went, present ones keep them', async () => {
  const { tenantId, places } = app.town
  const { secrets } = app.services
  const [left, stays] = newIds
  const room = await app.db.read((tx) =>
    sql<{ id: string }>`select id from places.rooms_view where tenant_id = ${tenantId} limit 1`.execute(tx),
  )
  const roomId = room.rows[0]?.id
  const at = app.clock.now()
  await app.db.tx(async (tx) => {
    for (const id of newIds)
      await sql`insert into choices.owners (tenant_id, id, compound_id, compound_path, kind, name_sealed, name_lookup,
          phone_sealed, phone_lookup, created_at, changed_at)
        select ${tenantId}, ${id}, l.id, l.path, 'person', ${secrets.seal('李某')}, ${secrets.lookup('owner-name', id)},
          ${secrets.seal('12000008888')}, ${secrets.lookup('phone', id)}, ${at}, ${at}
        from places.places_view l where l.tenant_id = ${tenantId} and l.id = ${places.compound11}`.execute(tx)
    for (const [id, until] of [
      [left, '2026-11-01'],
      [stays, null],
    ] as const)
      await sql`insert into choices.holdings (tenant_id, id, owner_id, room_id, building_id, building_path, area_cm2,
          area_source, from_on, to_on)
        select ${tenantId}, ${id}, ${id}, ${roomId}, l.id, l.path, 900000, 'register', '2020-01-01', ${until}::date
        from places.places_view l where l.tenant_id = ${tenantId} and l.id = ${places.building111}`.execute(tx)
  })
  const namesOf = async () => {
    const { rows } = await app.db.read((tx) =>
      sql<{ name: Buffer; phone: Buffer | null }>`select name_sealed as name, phone_sealed as phone from choices.owners
        where tenant_id = ${tenantId} order by id`.execute(tx),
    )
    return rows.map(({ name, phone }) => [secrets.open(name), phone && secrets.open(phone)])
  }
  await retain(app.services)
  expect(await namesOf()).toEqual([
    ['李某', '12000008888'],
    ['李某', '12000008888'],
  ])
  app.clock.move(1100 * dayMs)
  await retain(app.services)
  expect(await namesOf()).toEqual([
    ['（已按期限删除）', null],
    ['李某', '12000008888'],
  ])
  const told = await app.events('privacy_erasures:choices.owners')
  expect(told.map(({ payload }) => payload.count)).toEqual([1])
})

it('what is due can be asked of each rule, and erasing nothing changes nothing', async () => {
  const { tenantId } = app.town
  const { secrets } = app.services
  for (const { code, due, erase } of allErasables())
    await app.db.tx(async (tx) => {
      const asked = { tenantId, before: app.clock.now(), kept: [] }
      const all = await due({ ...asked, of: null }).execute(tx)
      const mine = await due({ ...asked, of: { personId: app.town.persons.resident1, phones: [] } }).execute(tx)
      expect(mine.rows.length, code).toBeLessThanOrEqual(all.rows.length)
      await erase(tx, { tenantId, ids: all.rows.map(({ id }) => id), secrets })
      const left = await due({ ...asked, of: null }).execute(tx)
      expect(left.rows, code).toEqual([])
    })
})
