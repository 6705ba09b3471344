import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { TenantId } from '../../kernel/contract/ids.ts'
import { sql } from '../../kernel/db.ts'
import { verifyLedger } from '../../kernel/events/verify.ts'
import { openSheet } from '../../kernel/sheets/sheet-reader.ts'
import * as places from '../places/contract.ts'
import { listBuildings } from './buildings-contract.ts'
import * as contract from './contract.ts'
import { type EnterpriseApp, enterpriseApp, inventedCode, lookAt } from './enterprise-app.fixture.ts'
import { firmStream } from './events.ts'
import {
  factsOf,
  firmOf,
  firmsInScope,
  type HeardFirm,
  membersOf,
  registerFirmListener,
  registerFirmTimeline,
} from './public.ts'
import { settleTick } from './settle.ts'
import { verifyEnterprises } from './verify.ts'

let app: EnterpriseApp
const heard: string[] = []
let stopHearing: () => void
beforeAll(async () => {
  const say = (news: string) => async (_tx: unknown, _at: Date, _tenant: TenantId, firm: HeardFirm) => {
    heard.push(`${news} ${firm.name}`)
  }
  stopHearing = registerFirmListener({
    registered: say('registered'),
    movedIn: say('movedIn'),
    becameKey: say('becameKey'),
    changed: say('changed'),
    ended: say('ended'),
  })
  app = await enterpriseApp()
})
afterAll(async () => {
  stopHearing()
  await app.close()
})

const desk = () => app.signInAs('community1')
const at = (firmId: contract.FirmId) => ({ params: { firmId } })
const suite = (number: string) => {
  const id = app.suites[number]
  if (!id) throw new Error(`no suite ${number}`)
  return id
}
const typesOf = async (firmId: contract.FirmId) => (await app.events(firmStream(firmId))).map((event) => event.type)

describe('registering', () => {
  it('keeps what is known, tells the neighbours, and seals the contact', async () => {
    const firmId = await app.register('昆明云岭软件有限公司', {
      uscc: ` ${inventedCode(1).toLowerCase()} `,
      legalForm: 'company',
      moveIn: { suiteIds: [suite('101')], on: '2026-11-01', basis: 'rent', leaseUntil: '2027-01-31' },
      contact: { name: '张小明', phone: '10000004321', duty: '总经理' },
      facts: [
        { key: 'industry', value: '6513' },
        { key: 'staff', value: 42 },
        { key: 'isHighTech', value: true },
      ],
      tags: ['瞪羚'],
    })
    const firm = await lookAt(desk(), firmId)
    expect(firm).toMatchObject({
      uscc: inventedCode(1),
      industry: 'I6513',
      staff: 42,
      suites: ['101'],
      areaCm2: 1_000_000,
      leaseUntil: '2027-01-31',
      tags: ['瞪羚'],
      mayWrite: true,
      place: { id: app.tower },
      sinceOn: '2026-11-01',
    })
    expect(firm.contacts[0]).toMatchObject({ name: '张*明', phone: '100****4321', isMain: true, confirmedAt: null })
    expect(await typesOf(firmId)).toEqual([
      'enterprises.firm_registered',
      ...Array(3).fill('enterprises.fact_recorded'),
      'enterprises.tag_added',
      'enterprises.contact_added',
      'enterprises.moved_in',
    ])
    expect(JSON.stringify(await app.events(firmStream(firmId)))).not.toMatch(/张小明|4321/)
    expect(heard).toEqual(expect.arrayContaining(['registered 昆明云岭软件有限公司', 'movedIn 昆明云岭软件有限公司']))
    // The three facts were written down in one go: the story says so in one line.
    expect(firm.timeline.map(({ words }) => words.zh)).toEqual([
      '迁入',
      '添加联系人',
      '添加标签',
      '记录信息',
      '登记入册',
    ])
    expect(firm.timeline[3]?.detail?.zh.split('；')).toHaveLength(3)
  })

  it('keeps codes of digits as texts, in lists as well, however they come in', async () => {
    const firmId = await app.register('昆明数字代码有限公司', {
      facts: [
        { key: 'industry', value: '6513' },
        { key: 'registeredPlace', value: '530103001' },
      ],
    })
    const facts = [
      { key: 'industry', value: '6512' },
      { key: 'registeredPlace', value: '530103002' },
      { key: 'branchPlaces', value: ['530103001', '530103002'] },
      { key: 'remark', value: 'true' },
      { key: 'staff', value: 7 },
    ]
    await desk().call(contract.recordFacts, { ...at(firmId), body: { facts } })
    const { facts: kept } = await lookAt(desk(), firmId)
    expect(Object.fromEntries(kept.map(({ key, value }) => [key, value]))).toEqual({
      industry: 'I6512',
      registeredPlace: '530103002',
      branchPlaces: ['530103001', '530103002'],
      remark: 'true',
      staff: 7,
    })
    const digits = { facts: [{ key: 'staff', value: '7' }] }
    expect((await desk().ask(contract.recordFacts, { ...at(firmId), body: digits })).status).toBe(400)
  })

  it('says what is wrong with a code, and where it is taken', async () => {
    const ask = (more: object, who = desk()) =>
      who.ask(contract.registerFirm, { body: { name: '另一家有限公司', placeId: app.tower, ...more } })
    const wrong = await ask({ uscc: `${inventedCode(1).slice(0, 17)}${inventedCode(1).endsWith('0') ? '1' : '0'}` })
    expect([wrong.status, wrong.reason]).toEqual([400, 'enterprises.bad_code'])
    expect(wrong.error?.fields?.[0]?.path).toBe('uscc')
    expect((await ask({ uscc: inventedCode(1) })).reason).toBe('enterprises.code_taken')
    expect((await ask({ placeId: app.town.places.building311 })).status).toBe(404)
    expect((await ask({}, app.signInAs('supervisor'))).status).toBe(403)
    expect((await ask({}, app.signInAs('waterDepartment'))).status).toBe(403)
    expect((await ask({}, app.anyone)).status).toBe(401)
    expect((await ask({ name: '' })).status).toBe(400)
    expect((await ask({}, app.signInAs('gridWorker11'))).status).toBe(200)
  })

  it('offers firms that may be the same; of one elsewhere only that the code is taken', async () => {
    const ask = (body: object, who = desk()) => who.call(contract.similarFirms, { body })
    const found = await ask({ name: '云岭软件' })
    expect(found.similar[0]).toMatchObject({ name: '昆明云岭软件有限公司', sameCode: false })
    expect((await ask({ uscc: inventedCode(1) })).similar[0]?.sameCode).toBe(true)
    expect(await ask({ name: '昆明云岭软件有限公司', uscc: inventedCode(1) }, app.signInAs('community2'))).toEqual({
      similar: [],
      codeTakenElsewhere: true,
    })
  })
})

describe('lists', () => {
  it('filter, sort, page and export exactly the same', async () => {
    for (let n = 10; n < 16; n++)
      await app.register(`第${n}号餐饮店`, {
        legalForm: 'self_employed',
        sinceOn: `2026-0${n - 9}-01`,
        facts: [
          { key: 'industry', value: 'H62' },
          { key: 'staff', value: n },
        ],
      })
    const list = (query: object) => desk().call(contract.listFirms, { query })
    expect((await list({ industry: 'H' })).total).toBe(6)
    expect(
      (await list({ industry: 'H', sort: 'staff', order: 'desc', limit: 2 })).rows.map((row) => row.staff),
    ).toEqual([15, 14])
    expect((await list({ q: '号餐饮', newSince: '2026-04-01' })).total).toBe(3)
    expect((await list({ q: inventedCode(1) })).total).toBe(1)
    expect((await list({ tag: '瞪羚' })).total).toBe(1)
    expect((await list({ expiring: 90 })).rows.map((row) => row.name)).toEqual(['昆明云岭软件有限公司'])
    expect((await list({ placeId: app.town.places.compound12 })).total).toBe(0)
    expect((await list({ suiteless: false })).total).toBe(1)
    expect((await app.signInAs('gridWorker12').call(contract.listFirms, {})).total).toBe(0)
    const query = { industry: 'H', sort: 'staff' as const, order: 'asc' as const }
    const bytes = (await desk().call(contract.exportFirms, { query })) as unknown as Buffer
    const sheet = await openSheet(bytes)
    const names: string[] = []
    for await (const row of sheet.rows) names.push(String(row.cells[0]))
    await sheet.close()
    expect(names).toEqual((await list(query)).rows.map((row) => row.name))
    expect((await desk().call(contract.listTags)).tags).toEqual([{ tag: '瞪羚', firms: 1 }])
  })
})

describe('facts', () => {
  it('keep their history; an earlier day does not replace a later one', async () => {
    const firmId = await app.register('事实有限公司')
    const record = (value: number, asOf: string) =>
      desk().call(contract.recordFacts, {
        ...at(firmId),
        body: { facts: [{ key: 'staff', value, asOf }], source: 'call' },
      })
    await record(10, '2026-05-01')
    await record(12, '2026-09-01')
    await record(7, '2026-01-01')
    await record(12, '2026-09-01')
    expect((await lookAt(desk(), firmId)).staff).toBe(12)
    const { values } = await desk().call(contract.factHistory, { params: { firmId, key: 'staff' } })
    expect(values.map(({ value, replacedAt }) => [value, replacedAt === null])).toEqual([
      [12, true],
      [10, false],
      [7, false],
    ])
    const bad = (key: string, value: contract.FactValue) =>
      desk().ask(contract.recordFacts, { ...at(firmId), body: { facts: [{ key, value }] } })
    expect((await bad('industry', 'I99')).reason).toBe('enterprises.bad_fact')
    expect((await bad('staff', -1)).status).toBe(400)
    expect((await bad('foundedOn', '2026-02-30')).status).toBe(400)
    const facts = await app.db.read((tx) => factsOf(tx, app.town.tenantId, [firmId], app.clock.now()))
    expect(facts.get(firmId)).toEqual({ staff: 12, operatingPlace: '530103-community1' })
  })
})

describe('contacts', () => {
  it('are confirmed as members, revealed with a reason, and ended', async () => {
    const firmId = await app.register('联系人有限公司')
    const { contactId } = await desk().call(contract.addContact, {
      ...at(firmId),
      body: { name: '李四', phone: '100-0000-8888', duty: '办公室主任' },
    })
    const named = { params: { contactId } }
    const twice = await desk().ask(contract.addContact, {
      ...at(firmId),
      body: { name: '李四', phone: '10000008888', duty: '主任' },
    })
    expect(twice.reason).toBe('enterprises.contact_is_there')
    const reveal = (who: Parameters<EnterpriseApp['signInAs']>[0]) =>
      app.signInAs(who).ask(contract.revealContact, { ...named, body: { reason: '电话回访' } })
    expect((await reveal('waterDepartment')).body).toEqual({ name: '李四', phone: '10000008888' })
    expect((await reveal('supervisor')).status).toBe(403)
    expect((await reveal('gridWorker12')).status).toBe(404)
    const { personId } = await desk().call(contract.confirmContact, { ...named, body: { how: '到访核对身份' } })
    const members = () => app.db.read((tx) => membersOf(tx, app.town.tenantId, firmId))
    expect(await members()).toEqual([personId])
    const member = { tenantId: app.town.tenantId, personId, sessionId: personId as never, name: '李四', posts: [] }
    expect(await app.db.read((tx) => firmOf(tx, member, firmId))).toMatchObject({ id: firmId })
    await desk().call(contract.endContact, named)
    expect(await members()).toEqual([])
    expect(await app.db.read((tx) => firmOf(tx, member, firmId))).toBeNull()
    expect((await typesOf(firmId)).slice(1)).toEqual([
      'enterprises.contact_added',
      'enterprises.contact_revealed',
      'enterprises.contact_confirmed',
      'enterprises.contact_ended',
    ])
  })
})

describe('correcting and closing', () => {
  it('tells what changed; a key firm is news', async () => {
    const firmId = await app.register('旧名有限公司')
    heard.length = 0
    await desk().call(contract.correctFirm, { ...at(firmId), body: { name: '新名有限公司', keyFirm: true } })
    await desk().call(contract.correctFirm, { ...at(firmId), body: { name: '新名有限公司' } })
    expect(heard).toEqual(['changed 新名有限公司', 'becameKey 新名有限公司'])
    expect(await typesOf(firmId)).toEqual(['enterprises.firm_registered', 'enterprises.firm_corrected'])
  })

  it('ends its stays, and keeps the record to be read', async () => {
    const firmId = await app.register('注销有限公司', {
      moveIn: { suiteIds: [suite('301')], on: '2026-01-01', basis: 'own' },
    })
    const close = (on: string) =>
      desk().ask(contract.closeFirm, { ...at(firmId), body: { on, kind: 'closed', why: '工商注销' } })
    expect((await close('2027-01-01')).reason).toBe('enterprises.closed_in_future')
    expect((await close('2026-11-20')).status).toBe(200)
    const firm = await lookAt(desk(), firmId)
    expect(firm).toMatchObject({
      state: 'closed',
      mayWrite: false,
      stays: [{ toOn: '2026-11-20', leftReason: 'closed' }],
    })
    expect((await close('2026-11-21')).reason).toBe('enterprises.firm_is_closed')
    expect(heard.at(-1)).toBe('ended 注销有限公司')
  })
})

describe('merging', () => {
  it('moves everything, and undoing brings it all back', async () => {
    const kept = await app.register('昆明翠湖餐饮有限公司', {
      facts: [{ key: 'staff', value: 5, asOf: '2026-01-01' }],
      tags: ['餐饮'],
    })
    const gone = await app.register('翠湖餐饮', {
      uscc: inventedCode(77),
      sinceOn: '2025-05-01',
      moveIn: { suiteIds: [suite('102')], on: '2025-05-01', basis: 'rent' },
      contact: { name: '王五', phone: '10000009999', duty: '店长' },
      facts: [
        { key: 'staff', value: 8, asOf: '2026-06-01' },
        { key: 'openings', value: 2 },
      ],
      tags: ['餐饮', '夜经济'],
    })
    const [stay] = (await lookAt(desk(), gone)).stays
    const out = { tenancyIds: [stay?.tenancyId as never], reason: 'lease_end' as const, leaves: true }
    await desk().call(contract.moveFirm, { ...at(gone), body: { on: '2026-12-31', out } })
    const before = await Promise.all([kept, gone].map((id) => lookAt(desk(), id)))
    expect(before[1]?.leavesOn).toBe('2026-12-31')
    const merge = (body: object, id = kept) => desk().ask(contract.mergeFirms, { ...at(id), body })
    expect((await merge({ goneId: kept, why: '同一家' })).status).toBe(400)
    const { mergeId } = (await merge({ goneId: gone, why: '同一家，登记了两次' })).body
    const whole = await lookAt(desk(), kept)
    expect(whole).toMatchObject({
      staff: 8,
      uscc: inventedCode(77),
      suites: ['102'],
      sinceOn: '2025-05-01',
    })
    expect(whole.tags.toSorted()).toEqual(['夜经济', '餐饮'].toSorted())
    const tagsIn = async (language: string) => {
      const asked = { query: { q: '昆明翠湖餐饮有限公司' } }
      const { body } = await desk().ask(contract.exportFirms, asked, { 'accept-language': language })
      const sheet = await openSheet(body as unknown as Buffer)
      const tags: string[] = []
      for await (const row of sheet.rows) tags.push(String(row.cells[14]))
      await sheet.close()
      return tags
    }
    const [inChinese, inEnglish] = [await tagsIn('zh'), await tagsIn('en')]
    expect(inChinese.map((tags) => tags.split('、').toSorted())).toEqual([whole.tags.toSorted()])
    expect(inEnglish).toEqual(inChinese.map((tags) => tags.replace('、', ', ')))
    expect(whole.contacts).toHaveLength(1)
    expect(whole.mergedHere[0]).toMatchObject({ firmId: gone, mayUndo: true })
    expect(await lookAt(desk(), gone)).toMatchObject({ state: 'merged', mergedInto: { id: kept }, mayWrite: false })
    expect((await merge({ goneId: gone, why: '再来一次' })).reason).toBe('enterprises.merged_already')
    expect((await desk().ask(contract.addTag, { ...at(gone), body: { tag: '新' } })).reason).toBe(
      'enterprises.firm_is_merged',
    )
    expect((await verifyLedger(app.db, [verifyEnterprises], app.clock.now())).broken).toEqual([])
    await desk().call(contract.undoMerge, { params: { mergeId } })
    const after = await Promise.all([kept, gone].map((id) => lookAt(desk(), id)))
    const plain = (firm: contract.FirmView) => ({ ...firm, timeline: null, changedAt: null })
    expect(after.map(plain)).toEqual(before.map(plain))
    expect((await desk().ask(contract.undoMerge, { params: { mergeId } })).reason).toBe('enterprises.undone_already')
  })

  it('is not undone while another firm holds the code that would come back, and says so', async () => {
    const kept = await app.register('还码有限公司', { uscc: inventedCode(81) })
    const gone = await app.register('还码', { uscc: inventedCode(82) })
    const { mergeId } = await desk().call(contract.mergeFirms, { ...at(kept), body: { goneId: gone, why: '同一家' } })
    const third = await app.register('第三家有限公司', { uscc: inventedCode(82) })
    const undo = () => desk().ask(contract.undoMerge, { params: { mergeId } })
    const refused = await undo()
    expect([refused.status, refused.reason]).toEqual([409, 'enterprises.code_taken_since'])
    expect(refused.error?.message).toContain(inventedCode(82))
    expect(await lookAt(desk(), gone)).toMatchObject({ state: 'merged' })
    await desk().call(contract.correctFirm, { ...at(third), body: { uscc: null } })
    expect((await undo()).status).toBe(200)
    expect(await lookAt(desk(), gone)).toMatchObject({ state: 'active', uscc: inventedCode(82) })
  })

  describe('one person whom both records know', () => {
    const people = (firm: contract.FirmView) =>
      firm.contacts.map(({ id, isMain, confirmedAt }) => ({ id, isMain, confirmed: confirmedAt !== null }))
    const two = async (name: string, phone: string) => {
      const contact = { name: '赵六', phone, duty: '经理' }
      const kept = await app.register(`${name}有限公司`, { contact })
      const gone = await app.register(name, { contact: { ...contact, phone: `+86 ${phone}` } })
      const [mine, theirs] = await Promise.all([kept, gone].map((id) => lookAt(desk(), id)))
      if (!mine?.contacts[0] || !theirs?.contacts[0]) throw new Error('both have a contact')
      return { kept, gone, mine: mine.contacts[0].id, theirs: theirs.contacts[0].id }
    }
    const merged = async ({ kept, gone }: { kept: contract.FirmId; gone: contract.FirmId }) =>
      (await desk().call(contract.mergeFirms, { ...at(kept), body: { goneId: gone, why: '同一家' } })).mergeId
    const undo = (mergeId: contract.MergeId) => desk().call(contract.undoMerge, { params: { mergeId } })
    const confirm = (contactId: contract.ContactId) =>
      desk().call(contract.confirmContact, { params: { contactId }, body: { how: '到访核对身份' } })

    it('is kept once, and is back with each when that is undone', async () => {
      const { kept, gone, mine, theirs } = await two('同号甲', '10000007001')
      const mergeId = await merged({ kept, gone })
      expect(people(await lookAt(desk(), kept))).toEqual([{ id: mine, isMain: true, confirmed: false }])
      await undo(mergeId)
      expect(people(await lookAt(desk(), kept))).toEqual([{ id: mine, isMain: true, confirmed: false }])
      expect(people(await lookAt(desk(), gone))).toEqual([{ id: theirs, isMain: true, confirmed: false }])
    })

    it('is kept as the confirmed one, who stays a member', async () => {
      const { kept, gone, mine, theirs } = await two('同号乙', '10000007002')
      const { personId } = await confirm(theirs)
      const mergeId = await merged({ kept, gone })
      expect(people(await lookAt(desk(), kept))).toEqual([{ id: theirs, isMain: true, confirmed: true }])
      const members = (id: contract.FirmId) => app.db.read((tx) => membersOf(tx, app.town.tenantId, id))
      expect(await members(kept)).toEqual([personId])
      await undo(mergeId)
      expect(people(await lookAt(desk(), kept))).toEqual([{ id: mine, isMain: true, confirmed: false }])
      expect(people(await lookAt(desk(), gone))).toEqual([{ id: theirs, isMain: true, confirmed: true }])
      expect([await members(kept), await members(gone)]).toEqual([[], [personId]])
    })

    it('who asked meanwhile not to be held any more is not brought back', async () => {
      const { kept, gone, mine } = await two('同号丙', '10000007003')
      const mergeId = await merged({ kept, gone })
      await desk().call(contract.endContact, { params: { contactId: mine } })
      await undo(mergeId)
      expect(people(await lookAt(desk(), gone))).toEqual([])
      expect(people(await lookAt(desk(), kept))).toEqual([])
    })
  })

  it('undone after something newer was said, leaves both with what is theirs', async () => {
    const kept = await app.register('后来居上有限公司', { facts: [] })
    const gone = await app.register('后来居上公司', { uscc: inventedCode(78), facts: [{ key: 'staff', value: 7 }] })
    const { mergeId } = await desk().call(contract.mergeFirms, { ...at(kept), body: { goneId: gone, why: '同一家' } })
    app.clock.move(60_000)
    await desk().call(contract.recordFacts, { ...at(kept), body: { facts: [{ key: 'staff', value: 30 }] } })
    await desk().call(contract.correctFirm, { ...at(kept), body: { uscc: inventedCode(79) } })
    await desk().call(contract.undoMerge, { params: { mergeId } })
    expect(await lookAt(desk(), kept)).toMatchObject({ staff: 30, uscc: inventedCode(79) })
    expect(await lookAt(desk(), gone)).toMatchObject({ staff: 7, uscc: inventedCode(78) })
    expect((await verifyLedger(app.db, [verifyEnterprises], app.clock.now())).broken).toEqual([])
  })
})

describe('what others see', () => {
  it('a plug adds its lines to the story of a firm', async () => {
    const firmId = await app.register('时间线有限公司')
    const unplug = registerFirmTimeline({
      source: 'visits',
      entries: async (_tx, _secrets, _tenant, id) =>
        id === firmId
          ? [
              {
                at: '2030-01-01T00:00:00.000Z',
                type: 'visit',
                words: { zh: '走访', en: 'Visit' },
                detail: null,
                who: null,
                to: null,
              },
            ]
          : [],
    })
    expect((await lookAt(desk(), firmId)).timeline.map(({ source }) => source)).toEqual(['visits', 'firm'])
    unplug()
  })

  it('a redrawn grid takes its firms along', async () => {
    await app.signInAs('administrator').call(places.moveToGrid, {
      params: { gridId: app.town.grids.grid12 },
      body: { placeIds: [app.tower], why: '调整网格' },
    })
    await app.deliver()
    const total = async (who: 'gridWorker11' | 'gridWorker12') =>
      (await app.signInAs(who).call(contract.listFirms, {})).total
    expect([await total('gridWorker11'), await total('gridWorker12')]).toEqual([
      0,
      (await desk().call(contract.listFirms, {})).total,
    ])
    const { buildings } = await app.signInAs('gridWorker12').call(listBuildings)
    expect(buildings).toHaveLength(1)
  })

  it('the public list is what the page shows', async () => {
    const path = await app.db.read((tx) =>
      sql<{ path: string }>`select path from places.places_view where id = ${app.town.places.community1}`.execute(tx),
    )
    const actor = {
      tenantId: app.town.tenantId,
      personId: app.town.persons.community1,
      sessionId: '' as never,
      name: '',
      posts: [
        {
          postId: app.town.posts.community1,
          role: 'community' as const,
          placeId: app.town.places.community1,
          placePath: path.rows[0]?.path ?? '',
          gridId: null,
          how: 'own' as const,
        },
      ],
    }
    const firms = await app.db.read((tx) => firmsInScope(tx, actor, { industry: 'H' }, app.clock.now()))
    expect(firms).toHaveLength(6)
  })
})

it('the ledger tells the same', async () => {
  expect((await verifyLedger(app.db, [verifyEnterprises], app.clock.now())).broken).toEqual([])
})

describe('a move on a day to come', () => {
  it('planned for a firm that left: it is back on that day, and not before', async () => {
    const firmId = await app.register('归雁科技有限公司', { placeId: app.town.places.compound12 })
    const left = { on: '2026-11-20', kind: 'left' as const, why: '搬走了' }
    await desk().call(contract.closeFirm, { ...at(firmId), body: left })
    const plan = async () => {
      const body = { on: '2026-11-25', in: { suiteIds: [suite('201')], basis: 'rent' as const } }
      return (await desk().call(contract.moveFirm, { ...at(firmId), body })).tenancyIds[0]
    }
    const state = async () => (await lookAt(desk(), firmId)).state
    const first = await plan()
    if (!first) throw new Error('no stay')
    expect(await state()).toBe('left')
    await desk().call(contract.callOffMove, { params: { tenancyId: first } })
    expect(await state()).toBe('left')
    const again = await plan()
    const returned: string[] = []
    const stopHearing = registerFirmListener({
      returned: async (_tx, _at, _tenant, { id }, after) => void returned.push(`${id} ${after}`),
    })
    app.clock.move(2 * 86_400_000)
    await settleTick.run(app.services)
    stopHearing()
    expect(await lookAt(desk(), firmId)).toMatchObject({ state: 'active', sinceOn: '2026-11-25' })
    expect(returned).toEqual([`${firmId} leaving`])
    expect((await verifyLedger(app.db, [verifyEnterprises], app.clock.now())).broken).toEqual([])
    const out = { tenancyIds: [again as never], reason: 'moved_away' as const, leaves: true }
    app.clock.move(86_400_000)
    await desk().call(contract.moveFirm, { ...at(firmId), body: { on: '2026-11-26', out } })
    app.clock.move(-3 * 86_400_000)
  })

  it('planned past a planned leaving puts it aside; called off, the leaving is planned again', async () => {
    const moveIn = { suiteIds: [suite('202')], on: '2026-11-01', basis: 'rent' }
    const firmId = await app.register('去留科技有限公司', { moveIn })
    const [stay] = (await lookAt(desk(), firmId)).stays
    const out = { tenancyIds: [stay?.tenancyId as never], reason: 'lease_end' as const, leaves: true }
    await desk().call(contract.moveFirm, { ...at(firmId), body: { on: '2026-11-25', out } })
    const leavesOn = async () => (await lookAt(desk(), firmId)).leavesOn
    expect(await leavesOn()).toBe('2026-11-25')
    const into = { suiteIds: [suite('302'), suite('303')], basis: 'rent' as const }
    const planned = await desk().call(contract.moveFirm, { ...at(firmId), body: { on: '2026-11-28', in: into } })
    expect(await leavesOn()).toBeNull()
    const [first, second] = planned.tenancyIds
    await desk().call(contract.callOffMove, { params: { tenancyId: first as never } })
    expect(await leavesOn()).toBeNull()
    await desk().call(contract.callOffMove, { params: { tenancyId: second as never } })
    expect(await leavesOn()).toBe('2026-11-25')
    expect((await verifyLedger(app.db, [verifyEnterprises], app.clock.now())).broken).toEqual([])
    app.clock.move(2 * 86_400_000)
    await settleTick.run(app.services)
    expect((await lookAt(desk(), firmId)).state).toBe('left')
    app.clock.move(-2 * 86_400_000)
  })
})
