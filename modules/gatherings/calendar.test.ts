import { afterAll, beforeAll, expect, it } from 'vitest'
import type { TestClient } from '../../kernel/testing/app.ts'
import { readFile } from '../files/contract.ts'
import { upload } from '../matters/acts/flow.fixture.ts'
import {
  addMaterials,
  calendarFeed,
  changeGathering,
  closeFeed,
  gatheringCalendar,
  getGathering,
  inviteParties,
  myFeed,
  openFeed,
  publicCalendar,
  stepGathering,
} from './contract.ts'
import { feedStream } from './events.ts'
import { dayMs, type GatheringApp, gatheringApp, hourMs } from './gatherings.fixture.ts'

let app: GatheringApp
beforeAll(async () => {
  app = await gatheringApp()
})
afterAll(() => app?.close())

const tokenOf = (path: string) => path.split('/').at(-1) ?? ''

it('gives a person a calendar by a secret address that can be taken back', async () => {
  const community = app.signInAs('community1')
  const resident = app.signInAs('resident1')
  const { id, code } = await app.plan(community, { title: '联席会议，第一次', venue: '三楼会议室' })
  const params = { gatheringId: id }
  const party = { kind: 'person', id: app.town.persons.resident1, name: '' } as const
  await community.call(inviteParties, { params, body: { parties: [party] } })
  expect((await app.anyone.ask(openFeed, {})).status).toBe(401)
  const { path } = await resident.call(openFeed, {})
  const token = tokenOf(path)
  const read = async () => String((await app.anyone.ask(calendarFeed, { params: { token } })).body)
  // A draft is nobody's appointment yet.
  expect(await read()).not.toContain('VEVENT')
  await app.announce(community, id)
  const first = await read()
  expect(first).toContain(`UID:${id}@liren`)
  expect(first).toContain('SEQUENCE:1')
  expect(first).toContain('LOCATION:三楼会议室')
  expect(first).toContain('SUMMARY:联席会议，第一次（联席会议）')
  await community.call(changeGathering, {
    params,
    body: { startsAt: app.at(3 * dayMs), endsAt: app.at(3 * dayMs + hourMs) },
  })
  expect(await read()).toContain('SEQUENCE:2')
  await community.call(stepGathering, { params, body: { step: 'cancel', why: '改期' } })
  expect(await read()).toContain('STATUS:CANCELLED')
  const one = await app.anyone.ask(gatheringCalendar, { params: { code } })
  expect([one.status, String(one.body).includes('SEQUENCE:3')]).toEqual([200, true])
  const inEnglish = await app.anyone.ask(gatheringCalendar, { params: { code } }, { 'accept-language': 'en' })
  expect(String(inEnglish.body)).toContain('SUMMARY:联席会议，第一次 (')
  expect((await app.anyone.ask(gatheringCalendar, { params: { code: 'NOSUCHCODE' } })).status).toBe(404)

  expect((await resident.call(myFeed, {})).since).not.toBeNull()
  const { path: next } = await resident.call(openFeed, {})
  expect((await app.anyone.ask(calendarFeed, { params: { token } })).status).toBe(404)
  expect((await app.anyone.ask(calendarFeed, { params: { token: tokenOf(next) } })).status).toBe(200)
  await resident.call(closeFeed, {})
  expect((await app.anyone.ask(calendarFeed, { params: { token: tokenOf(next) } })).status).toBe(404)
  const types = (await app.events(feedStream(app.town.persons.resident1))).map(({ type }) => type)
  expect(types).toEqual(['gatherings.feed_opened', 'gatherings.feed_opened', 'gatherings.feed_closed'])
})

it('shows materials to those who see the gathering, and to nobody else', async () => {
  const community = app.signInAs('community1')
  const { id } = await app.plan(community, { kind: 'seminar', title: '惠企政策宣讲' })
  const params = { gatheringId: id }
  const file = await upload(community)
  expect((await app.signInAs('gridWorker11').ask(addMaterials, { params, body: { fileIds: [file] } })).status).toBe(403)
  await community.call(addMaterials, { params, body: { fileIds: [file] } })
  expect((await app.story(id)).at(-1)).toBe('materials_added')
  await app.announce(community, id)
  const asked = { params: { fileId: file }, query: { size: 'thumb' } } as const
  expect((await app.signInAs('gridWorker11').ask(readFile, asked)).status).toBe(200)
  expect((await app.signInAs('resident1').ask(readFile, asked)).status).toBe(404)
  await community.call(changeGathering, { params, body: { isPublic: true } })
  expect((await app.anyone.ask(readFile, asked)).status).toBe(200)
  expect((await community.call(getGathering, { params })).materialIds).toEqual([file])
})

it('gives everybody a calendar of what is announced at a place, cancelled for a month, and of nothing else', async () => {
  const community = app.signInAs('community1')
  const read = async (placeCode: string) =>
    app.anyone.ask(publicCalendar, { query: { placeCode } }).then(({ status, body }) => [status, String(body)] as const)
  const { id } = await app.plan(community, { title: '社区义诊', kind: 'activity', isPublic: true })
  expect((await read('530103-community1'))[1]).not.toContain('社区义诊')
  await app.announce(community, id)
  const [status, text] = await read('530103-community1')
  expect([status, text.startsWith('BEGIN:VCALENDAR')]).toEqual([200, true])
  expect(text).toContain('社区义诊')
  expect((await read('530103-building111'))[1]).toContain('社区义诊')
  expect((await read('530103-community2'))[1]).not.toContain('社区义诊')
  expect((await read('nowhere'))[0]).toBe(404)
  await community.call(stepGathering, { params: { gatheringId: id }, body: { step: 'cancel', why: '下雨' } })
  expect((await read('530103-community1'))[1]).toContain('STATUS:CANCELLED')
})

it('tells the topics of a meeting by invitation in the file of its code to whom its page tells them, alone', async () => {
  const community = app.signInAs('community1')
  const { id, code } = await app.plan(community, { title: '三方会商', topics: '某企业欠薪的处置' })
  const params = { gatheringId: id }
  const party = { kind: 'person', id: app.town.persons.resident1, name: '' } as const
  await community.call(inviteParties, { params, body: { parties: [party] } })
  await app.announce(community, id)
  const read = async (who: TestClient) => String((await who.ask(gatheringCalendar, { params: { code } })).body)
  for (const who of [app.anyone, app.signInAs('resident2')]) {
    const file = await read(who)
    expect(file).toContain('三方会商')
    expect(file).not.toContain('欠薪')
  }
  expect(await read(app.signInAs('resident1'))).toContain('某企业欠薪的处置')
  expect(await read(community)).toContain('某企业欠薪的处置')
  await community.call(changeGathering, { params, body: { isPublic: true } })
  expect(await read(app.anyone)).toContain('某企业欠薪的处置')
})
