import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { MatterId, PersonId } from '../../../kernel/contract/ids.ts'
import { sql } from '../../../kernel/db.ts'
import { verifyLedger } from '../../../kernel/events/verify.ts'
import { readSheet } from '../../../kernel/sheets/sheet-reader.ts'
import type { TestClient } from '../../../kernel/testing/app.ts'
import type { PersonKey } from '../../../kernel/testing/town.ts'
import { dayMs } from '../../../kernel/time/day.ts'
import { readBoard } from '../../briefings/contract.ts'
import * as matters from '../../matters/contract.ts'
import { look, type MatterApp, matterApp, take } from '../../matters/matter-app.fixture.ts'
import { tellMorning } from '../../matters/morning.ts'
import { verifyMatters } from '../../matters/verify/verify.ts'
import { listNotices } from '../../notices/contract.ts'
import {
  appoint,
  cancelAbsence,
  endTenure,
  issueCode,
  recordAbsence,
  signInByLink,
  signInWithCode,
} from '../../people/contract.ts'
import { addPosts, addTenures, issueLink } from '../../people/public.ts'
import * as contract from '../contract.ts'

let app: MatterApp
/** An observer whom the street appointed, on their phone. */
let observer: TestClient
let termId: string
beforeAll(async () => {
  app = await matterApp()
  const street = app.signInAs('street1')
  const term = {
    name: '慕容观察',
    phone: '10000066666',
    role: 'observer' as const,
    letterNumber: '金观 1',
    origin: '街道商会',
    placeId: app.town.places.street1,
    fromOn: '2026-11-01',
    toOn: '2027-11-01',
  }
  termId = (await street.call(contract.beginTerm, { body: term })).id
  const { token } = await street.call(contract.handLink, { params: { termId: termId as never } })
  observer = app.browser()
  await observer.call(signInByLink, { body: { token } })
})
afterAll(() => app.close())

const said = '社区服务窗口让企业来回跑了五趟，还暗示要找关系'
async function file(unit: keyof MatterApp['town']['posts'], more: Record<string, unknown> = {}): Promise<MatterId> {
  const { id } = await observer.call(contract.fileLead, {
    body: { unitPostId: app.town.posts[unit], body: said, category: 'C010101', ...more },
  })
  await app.deliver()
  return id
}

/** Everybody who acts for the community or for a post below it. */
const accused = [
  'community1',
  'gridWorker11',
  'gridWorker12',
  'compoundSecretary11',
  'buildingLead111',
  'centerHousehold111',
] as const satisfies readonly PersonKey[]

describe('a lead', () => {
  it('goes to the office above, named to nobody but its holder, and is counted once', async () => {
    const id = await file('community1')
    const street = await look(app.signInAs('street1'), id)
    expect(street.holder?.name).toBe('金辰街道党工委')
    expect(street.reporter).toMatchObject({ name: '慕**察' })
    expect(street.visibility).toBe('holder')
    expect(street.kind).toBe('conduct_lead')
    const supervisor = await look(app.signInAs('supervisor'), id)
    expect(supervisor.reporter).toBeNull()
    expect(supervisor.timeline[0]?.who).toBeNull()
    expect(JSON.stringify(supervisor)).not.toMatch(/慕|10000066666|6666/)
    await app.deliver()
    const { terms } = await app.signInAs('street1').call(contract.listTerms)
    expect(terms[0]?.quarter).toEqual({ leads: 1, expected: 1 })
    expect((await observer.call(contract.myTerms)).terms[0]?.quarter.leads).toBe(1)
    // Five working days from Monday morning: one for the contact, four for the answer.
    await take(app.signInAs('street1'), id, { action: 'contact' })
    const due = (await look(app.signInAs('street1'), id)).clock?.dueAt ?? ''
    expect(due.slice(0, 10) <= '2026-11-30').toBe(true)
  })

  it('does not exist for the unit and for all below it, in any view, list, count, export, map, board or notice', async () => {
    const id = await file('community1')
    const street = app.signInAs('street1')
    await take(street, id, { action: 'contact', words: '正在核查' })
    await take(street, id, { action: 'comment', words: '已约谈' })
    await take(street, id, { action: 'resolve', outcome: 'explained', words: '已督促整改' })
    await observer.call(matters.act, { params: { matterId: id }, body: { action: 'reject', words: '窗口还是老样子' } })
    await app.passDays(9)
    const { number } = await look(street, id)
    for (const who of accused) {
      const client = app.signInAs(who)
      const params = { matterId: id }
      expect((await client.ask(matters.getMatter, { params })).status, who).toBe(404)
      expect((await client.ask(matters.follow, { params })).status, who).toBe(404)
      for (const action of ['comment', 'reassign', 'void', 'urge', 'reopen', 'rally'] as const)
        expect((await client.ask(matters.act, { params, body: { action, words: '看看是谁' } })).status, who).toBe(404)
      expect((await client.ask(matters.reveal, { params, body: { reason: '看看是谁说的' } })).status, who).toBe(404)
      expect((await client.ask(matters.assignees, { params })).status, who).toBe(404)
      const list = await client.call(matters.listMatters, { query: { limit: 200 } })
      expect([list.total, list.rows.length], who).toEqual([0, 0])
      for (const q of ['窗口', number])
        expect((await client.call(matters.listMatters, { query: { q } })).total, who).toBe(0)
      expect((await client.call(matters.listMatters, { query: { figure: 'reported' } })).total, who).toBe(0)
      expect((await client.call(matters.matterPoints)).points, who).toEqual([])
      expect((await client.call(matters.gridLoad)).grids, who).toEqual([])
      const work = await client.call(matters.myWork)
      expect(
        [...Object.values(work.counts), work.next.length].every((count) => count === 0),
        who,
      ).toBe(true)
      const file = await client.ask(matters.exportMatters, {})
      const rows: unknown[] = []
      for await (const row of readSheet(new Uint8Array(file.body as unknown as Buffer))) rows.push(row)
      expect(rows, who).toEqual([])
      const board = await client.call(readBoard, { query: { from: '2026-11', to: '2026-12' } })
      expect(board.total.figures.reported?.value, who).toBe(0)
      const { rows: notices } = await client.call(listNotices)
      expect(notices, who).toEqual([])
    }
    expect((await app.signInAs('community1').call(matters.callBacks)).total).toBe(0)
    const alike = await app
      .signInAs('community1')
      .call(matters.similar, { body: { text: said, placeId: app.town.places.community1 } })
    expect(alike.similar).toEqual([])
    const page = await app.anyone.call(matters.communityPage, { params: { code: '530103-community1' } })
    expect(page.lately).toEqual([])
    // It is there for those who have to deal with it, and the observer hears of it as a reporter.
    expect((await street.call(matters.listMatters, { query: { kind: ['conduct_lead'] } })).total).toBeGreaterThan(0)
    expect((await observer.call(listNotices)).rows.length).toBeGreaterThan(1)
  })

  it('is told past who stands in for its holder and is spoken of, to the post above', async () => {
    const id = await file('community1', { title: '窗口暗示要找关系办事' })
    const admin = app.signInAs('administrator')
    const told = async (who: PersonKey) => {
      const { rows } = await app.signInAs(who).call(listNotices)
      return new Set(rows.map(({ topic }) => topic).filter((topic) => topic !== 'escalate'))
    }
    expect(await told('district')).toEqual(new Set())
    const fromAt = app.clock.now()
    const toAt = new Date(fromAt.getTime() + 9 * dayMs)
    const span = { fromAt: fromAt.toISOString(), toAt: toAt.toISOString() }
    const { absenceId } = await admin.call(recordAbsence, {
      params: { postId: app.town.posts.street1 },
      body: { ...span, standInId: app.town.persons.community1, why: '年休假' },
    })
    await app.deliver()
    expect(await told('district')).toEqual(new Set(['holder_changed']))
    await observer.call(matters.act, { params: { matterId: id }, body: { action: 'comment', words: '今天又遇到了' } })
    await app.passDays(7)
    await tellMorning(app.db, app.clock.now())
    expect(await told('district')).toEqual(new Set(['holder_changed', 'comment', 'morning']))
    const accused = app.signInAs('community1')
    expect((await accused.call(listNotices)).rows).toEqual([])
    expect((await accused.ask(matters.getMatter, { params: { matterId: id } })).status).toBe(404)
    await take(app.signInAs('district'), id, { action: 'comment', words: '已交纪检同志跟进' })
    await admin.call(cancelAbsence, { params: { absenceId } })
    await app.deliver()
  })

  it('cannot be handed to the unit by anybody, nor climb or come back to it', async () => {
    const id = await file('community1')
    const street = app.signInAs('street1')
    await take(street, id, { action: 'contact' })
    const params = { matterId: id }
    const { posts } = await street.call(matters.assignees, { params })
    const names = new Set(posts.map((post) => post.postId))
    for (const post of accused) expect(names.has(app.town.posts[post]), post).toBe(false)
    for (const post of accused) {
      const body = { action: 'reassign', postId: app.town.posts[post], words: '请你单位处理' }
      expect((await street.ask(matters.act, { params, body })).status, post).toBe(400)
      const rally = { action: 'rally', departments: [app.town.posts[post]], words: '请到场' }
      expect((await street.ask(matters.act, { params, body: rally })).status, post).toBe(400)
    }
    const other = await app.reportAt('community1', '窗口排队太久')
    for (const [from, intoId] of [
      [id, other.id],
      [other.id, id],
    ] as const) {
      const merged = await street.ask(matters.act, { params: { matterId: from }, body: { action: 'merge', intoId } })
      expect(merged.reason).toBe('matters.lead_stands_alone')
    }
    await app.passDays(12)
    const held = await look(street, id)
    expect(accused.map((post) => app.town.posts[post])).not.toContain(held.holder?.postId)
    const refused = app.db.tx((tx) =>
      sql`update matters.matters set holder_post_id = ${app.town.posts.community1} where id = ${id}`.execute(tx),
    )
    await expect(refused).rejects.toThrow(/matters_shielded/)
    const { broken } = await verifyLedger(app.db, [verifyMatters], app.clock.now())
    expect(broken).toEqual([])
  })

  it('stays with the office that holds it when the unit’s post falls empty, and a new one comes to it', async () => {
    const { posts, persons } = app.town
    const street = app.signInAs('street1')
    const admin = app.signInAs('administrator')
    const before = await file('community2')
    const counted = async () => (await street.call(contract.listTerms)).terms[0]?.quarter.leads
    await admin.call(endTenure, { params: { postId: posts.community2 }, body: { why: '免职' } })
    await app.deliver()
    const after = await file('community2')
    for (const id of [before, after]) {
      expect((await look(street, id)).holder?.postId).toBe(posts.street1)
      await take(street, id, { action: 'contact' })
      expect((await street.call(matters.listMatters, { query: { mine: true, limit: 200 } })).rows).toContainEqual(
        expect.objectContaining({ id }),
      )
    }
    const inOffice = await counted()
    await admin.call(appoint, {
      params: { postId: posts.community2 },
      body: { personId: persons.community2, why: '复职' },
    })
    expect(await counted()).toBe(inOffice)
    for (const id of [before, after])
      expect((await app.signInAs('community2').ask(matters.getMatter, { params: { matterId: id } })).status).toBe(404)
  })

  it('about the street goes to the district, past a person who also acts for the unit', async () => {
    const about = await file('street1')
    for (const who of ['street1', 'community1', 'streetDepartment1'] as const)
      expect((await app.signInAs(who).ask(matters.getMatter, { params: { matterId: about } })).status, who).toBe(404)
    expect((await look(app.signInAs('district'), about)).holder?.name).toBe('盘龙区委')
    // Who acts for the unit does not see it counted: a number that grows would tell who spoke.
    const leads = async (who: PersonKey) => (await app.signInAs(who).call(contract.listTerms)).terms[0]?.quarter.leads
    expect((await leads('district')) ?? 0).toBeGreaterThan((await leads('street1')) ?? 0)

    const { town, db, clock } = app
    await db.tx(async (tx) => {
      const at = { placeId: town.places.street1, reportsTo: town.posts.district }
      const post = { kind: 'discipline_office', ...at, name: '街道纪检办', nameEn: 'Discipline office' }
      const [office] = await addPosts(tx, town.tenantId, [post], clock.now())
      if (office)
        await addTenures(tx, town.tenantId, [{ postId: office, personId: town.persons.community1, fromAt: town.since }])
    })
    // The discipline office is manned by the one who is spoken of.
    const past = await file('community1')
    expect((await look(app.signInAs('street1'), past)).holder?.name).toBe('金辰街道党工委')
    const there = await file('gridWorker11')
    expect((await look(app.signInAs('street1'), there)).holder?.name).toBe('街道纪检办')
  })

  it('is in no sample for an inspector who also acts for the unit', async () => {
    const id = await file('community1')
    const street = app.signInAs('street1')
    await take(street, id, { action: 'contact' })
    await take(street, id, { action: 'resolve', outcome: 'explained', words: '已督促整改' })
    await take(observer, id, { action: 'confirm', rating: 4 })
    const inspector = app.signInAs('supervisor')
    const { population } = await inspector.call(contract.samplePopulation)
    const { id: sampleId } = await inspector.call(contract.drawSample, {
      body: { name: '十一月抽查', filter: {}, size: population },
    })
    const params = { sampleId, matterId: id }
    const drawn = async () =>
      (await inspector.call(contract.getSample, { params })).items.map(({ matter }) => matter.id)
    expect(await drawn()).toContain(id)
    await app.signInAs('administrator').call(appoint, {
      params: { postId: app.town.posts.community1 },
      body: { personId: app.town.persons.supervisor, why: '暂时代管' },
    })
    expect((await inspector.call(contract.samplePopulation)).population).toBeLessThan(population)
    expect(await drawn()).not.toContain(id)
    const body = { method: 'phone' as const, reached: true, solved: true }
    expect((await inspector.ask(contract.recordFinding, { params, body })).status).toBe(404)
    expect((await inspector.ask(contract.revealItem, { params, body: { reason: '看看是谁说的' } })).status).toBe(404)
  })

  it('is out of reach of the office complained of: no second link, no code, from no office', async () => {
    const about = await file('street1')
    const { town, db, clock } = app
    const { personId } = (
      await db.read((tx) =>
        sql<{ personId: PersonId }>`select person_id as "personId" from observers.terms where id = ${termId}`.execute(
          tx,
        ),
      )
    ).rows[0] ?? { personId: '' as PersonId }
    const street = app.signInAs('street1')
    const second = await street.ask(contract.handLink, { params: { termId: termId as never } })
    expect([second.status, second.reason]).toEqual([422, 'people.link_used_before'])
    // The page says so instead of offering it; who only watches is told nothing of the account.
    const said = async (who: 'street1' | 'supervisor') =>
      (await app.signInAs(who).call(contract.getTerm, { params: { termId: termId as never } })).noLink
    expect((await said('street1'))?.zh).toBe(second.error?.message)
    expect(await said('supervisor')).toBeNull()
    // A street that knows the phone, and begins a term of its own.
    const other = app.signInAs('street2')
    const begun = await other.call(contract.beginTerm, {
      body: {
        ...{ name: '慕容观察', phone: '10000066666', role: 'supervisor', letterNumber: '金观 2', origin: '街道商会' },
        ...{ placeId: town.places.street2, fromOn: '2026-11-01', toOn: '2027-11-01' },
      },
    })
    expect((await other.ask(contract.handLink, { params: { termId: begun.id } })).reason).toBe(
      'people.link_used_before',
    )
    await other.call(contract.endTerm, { params: { termId: begun.id }, body: { why: '重复' } })
    // The observer lives in the street that the lead is about.
    await db.tx((tx) =>
      sql`update people.persons set home_place_id = ${town.places.building111} where id = ${personId}`.execute(tx),
    )
    const params = { personId }
    // The inspector acts for the community as well by now.
    for (const who of ['street1', 'supervisor'] as const)
      expect((await app.signInAs(who).ask(issueCode, { params, body: {} })).reason, who).toBe(
        'people.code_by_administrator',
      )
    const { code } = await app.signInAs('administrator').call(issueCode, { params, body: {} })
    observer = app.browser()
    await observer.call(signInWithCode, {
      body: { login: '10000066666', code, newPassword: 'kettle-harbour-violet' },
    })
    expect((await observer.call(matters.followed)).rows.map(({ id }) => id)).toContain(about)

    // An account that a shop's link opened is as much an observer's once its owner is appointed.
    const secrets = app.services.secrets
    const shop = { tenantId: town.tenantId, purpose: 'shop' as const, issuedBy: town.persons.community1 }
    const keeper = { name: '钱店主', phone: '10000066667' }
    const issue = () => db.tx((tx) => issueLink(tx, secrets, { ...shop, newPerson: keeper, at: clock.now() }))
    await app.browser().call(signInByLink, { body: { token: (await issue()).token } })
    await app.browser().call(signInByLink, { body: { token: (await issue()).token } })
    await street.call(contract.beginTerm, {
      body: {
        ...{ ...keeper, role: 'observer', letterNumber: '金观 3', origin: '街道商会' },
        ...{ placeId: town.places.street1, fromOn: '2027-11-01', toOn: '2028-11-01' },
      },
    })
    await expect(issue()).rejects.toMatchObject({ reason: 'people.link_used_before' })
  })

  it('is filed by observers in office alone, about units of their area', async () => {
    const ask = async (who: TestClient, unitPostId: string) =>
      (await who.ask(contract.fileLead, { body: { unitPostId, body: said } })).status
    const { posts } = app.town
    expect(await ask(app.anyone, posts.community1)).toBe(401)
    expect(await ask(app.signInAs('resident1'), posts.community1)).toBe(403)
    expect(await ask(observer, posts.community3)).toBe(404)
    expect(await ask(observer, posts.supervisor)).toBe(404)
    expect((await observer.ask(contract.fileLead, { body: { unitPostId: posts.community1, body: '短' } })).status).toBe(
      400,
    )
    const { units } = await observer.call(contract.leadUnits, { query: { q: '社区' } })
    expect(units.map((unit) => unit.name.zh)).toEqual(['1号社区党委', '2号社区党委'])
    // The general door does not take leads: it does not ask for the unit.
    const general = await observer.ask(matters.report, {
      body: { kind: 'conduct_lead', placeId: app.town.places.street1, body: said },
    })
    expect(general.reason).toBe('matters.wrong_door')
    await app.signInAs('street1').call(contract.endTerm, { params: { termId: termId as never }, body: { why: '任满' } })
    expect(await ask(observer, posts.community1)).toBe(403)
    expect((await observer.ask(contract.leadUnits)).status).toBe(403)
    expect((await observer.call(contract.myTerms)).terms).toEqual([])
  })
})
