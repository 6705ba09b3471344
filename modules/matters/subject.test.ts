import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type MatterId, newId, type PersonId } from '../../kernel/contract/ids.ts'
import { sql } from '../../kernel/db.ts'
import { verifyLedger } from '../../kernel/events/verify.ts'
import { readSheet } from '../../kernel/sheets/sheet-reader.ts'
import { listNotices } from '../notices/contract.ts'
import { addPostKinds, addPosts, addTenures } from '../people/public.ts'
import {
  act,
  exportMatters,
  follow,
  followed,
  getMatter,
  listKinds,
  listMatters,
  report,
  similar,
  takeDown,
} from './contract.ts'
import { look, type MatterApp, matterApp, take } from './matter-app.fixture.ts'
import { registerMatterSubject } from './subject.ts'
import { verifyMatters } from './verify/verify.ts'

const firm = newId<'firm'>()
const otherFirm = newId<'firm'>()
/** Who is a member of which firm, as a module that owns firms would know it. */
const members = new Map<string, PersonId[]>()
let asked = 0

let app: MatterApp
let undo: () => void
beforeAll(async () => {
  app = await matterApp()
  members.set(firm, [app.town.persons.resident1])
  members.set(otherFirm, [app.town.persons.resident2])
  undo = registerMatterSubject('firm', {
    name: async (_tx, _tenant, ids) => {
      asked++
      return new Map(
        ids.filter((id) => members.has(id)).map((id) => [id, { zh: '昆明某科技公司', en: 'A Technology Co.' }]),
      )
    },
    members: async (_tx, _tenant, id) => members.get(id) ?? [],
    subjectsOf: async (_tx, _tenant, person) =>
      [...members].filter(([, persons]) => persons.includes(person)).map(([id]) => id),
    contact: async () => ({ name: '王经理', phone: '10000007777' }),
  })
})
afterAll(async () => {
  undo()
  await app.close()
})

const body = { kind: 'firm_demand', category: 'F020101', body: '流动资金紧张，想请街道帮忙对接银行' }
const about = (id: string) => ({ subject: { kind: 'firm', id } })

/** Staff take it down at the telephone for a firm. */
async function takenDown(more: Record<string, unknown> = {}) {
  const placeId = app.town.places.building111
  const { id } = await app
    .signInAs('community1')
    .call(takeDown, { body: { channel: 'phone', placeId, ...body, ...about(firm), ...more } })
  await app.deliver()
  return id
}

describe('a matter about a firm', () => {
  it('carries the firm through report, list, view and ledger', async () => {
    const id = await takenDown()
    const seen = await look(app.signInAs('community1'), id)
    expect(seen.subject).toEqual({ kind: 'firm', id: firm, name: { zh: '昆明某科技公司', en: 'A Technology Co.' } })
    const list = await app.signInAs('community1').call(listMatters, { query: { subjectKind: 'firm', subjectId: firm } })
    expect(list.rows.map((row) => [row.id, row.subject?.id])).toContainEqual([id, firm])
    const none = await app.signInAs('community1').call(listMatters, { query: { subjectId: otherFirm } })
    expect(none.total).toBe(0)
    const [first] = await app.events(`matters:${id}`)
    expect(first?.payload).toMatchObject({ set: { subject_kind: 'firm', subject_id: firm } })
    const { broken } = await verifyLedger(app.db, [verifyMatters], app.clock.now())
    expect(broken).toEqual([])
    await app.db.tx((tx) => sql`update matters.matters set subject_id = ${otherFirm} where id = ${id}`.execute(tx))
    expect((await verifyLedger(app.db, [verifyMatters], app.clock.now())).broken).toHaveLength(1)
    await app.db.tx((tx) => sql`update matters.matters set subject_id = ${firm} where id = ${id}`.execute(tx))
  })

  it('takes in no other that is not about the firm: its reporter and followers would read it', async () => {
    const [id, same] = [await takenDown(), await takenDown()]
    const neighbour = await app.signInAs('resident2').call(report, {
      body: { kind: 'demand', placeId: app.town.places.building111, body: '资金紧张的店要关门了', category: '080201' },
    })
    const community = app.signInAs('community1')
    const merge = (from: MatterId) =>
      community.ask(act, { params: { matterId: from }, body: { action: 'merge', intoId: id } })
    const { status, reason } = await merge(neighbour.id)
    expect([status, reason]).toEqual([422, 'matters.merge_would_show'])
    expect((await app.signInAs('resident2').ask(getMatter, { params: { matterId: id } })).status).toBe(404)
    expect((await merge(same)).status).toBe(200)
  })

  it('is seen, heard of and answered by a member as by its reporter', async () => {
    const id = await takenDown()
    const member = app.signInAs('resident1')
    expect((await look(member, id)).relations).toEqual(['reporter'])
    const mine = await member.call(followed)
    expect(mine.rows.map((row) => row.id)).toContain(id)
    const holder = app.signInAs('community1')
    await take(holder, id, { action: 'contact' })
    await take(holder, id, { action: 'resolve', outcome: 'solved', words: '已对接两家银行' })
    await app.deliver()
    const { rows } = await member.call(listNotices)
    expect(rows.map((row) => row.words.zh)).toContainEqual(expect.stringContaining('请您确认是否解决'))
    await take(member, id, { action: 'reject', words: '银行还没有回音' })
    expect((await look(member, id)).state).toBe('handling')
    await take(holder, id, { action: 'resolve', outcome: 'solved', words: '贷款已批' })
    await take(member, id, { action: 'confirm', rating: 5 })
    await take(member, id, { action: 'reopen', words: '批的额度没有到账' })
    expect((await look(member, id)).state).toBe('handling')
  })

  it('does not exist for members of other firms and for neighbours', async () => {
    const id = await takenDown()
    for (const who of ['resident2', 'gridWorker21'] as const) {
      expect((await app.signInAs(who).ask(getMatter, { params: { matterId: id } })).status, who).toBe(404)
      expect((await app.signInAs(who).ask(follow, { params: { matterId: id } })).status, who).toBe(404)
    }
    const alike = await app.anyone.call(similar, { body: { text: body.body, placeId: app.town.places.building111 } })
    expect(alike.similar.map((one) => one.id)).not.toContain(id)
  })

  it('can be filed by a member for their own firm only, and needs one', async () => {
    const placeId = app.town.places.building111
    const file = async (who: 'resident1' | 'resident2' | null, more: Record<string, unknown>) => {
      const client = who ? app.signInAs(who) : app.anyone
      const { status, reason } = await client.ask(report, { body: { placeId, ...body, ...more } })
      return status === 200 ? 'filed' : reason
    }
    expect(await file('resident1', about(firm))).toBe('filed')
    expect(await file('resident2', about(firm))).toBe('matters.unknown_subject')
    expect(await file(null, about(firm))).toBe('matters.unknown_subject')
    expect(await file('resident1', about(newId()))).toBe('matters.unknown_subject')
    expect(await file('resident1', {})).toBe('matters.wrong_subject')
    expect(await file('resident1', { kind: 'demand', category: '', ...about(firm) })).toBe('matters.wrong_subject')
    expect(await file('resident1', { subject: { kind: 'household', id: firm } })).toBe('matters.wrong_subject')
    const { status } = await app.signInAs('resident1').ask(report, {
      body: { placeId, ...body, subject: { kind: 'firm', id: 'no-id' } },
    })
    expect(status).toBe(400)
  })

  it('asks for no name where no row is about a firm', async () => {
    await app.reportAt('building311', '路灯不亮，请来看看')
    const before = asked
    await app.signInAs('community3').call(listMatters)
    expect(asked).toBe(before)
    await app.signInAs('community1').call(listMatters)
    expect(asked).toBe(before + 1)
  })
})

describe('the kind of firms', () => {
  it('says that it is for firms, and has a tree of its own', async () => {
    const { kinds, categories } = await app.anyone.call(listKinds, { query: { tree: 'firm' } })
    expect(kinds.find((kind) => kind.code === 'firm_demand')?.subject).toBe('firm')
    expect(kinds.find((kind) => kind.code === 'demand')?.subject).toBeNull()
    const top = categories.filter((category) => category.parent === null)
    expect(top).toHaveLength(13)
    for (const { code } of top) expect(categories.some((c) => c.parent === code)).toBe(true)
    expect(categories.filter((c) => c.code.length === 7).every((c) => c.keywords.length > 0)).toBe(true)
    const residents = await app.anyone.call(listKinds)
    expect(residents.categories.every((category) => !category.code.startsWith('F'))).toBe(true)
  })

  it('goes to the community, then to the enterprise office and the department once they are there', async () => {
    const { town, db, clock } = app
    const holderOf = async (category: string) =>
      (await look(app.signInAs('community1'), await takenDown({ category }))).holder?.name
    expect(await holderOf('F020101')).toBe('1号社区党委')
    const office = newId<'post'>()
    const bank = newId<'post'>()
    await db.tx(async (tx) => {
      await addPostKinds(tx, town.tenantId, [
        { code: 'finance', role: 'department', name: { zh: '金融办', en: 'Finance' }, chainStep: null },
      ])
      const at = { placeId: town.places.street1, reportsTo: town.posts.street1 }
      await addPosts(
        tx,
        town.tenantId,
        [
          { id: office, kind: 'enterprise_office', ...at, name: '企业服务办', nameEn: 'Enterprise office' },
          { id: bank, kind: 'finance', ...at, name: '金融办', nameEn: 'Finance office' },
        ],
        clock.now(),
      )
      await addTenures(tx, town.tenantId, [
        { postId: office, personId: town.persons.streetDepartment1, fromAt: town.since },
        { postId: bank, personId: town.persons.waterDepartment, fromAt: town.since },
      ])
    })
    expect(await holderOf('F020101')).toBe('金融办')
    expect(await holderOf('F030101')).toBe('企业服务办')
    expect(await holderOf('F130101')).toBe('企业服务办')
  })

  it('is exported with the columns that offices keep by hand', async () => {
    const id = await takenDown({ category: 'F080101' })
    const client = app.signInAs('streetDepartment1')
    await take(client, id, { action: 'contact', words: '已电话联系企业' })
    await take(client, id, { action: 'resolve', outcome: 'solved', words: '已加装隔音' })
    await take(app.signInAs('community1'), id, {
      action: 'follow_up',
      followUp: { method: 'phone', reached: true, solved: true, satisfaction: 5 },
      words: '企业很满意',
    })
    const file = await app.signInAs('community1').ask(exportMatters, { query: { subjectKind: 'firm' } })
    const rows: (readonly unknown[])[] = []
    for await (const row of readSheet(new Uint8Array(file.body as unknown as Buffer))) rows.push(row.cells)
    const list = await app.signInAs('community1').call(listMatters, { query: { subjectKind: 'firm', limit: 200 } })
    expect(rows).toHaveLength(list.total)
    const row = rows.find((cells) => cells[0] === list.rows.find((one) => one.id === id)?.number)
    expect(row).toEqual(
      expect.arrayContaining([
        '昆明某科技公司',
        '企业服务办',
        '已归档',
        '已加装隔音',
        '电话回访：已解决，5 分',
        '企业很满意',
      ]),
    )
  })

  it('is exported with what the firm said of this round, not of one before, nor that a call reached nobody', async () => {
    const client = app.signInAs('streetDepartment1')
    const community = app.signInAs('community1')
    const called = (id: MatterId, answer: { reached: boolean; solved?: boolean }) =>
      take(community, id, { action: 'follow_up', followUp: { method: 'phone', ...answer } })
    const resolved = (id: MatterId) => take(client, id, { action: 'resolve', outcome: 'solved', words: '已加装隔音' })
    const [again, unreached] = [
      await takenDown({ category: 'F080101' }),
      await takenDown({ category: 'F080101', body: '隔壁的音乐太响，没法开会' }),
    ]
    for (const id of [again, unreached]) {
      await take(client, id, { action: 'contact', words: '已电话联系企业' })
      await resolved(id)
    }
    await called(again, { reached: true, solved: false })
    await resolved(again)
    await called(unreached, { reached: false })
    for (const id of [again, unreached]) await take(app.signInAs('resident1'), id, { action: 'confirm', rating: 5 })
    const file = await community.ask(exportMatters, { query: { subjectKind: 'firm' } })
    const rows: (readonly unknown[])[] = []
    for await (const row of readSheet(new Uint8Array(file.body as unknown as Buffer))) rows.push(row.cells)
    for (const id of [again, unreached]) {
      const { number } = await look(community, id)
      expect(rows.find((cells) => cells[0] === number)?.[13]).toBe('企业确认：已解决，5 分')
    }
  })
})
