import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId, type PersonId } from '../../../kernel/contract/ids.ts'
import { verifyLedger } from '../../../kernel/events/verify.ts'
import { followed, getMatter, listMatters } from '../../matters/contract.ts'
import { look, take } from '../../matters/matter-app.fixture.ts'
import { saveDefaults } from '../../matters/public.ts'
import { listNotices } from '../../notices/contract.ts'
import { lookAtLink, me, signInByLink } from '../../people/contract.ts'
import { addContact, confirmContact, endContact, getFirm, mergeFirms, registerFirm } from '../contract.ts'
import { type EnterpriseApp, enterpriseApp, inventedCode, lookAt } from '../enterprise-app.fixture.ts'
import type { ContactId, FirmId } from '../shapes.ts'
import { verifyEnterprises } from '../verify.ts'
import * as portal from './contract.ts'

let app: EnterpriseApp
beforeAll(async () => {
  app = await enterpriseApp()
  const { tenantId, since } = app.town
  await app.db.tx((tx) => saveDefaults(tx, { tenantId, validFrom: since, authorId: null }))
})
afterAll(() => app.close())

let phones = 0
const community = () => app.signInAs('community1')

/** A firm of suite or tower with a contact whom staff confirmed. */
async function firmWithMember(name: string, more: Record<string, unknown> = {}) {
  const phone = `1000003${String(1000 + phones++)}`
  const firmId = await app.register(name, { contact: { name: '王小满', phone, duty: '经理' }, ...more })
  const { contacts } = await lookAt(community(), firmId)
  const contactId = contacts[0]?.id as ContactId
  const { personId } = await community().call(confirmContact, { params: { contactId }, body: { how: '当面核对' } })
  // The link opens the account by which they come.
  await community().call(portal.issueContactLink, { params: { contactId } })
  return { firmId, contactId, personId }
}
const memberOf = ({ personId }: { personId: PersonId }) => app.signInAs({ tenantId: app.town.tenantId, personId })
const typesOf = async (stream: string) => (await app.events(stream)).map((event) => event.type)

const difficulty = { category: 'F020101', body: '流动资金紧张，想请街道帮忙对接银行' }

describe('whoever speaks for a firm', () => {
  it('sees its matters, is told of them, and answers for it; nobody else does', async () => {
    const ours = await firmWithMember('滇池软件有限公司')
    const theirs = await firmWithMember('翠湖茶业有限公司')
    const { id } = await community().call(portal.takeDifficulty, {
      params: { firmId: ours.firmId },
      body: { ...difficulty, channel: 'phone' },
    })
    await app.deliver()
    const member = memberOf(ours)
    const seen = await look(member, id)
    expect(seen.relations).toEqual(['reporter'])
    expect(seen.subject?.name).toEqual({ zh: '滇池软件有限公司', en: '滇池软件有限公司' })
    expect((await member.call(followed)).rows.map((row) => row.id)).toEqual([id])
    expect((await memberOf(theirs).ask(getMatter, { params: { matterId: id } })).status).toBe(404)

    await take(community(), id, { action: 'contact' })
    await take(community(), id, { action: 'resolve', outcome: 'solved', words: '已对接两家银行' })
    await app.deliver()
    const told = (await member.call(listNotices)).rows.map((row) => row.words.zh)
    expect(told).toContainEqual(expect.stringContaining('请您确认是否解决'))
    expect((await memberOf(theirs).call(listNotices)).rows).toEqual([])
    await take(member, id, { action: 'reject', words: '银行还没有回音' })
    await take(community(), id, { action: 'resolve', outcome: 'solved', words: '贷款已批' })

    await community().call(endContact, { params: { contactId: ours.contactId } })
    expect((await member.ask(getMatter, { params: { matterId: id } })).status).toBe(404)
    expect((await member.call(followed)).rows).toEqual([])
    // Somebody new speaks for it, and for all that was asked before.
    const next = await community().call(addContact, {
      params: { firmId: ours.firmId },
      body: { name: '李一帆', phone: '10000039999', duty: '行政' },
    })
    const params = { contactId: next.contactId }
    const { personId } = await community().call(confirmContact, { params, body: { how: '电话核对' } })
    await community().call(portal.issueContactLink, { params })
    await take(memberOf({ personId }), id, { action: 'confirm', rating: 5 })
    expect((await look(community(), id)).satisfaction).toBe(5)
  })

  it('speaks for records that were merged into the firm', async () => {
    const kept = await firmWithMember('官渡数科有限公司')
    const goneId = await app.register('官渡数科公司')
    const order = { params: { firmId: goneId }, body: { ...difficulty, channel: 'counter' as const } }
    const { id } = await community().call(portal.takeDifficulty, order)
    expect((await memberOf(kept).ask(getMatter, { params: { matterId: id } })).status).toBe(404)
    await community().call(mergeFirms, { params: { firmId: kept.firmId }, body: { goneId, why: '同一家企业' } })
    expect((await look(memberOf(kept), id)).relations).toEqual(['reporter'])
    const { rows, total } = await memberOf(kept).call(portal.myFirmMatters, { params: { firmId: kept.firmId } })
    expect([rows.map((row) => row.id), total]).toEqual([[id], 1])
    // The record that is gone takes nothing down any more, and is nobody's.
    expect((await community().ask(portal.takeDifficulty, order)).status).toBe(404)
    expect((await memberOf(kept).ask(portal.myFirm, { params: { firmId: goneId } })).status).toBe(404)
  })
})

describe('a sign-in link for a contact', () => {
  it('is issued to a confirmed one, leads in once, and leaves an event without the token', async () => {
    const firm = await firmWithMember('云茶供应链有限公司')
    const params = { contactId: firm.contactId }
    const { token, expiresAt } = await community().call(portal.issueContactLink, { params })
    expect(expiresAt > app.clock.now().toISOString()).toBe(true)
    expect(await typesOf(`enterprises:${firm.firmId}`)).toContain('enterprises.contact_link_issued')
    expect(JSON.stringify(await app.events(`enterprises:${firm.firmId}`))).not.toContain(token)
    const phone = app.browser()
    await phone.call(signInByLink, { body: { token } })
    expect((await phone.call(me)).personId).toBe(firm.personId)
    expect((await phone.call(portal.myFirms)).firms.map((one) => one.id)).toEqual([firm.firmId])
  })

  it('is for confirmed contacts only, and can be taken back', async () => {
    const firmId = await app.register('未核实有限公司', {
      contact: { name: '赵某', phone: '10000038888', duty: '前台' },
    })
    const contactId = (await lookAt(community(), firmId)).contacts[0]?.id as ContactId
    const early = await community().ask(portal.issueContactLink, { params: { contactId } })
    expect([early.status, early.reason]).toEqual([422, 'enterprises.contact_not_confirmed'])
    expect(await community().call(portal.revokeContactLink, { params: { contactId } })).toEqual({ revoked: 0 })

    await community().call(confirmContact, { params: { contactId }, body: { how: '当面核对' } })
    const { token } = await community().call(portal.issueContactLink, { params: { contactId } })
    expect(await community().call(portal.revokeContactLink, { params: { contactId } })).toEqual({ revoked: 1 })
    expect((await app.anyone.ask(lookAtLink, { body: { token } })).status).toBe(422)
    expect((await typesOf(`enterprises:${firmId}`)).at(-1)).toBe('enterprises.contact_link_revoked')
    // Whoever is no contact any more does not enter by a link of yesterday.
    const again = await community().call(portal.issueContactLink, { params: { contactId } })
    await community().call(endContact, { params: { contactId } })
    expect((await app.anyone.ask(lookAtLink, { body: { token: again.token } })).status).toBe(422)
  })

  it('does not lead to firms that who hands it out may not see', async () => {
    const here = await firmWithMember('两地咨询有限公司')
    const other = app.signInAs('community3')
    const phone = `1000003${String(999 + phones)}`
    const contact = { name: '王小满', phone, duty: '经理' }
    const far = { name: '外地咨询有限公司', placeId: app.town.places.building311, contact }
    const { firmId } = await other.call(registerFirm, { body: far })
    const contactId = (await lookAt(other, firmId)).contacts[0]?.id as ContactId
    const confirmed = await other.call(confirmContact, { params: { contactId }, body: { how: '当面核对' } })
    expect(confirmed.personId).toBe(here.personId)
    const refused = await other.ask(portal.issueContactLink, { params: { contactId } })
    expect([refused.status, refused.reason]).toEqual([422, 'enterprises.contact_beyond_reach'])
  })

  it('belongs to those who keep the register of the place', async () => {
    const { contactId } = await firmWithMember('近华咨询有限公司')
    const params = { contactId }
    for (const endpoint of [portal.issueContactLink, portal.revokeContactLink]) {
      expect((await app.anyone.ask(endpoint, { params })).status).toBe(401)
      for (const who of ['resident1', 'waterDepartment', 'supervisor', 'administrator'] as const)
        expect((await app.signInAs(who).ask(endpoint, { params })).status, who).toBe(403)
      for (const who of ['community2', 'gridWorker12', 'street2'] as const)
        expect((await app.signInAs(who).ask(endpoint, { params })).status, who).toBe(404)
      for (const who of ['gridWorker11', 'street1'] as const)
        expect((await app.signInAs(who).ask(endpoint, { params })).status, who).toBe(200)
      expect((await community().ask(endpoint, { params: { contactId: 'none' } })).status).toBe(400)
    }
  })
})

describe('what a firm sees of itself', () => {
  it('is its data with source and date, its suites and its contacts; no tags and no names of staff', async () => {
    const firm = await firmWithMember('金碧科技有限公司', {
      uscc: inventedCode(71),
      tags: ['风险关注'],
      moveIn: { suiteIds: [app.suites['101']], on: '2026-02-01', basis: 'rent', leaseUntil: '2027-01-31' },
      facts: [{ key: 'staff', value: 12 }],
    })
    const member = memberOf(firm)
    const { firms } = await member.call(portal.myFirms)
    expect(firms).toMatchObject([{ id: firm.firmId, suites: ['101'], state: 'active' }])
    const params = { firmId: firm.firmId }
    const seen = await member.call(portal.myFirm, { params })
    expect(seen.facts).toMatchObject([{ key: 'staff', value: 12, source: 'staff', earlier: [] }])
    expect(seen.stays).toMatchObject([{ suite: { number: '101' }, leaseUntil: '2027-01-31' }])
    expect(seen.contacts).toMatchObject([{ name: '王*满', isMain: true }])
    expect(JSON.stringify(seen)).not.toMatch(/风险关注|confirmedBy|"by"/)
  })

  it('is nothing for anybody else', async () => {
    const firm = await firmWithMember('五华商贸有限公司')
    const other = await firmWithMember('呈贡商贸有限公司')
    const params = { firmId: firm.firmId }
    const body = { body: '请帮忙协调停车位' }
    const asks = [
      [portal.myFirm, { params }],
      [portal.myFirmMatters, { params }],
      [portal.correctMyFirm, { params, body: { nameEn: 'Wuhua' } }],
      [portal.raiseDifficulty, { params, body }],
      [portal.proposeChange, { params, body: { name: '别的名字', why: '改名了' } }],
    ] as const
    for (const [endpoint, args] of asks) {
      expect((await app.anyone.ask(endpoint, args as never)).status, endpoint.id).toBe(401)
      for (const who of [memberOf(other), app.signInAs('resident1'), community(), app.signInAs('administrator')])
        expect((await who.ask(endpoint, args as never)).status, endpoint.id).toBe(404)
    }
    expect((await app.anyone.ask(portal.myFirms)).status).toBe(401)
    expect((await community().call(portal.myFirms)).firms).toEqual([])
  })
})

describe('a firm puts right what is held on it', () => {
  it('at once, as said by the firm, with what staff noted kept', async () => {
    const firm = await firmWithMember('滇缅物流有限公司', {
      facts: [{ key: 'staff', value: 40, asOf: '2026-10-01' }],
    })
    const params = { firmId: firm.firmId }
    const member = memberOf(firm)
    await member.call(portal.correctMyFirm, {
      params,
      body: { nameEn: 'Dianmian Logistics', registeredHere: true, facts: [{ key: 'staff', value: 46 }] },
    })
    const seen = await member.call(portal.myFirm, { params })
    expect(seen).toMatchObject({ nameEn: 'Dianmian Logistics', registeredHere: true, staff: 46 })
    expect(seen.facts).toMatchObject([
      { key: 'staff', value: 46, source: 'firm', earlier: [{ value: 40, source: 'staff', asOf: '2026-10-01' }] },
    ])
    const events = await app.events(`enterprises:${firm.firmId}`)
    expect(events.slice(-2).map(({ type, actor }) => [type, actor.personId])).toEqual([
      ['enterprises.firm_corrected', firm.personId],
      ['enterprises.fact_recorded', firm.personId],
    ])
    expect((await verifyLedger(app.db, [verifyEnterprises], app.clock.now())).broken).toEqual([])
  })

  it('and is refused what is no fact, or no value of one', async () => {
    const firm = await firmWithMember('石林旅行社有限公司')
    const params = { firmId: firm.firmId }
    const say = async (facts: unknown) => {
      const answer = await memberOf(firm).ask(portal.correctMyFirm, { params, body: { facts } })
      return [answer.status, answer.reason]
    }
    expect(await say([{ key: 'isFavourite', value: true }])).toEqual([400, 'enterprises.unknown_fact'])
    expect(await say([{ key: 'staff', value: -3 }])).toEqual([400, 'enterprises.bad_fact'])
    expect((await memberOf(firm).call(portal.myFirm, { params })).facts).toEqual([])
  })

  it('asks for what stands on papers: the office gets a matter', async () => {
    const firm = await firmWithMember('安宁机电有限公司')
    const params = { firmId: firm.firmId }
    const member = memberOf(firm)
    const ask = (body: Record<string, unknown>) => member.ask(portal.proposeChange, { params, body } as never)
    expect((await ask({ why: '没有变化', name: '安宁机电有限公司' })).reason).toBe('enterprises.nothing_to_change')
    expect((await ask({ why: '代码写错了', uscc: '12' })).reason).toBe('enterprises.bad_code')
    const id = newId<'matter'>()
    const uscc = inventedCode(72)
    const answer = await ask({ id, name: '安宁智造有限公司', uscc, legalForm: 'company', why: '已换发营业执照' })
    expect([answer.status, answer.body.id]).toEqual([200, id])
    const matter = await look(community(), id)
    expect(matter).toMatchObject({ kind: 'firm_demand', subject: { id: firm.firmId } })
    expect(matter.category.name.zh).toBe('企业信息更正')
    expect(matter.body).toContain('企业名称：安宁机电有限公司 → 安宁智造有限公司')
    expect(matter.body).toContain(`统一社会信用代码：— → ${uscc}`)
    expect((await app.events(`matters:${id}`))[0]?.type).toBe('matters.matter_reported')
    expect((await member.call(portal.myFirm, { params })).name).toBe('安宁机电有限公司')
  })
})

describe('a difficulty', () => {
  it('raised by the firm stands at its building, is tracked, and stays the firm’s', async () => {
    const firm = await firmWithMember('晋宁食品有限公司')
    const member = memberOf(firm)
    const params = { firmId: firm.firmId }
    const body = { ...difficulty, id: newId<'matter'>(), priority: 'urgent' as const }
    const answer = await member.call(portal.raiseDifficulty, { params, body })
    expect(answer.receiptCode).not.toBe('')
    const matter = await look(member, answer.id)
    expect(matter).toMatchObject({
      kind: 'firm_demand',
      priority: 'urgent',
      channel: 'pocket',
      subject: { kind: 'firm' },
    })
    expect(matter.place.id).toBe(app.tower)
    const again = await member.ask(portal.raiseDifficulty, { params, body })
    expect([again.status, again.reason]).toEqual([409, 'matters.id_taken'])
    const mine = await member.call(portal.myFirmMatters, { params })
    expect(mine.rows.map((row) => [row.id, row.holder?.personName])).toEqual([[answer.id, null]])
    expect((await member.ask(portal.raiseDifficulty, { params, body: { body: '少' } })).status).toBe(400)
    expect((await app.events(`matters:${answer.id}`))[0]?.actor.personId).toBe(firm.personId)
    expect((await look(community(), answer.id)).reporter).toMatchObject({ name: '王*满' })
    // Whoever has left the firm answers no more for what it asked.
    await community().call(endContact, { params: { contactId: firm.contactId } })
    expect((await member.ask(getMatter, { params: { matterId: answer.id } })).status).toBe(404)
  })

  it('is taken down by staff who keep the register, for one of its contacts', async () => {
    const firm = await firmWithMember('富民建材有限公司')
    const other = await firmWithMember('宜良花卉有限公司')
    const params = { firmId: firm.firmId }
    const body = { ...difficulty, channel: 'phone' as const }
    const { id } = await community().call(portal.takeDifficulty, {
      params,
      body: { ...body, contactId: firm.contactId },
    })
    const seen = await look(community(), id)
    expect(seen.reporter).toMatchObject({ name: '王*满' })
    const [first] = await app.events(`matters:${id}`)
    expect(first?.actor).toMatchObject({ personId: app.town.persons.community1, postId: app.town.posts.community1 })
    const list = await community().call(listMatters, { query: { subjectKind: 'firm', subjectId: firm.firmId } })
    expect(list.rows.map((row) => row.id)).toEqual([id])

    const ask = async (who: Parameters<typeof app.signInAs>[0] | null, more: Record<string, unknown> = {}) =>
      (await (who ? app.signInAs(who) : app.anyone).ask(portal.takeDifficulty, { params, body: { ...body, ...more } }))
        .status
    expect(await ask(null)).toBe(401)
    expect(await ask('resident1')).toBe(403)
    expect(await ask('waterDepartment')).toBe(403)
    expect(await ask('community2')).toBe(404)
    expect(await ask('community1', { contactId: other.contactId })).toBe(404)
    expect(await ask('community1', { channel: 'pigeon' })).toBe(400)
    expect(await ask('community1', { category: '080201' })).toBe(400)
    expect(await ask('gridWorker11')).toBe(200)
  })
})

it('names of firms come in one question, and their main contact is called back', async () => {
  const firm = await firmWithMember('嵩明医药有限公司')
  const order = { params: { firmId: firm.firmId }, body: { ...difficulty, channel: 'wechat' as const } }
  const { id } = await community().call(portal.takeDifficulty, order)
  // Nobody was named: the main contact stands for the firm.
  expect((await look(community(), id)).reporter).toMatchObject({ name: '王*满', hasAccount: false })
  const firmId: FirmId = firm.firmId
  expect((await community().call(getFirm, { params: { firmId } })).mayWrite).toBe(true)
})
