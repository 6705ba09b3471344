import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { Endpoint } from '../../kernel/contract/endpoint.ts'
import { sql } from '../../kernel/db.ts'
import { readSheet } from '../../kernel/sheets/sheet-reader.ts'
import type { TestClient } from '../../kernel/testing/app.ts'
import type { PersonKey } from '../../kernel/testing/town.ts'
import { makeChannel } from '../channels/contract.ts'
import { listFacilities } from '../facilities/contract.ts'
import { aFacility, aGate } from '../facilities/facilities.fixture.ts'
import { listGatherings } from '../gatherings/contract.ts'
import { gatheringSubject } from '../gatherings/gatherings.fixture.ts'
import { listConflicts, listHouseholds, listNotes } from '../households/contract.ts'
import { householdSubject } from '../households/household-app.fixture.ts'
import { giveIdea, listIdeas, planCall, stepCall } from '../ideas/contract.ts'
import { aCall, ideaSubject } from '../ideas/ideas.fixture.ts'
import { listLetters } from '../letters/contract.ts'
import { imapServer } from '../letters/imap-server.fixture.ts'
import { aMailbox, letterOf } from '../letters/letters.fixture.ts'
import { readMailbox, takeDue } from '../letters/reading.ts'
import { listMatters, myWork } from '../matters/contract.ts'
import { type MatterApp, matterApp } from '../matters/matter-app.fixture.ts'
import { getCalendarRules, saveCalendarRules } from '../matters/rules/contract.ts'
import { statistics } from '../mediation/contract.ts'
import { mediationSubject } from '../mediation/mediation.fixture.ts'
import { listPairings, listVolunteers, listWishes } from '../neighbours/contract.ts'
import { listHours } from '../neighbours/hours/contract.ts'
import { hoursSubject } from '../neighbours/hours/hours.fixture.ts'
import { neighbourSubject } from '../neighbours/neighbours.fixture.ts'
import { listVacancies } from '../people/handover/contract.ts'
import { listRequests } from '../privacy/contract.ts'
import { privacySubject } from '../privacy/privacy.fixture.ts'
import { listCampaigns } from '../safety/campaigns/contract.ts'
import { listFindings, listRounds } from '../safety/contract.ts'
import { aCampaign, aPoint, aRoute, check, roundOn, roundsNow } from '../safety/safety.fixture.ts'
import { listBookings, listResources, listThanks, listWants } from '../stations/contract.ts'
import { stationSubject } from '../stations/stations.fixture.ts'
import { listDues } from '../visits/contract.ts'
import { periodOn, periodsBack } from './links/periods.ts'
import { exportLinks, linkTrends, readLinks } from './links-contract.ts'
import { readWaiting } from './waiting/contract.ts'

let app: MatterApp
const on = '2026-11-20'
beforeAll(async () => {
  app = await matterApp()
  const desk = app.signInAs('community1')
  await app.reportAt('building111', '楼上天天吵架', { category: '080203' })
  await app.reportAt('building121', '路灯不亮', { category: '010101' })
  await app.reportAt('building211', '垃圾满了', { category: '040101' })
  await aFacility(app)
  await aGate(app)
  await gatheringSubject(desk, app.town.places.community1)
  await ideaSubject(desk, app.signInAs('resident1'), app.town.places.community1)
  const [a, b] = [await aPoint(app, { name: '东出口' }), await aPoint(app, { name: '西出口' })]
  const { id: routeId } = await aRoute(app, [a.id, b.id], { rhythm: 'day' })
  const worker = app.signInAs('gridWorker11')
  const round = await roundOn(worker, routeId)
  await check(worker, round.id, a, 'clear', 'empty')
  await check(worker, round.id, b)
  await aCampaign(app)
  await neighboursLive()
  await privacySubject(app.signInAs('resident1'))
  const call = aCall(app.town.places.community1, { moderation: 'before' })
  const { id: callId, code } = await desk.call(planCall, { body: call })
  await desk.call(stepCall, { params: { callId }, body: { step: 'open' } })
  const idea = { title: '楼道装扶手', body: '老人上楼不方便。' }
  await app.signInAs('resident1').call(giveIdea, { params: { code }, body: idea })
  app.clock.move(36 * 3_600_000)
  await roundsNow(app)
}, 120_000)
afterAll(() => app.close())

/** Households, helping hands, shared things and a dispute of community 1. */
async function neighboursLive() {
  const { town } = app
  const { community1: community, compound11: compound, building111: building } = town.places
  const desk = app.signInAs('community1')
  await householdSubject(app, desk, building, town.tenantId)
  await neighbourSubject(desk, app.signInAs('resident1'), { community, compound, building })
  await hoursSubject(app, desk, {
    ...{ client: app.signInAs('buildingLead112'), person: 'buildingLead112' },
    ...{ at: 'building112', community: 'community1' },
  })
  await mediationSubject(desk, town, '1')
  await stationSubject(app, desk, app.signInAs('resident1'), {
    ...{ placeId: compound, keeperPostId: town.posts.compoundSecretary11, phone: town.phones.resident1 },
  })
}

const lists: Readonly<Record<string, Endpoint>> = {
  '/matters': listMatters,
  '/visits/dues': listDues,
  '/gatherings': listGatherings,
  '/ideas/list': listIdeas,
  '/facilities': listFacilities,
  '/households': listHouseholds,
  '/households/notes': listNotes,
  '/households/conflicts': listConflicts,
  '/neighbours?list=volunteers': listVolunteers,
  '/neighbours?list=pairings': listPairings,
  '/neighbours?list=wishes': listWishes,
  '/neighbours/hours': listHours,
  '/stations/resources': listResources,
  '/stations/wants': listWants,
  '/stations/bookings': listBookings,
  '/stations/thanks': listThanks,
  '/safety': listFindings,
  '/safety/rounds': listRounds,
  '/safety/campaigns': listCampaigns,
  '/vacancies': listVacancies,
  '/privacy': listRequests,
}
/** What a list takes several of. */
const many = new Set(['kind', 'channel', 'state'])

/** How many things the list at an address holds. */
async function totalAt(who: TestClient, to: string): Promise<number> {
  const { pathname, searchParams } = new URL(to, 'http://desk')
  const { list: named, ...asked } = Object.fromEntries(searchParams)
  // Disputes are counted, and nobody but those in charge has a list of them.
  if (pathname === '/mediation') {
    const { figure = '', ...query } = asked
    const counts = await who.call(statistics, { query: query as { from: string; to: string } })
    return (counts as unknown as Record<string, number>)[figure] ?? Number.NaN
  }
  // The ledger of hours says its days as one.
  const { days, ...rest } = asked
  const [first, last] = days?.split('..') ?? []
  const list = lists[named ? `${pathname}?list=${named}` : pathname]
  if (!list) throw new Error(`no list at ${pathname}`)
  const query = Object.fromEntries(
    Object.entries({ ...rest, ...(first && last ? { from: first, to: last } : {}) }).map(([name, value]) => [
      name,
      many.has(name) ? value.split(',') : value === 'true' || value === 'yes' ? true : value,
    ]),
  )
  const answer = await who.call(list, { query: { ...query, limit: 1 } } as never)
  return (answer as unknown as { total: number }).total
}

describe('the five links', () => {
  it.each(['community1', 'street1', 'gridWorker11', 'compoundSecretary11', 'supervisor', 'propertyFirm1'] as const)(
    'each number of %s is the total of the list that it leads to',
    async (key) => {
      const who = app.signInAs(key)
      for (const days of [periodOn('month', on), periodOn('quarter', on)]) {
        const board = await who.call(readLinks, { query: days })
        expect(board.links.map(({ code }) => code)).toEqual([
          ...['resources', 'information', 'mediation', 'service', 'safety'],
        ])
        for (const { figures } of board.links)
          for (const { code, to, value } of figures) expect([code, await totalAt(who, to)]).toEqual([code, value])
      }
    },
  )

  it('counts what there is, says what presses, and narrows to a place', async () => {
    const desk = app.signInAs('community1')
    const board = await desk.call(readLinks, { query: periodOn('month', on) })
    const value = (code: string) =>
      board.links.flatMap(({ figures }) => figures).find((one) => one.code === code)?.value
    expect(value('matters.disputes')).toBe(1)
    expect(value('safety.found')).toBe(2)
    expect(value('safety.rounds')).toBe(1)
    expect(board.next[0]).toMatchObject({ code: 'safety.major', value: 1 })
    const { compound12 } = app.town.places
    const other = await desk.call(readLinks, { query: { ...periodOn('month', on), placeId: compound12 } })
    expect(other.links.flatMap(({ figures }) => figures).find(({ code }) => code === 'safety.found')?.value).toBe(0)
    const beside = { ...periodOn('month', on), placeId: app.town.places.compound31 }
    expect((await desk.ask(readLinks, { query: beside })).status).toBe(404)
    expect((await desk.ask(readLinks, { query: { from: '2026-11-30', to: '2026-11-01' } })).status).toBe(400)
    expect((await app.anyone.ask(readLinks, { query: periodOn('month', on) })).status).toBe(401)
    expect((await app.signInAs('resident1').ask(readLinks, { query: periodOn('month', on) })).status).toBe(403)
  })

  it('has trends of the numbers that are of days, the last as on the board, and is exported as it stands', async () => {
    const desk = app.signInAs('community1')
    const { from, trends } = await desk.call(linkTrends, { query: { period: 'month', on } })
    expect(from).toEqual(['2026-06-01', '2026-07-01', '2026-08-01', '2026-09-01', '2026-10-01', '2026-11-01'])
    const board = await desk.call(readLinks, { query: periodOn('month', on) })
    const numbers = board.links.flatMap(({ figures }) => figures)
    for (const { code, value, ofDays } of numbers) expect(trends[code]?.at(-1)).toBe(ofDays ? value : undefined)
    const sheet = await desk.ask(exportLinks, { query: periodOn('month', on) })
    const rows: unknown[] = []
    for await (const { cells } of readSheet(sheet.body as unknown as Buffer)) rows.push(cells[2])
    expect(rows.map(Number)).toEqual(numbers.map(({ value }) => value))
  })
})

describe('what waits besides matters', () => {
  const openRequests = async (who: TestClient) => (await who.call(listRequests, { query: { state: 'open' } })).total
  const waitsFor = async (key: PersonKey) => (await app.signInAs(key).call(readWaiting)).figures

  it.each(['community1', 'street1', 'gridWorker11', 'supervisor', 'propertyFirm1', 'administrator'] as const)(
    'each number of %s is the total of the list that it leads to, and none is nothing',
    async (key) => {
      const who = app.signInAs(key)
      for (const { code, value, to } of await waitsFor(key)) {
        expect(value).toBeGreaterThan(0)
        // A page that holds all years, and a number of those that miss.
        if (to === '/rules/calendar') continue
        // Of requests those that are open wait; the list has the ended ones below them.
        const total = to === '/privacy' ? await openRequests(who) : await totalAt(who, to)
        expect([code, total]).toEqual([code, value])
      }
    },
  )

  it('says to staff what presses in their places and what they are to look at, the pressing first', async () => {
    const figures = await waitsFor('community1')
    expect(figures.map(({ code }) => code)).toEqual(expect.arrayContaining(['safety.major', 'ideas.pending']))
    const order = figures.map(({ presses }) => presses)
    expect(order).toEqual(order.toSorted((a, b) => Number(b) - Number(a)))
    // A colleague of another street has none of it.
    expect((await waitsFor('street2')).map(({ code }) => code)).not.toContain('safety.major')
  })

  it('says to administrators what is set up badly, and nothing of matters', async () => {
    const before = await waitsFor('administrator')
    expect(before.map(({ code }) => code)).toContain('privacy.open')
    expect(before.filter(({ code }) => /^(matters|visits|ideas|safety)\./.test(code))).toEqual([])
    vi.stubEnv('LIREN_PRIVATE_RECEIVERS', '127.0.0.1')
    const imap = await imapServer(() => app.clock.now())
    const mailbox = await aMailbox(app, imap.port)
    await app.db.tx((tx) => sql`update letters.mailboxes set kind = 'gone' where id = ${mailbox}`.execute(tx))
    imap.put(letterOf('路面坏了一个大坑'))
    app.clock.move(61_000)
    for (const due of await takeDue(app.services)) await readMailbox(app.services, due)
    await imap.close()
    const hook = {
      kind: 'webhook',
      name: '区平台',
      on: true,
      settings: {},
      secrets: { url: 'http://127.0.0.1:9/hook' },
    }
    const events = ['matters.matter_reported']
    await app.signInAs('administrator').call(makeChannel, { body: { ...hook, events } as never })
    vi.unstubAllEnvs()
    const failing = async () => (await waitsFor('administrator')).find(({ code }) => code === 'channels.failing')
    expect(await failing()).toBeUndefined()
    await app.db.tx((tx) => sql`update channels.channels set failures = 2`.execute(tx))
    expect(await failing()).toMatchObject({ value: 1, to: '/channels', presses: true })
    const { total } = await app.signInAs('administrator').call(listLetters)
    expect(total).toBe(1)
    expect(await waitsFor('administrator')).toContainEqual(
      expect.objectContaining({ code: 'letters.waiting', value: 1, to: '/letters' }),
    )
  })

  it('asks administrators for the holidays of next year until they have typed them in', async () => {
    const admin = app.signInAs('administrator')
    const asked = async () => (await waitsFor('administrator')).some(({ code }) => code === 'rules.holidays')
    expect(await asked()).toBe(true)
    expect((await app.signInAs('community1').call(myWork)).unknownHolidayYears).toEqual([2027])
    const { calendar, newest } = await admin.call(getCalendarRules)
    const overrides = { ...calendar.overrides, '2027-02-05': 'rest' as const, '2027-02-13': 'work' as const }
    const source = '国务院办公厅关于2027年部分节假日安排的通知'
    await admin.call(saveCalendarRules, { body: { base: newest, calendar: { ...calendar, overrides }, source } })
    expect(await asked()).toBe(false)
    expect((await app.signInAs('community1').call(myWork)).unknownHolidayYears).toEqual([])
  })

  it('is for those who hold a post', async () => {
    expect((await app.anyone.ask(readWaiting)).status).toBe(401)
    expect((await app.signInAs('resident1').ask(readWaiting)).status).toBe(403)
  })
})

it('months and quarters', () => {
  expect(periodOn('quarter', '2026-02-28', 1)).toEqual({ from: '2025-10-01', to: '2025-12-31' })
  expect(periodsBack('month', '2026-01-31', 2)).toEqual([
    { from: '2025-12-01', to: '2025-12-31' },
    { from: '2026-01-01', to: '2026-01-31' },
  ])
})
