import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sql } from '../../kernel/db.ts'
import { type TestApp, type TestClient, testApp } from '../../kernel/testing/app.ts'
import { dayOf } from '../../kernel/time/day.ts'
import { closeFirm, getFirm, mergeFirms, undoMerge } from '../enterprises/contract.ts'
import { listNotices } from '../notices/contract.ts'
import { agreeAnew, consentTextChanged, myConsents, saveConsentText, takeConsentBack } from '../people/contract.ts'
import { moveToGrid } from '../places/contract.ts'
import * as contract from './contract.ts'
import { aJob, aWish, bySpoken, firmWithMember } from './employment.fixture.ts'
import { passTheDay } from './ticks.ts'
import { verifyEmployment } from './verify.ts'

let app: TestApp
let firm: Awaited<ReturnType<typeof firmWithMember>>
const desk = () => app.signInAs('community1')
const told = async (who: TestClient) => (await who.call(listNotices)).rows.map((row) => row.words.zh)
const pass = (days: number) => {
  app.clock.move(days * 86_400_000)
  return passTheDay(app.db, app.services.secrets, app.clock.now())
}
const openings = (who: TestClient) => who.call(contract.firmJobs, { params: { firmId: firm.firmId } })
const types = async (stream: string) => (await app.events(stream)).map((event) => event.type.replace('employment.', ''))

beforeAll(async () => {
  app = await testApp()
  firm = await firmWithMember(app, '云岭财务有限公司', '10000031001')
})
afterAll(() => app.close())

describe('an opening', () => {
  it('is opened by the firm, changed by staff, and closed with a reason', async () => {
    const params = { firmId: firm.firmId }
    expect((await app.anyone.ask(contract.openOpening, { params, body: aJob() })).status).toBe(401)
    expect((await app.signInAs('resident1').ask(contract.openOpening, { params, body: aJob() })).status).toBe(404)
    expect((await app.signInAs('supervisor').ask(contract.openOpening, { params, body: aJob() })).status).toBe(403)
    expect((await app.signInAs('community2').ask(contract.openOpening, { params, body: aJob() })).status).toBe(404)
    const wrong = await firm.member.ask(contract.openOpening, { params, body: aJob({ payToFen: 1 }) })
    expect([wrong.status, wrong.reason]).toEqual([400, 'employment.bad_payToFen'])
    const { id } = await firm.member.call(contract.openOpening, { params, body: aJob({ title: '前台' }) })
    const one = { params: { openingId: id } }
    const { opening, mayWrite } = await desk().call(contract.getOpening, one)
    expect([opening.byFirm, opening.state, mayWrite]).toEqual([true, 'open', true])
    await desk().call(contract.changeOpening, { ...one, body: aJob({ title: '前台文员' }) })
    expect((await firm.member.ask(contract.endOpening, { ...one, body: { step: 'close' } })).status).toBe(400)
    await firm.member.call(contract.endOpening, { ...one, body: { step: 'close', why: '岗位取消' } })
    expect((await firm.member.ask(contract.endOpening, { ...one, body: { step: 'fill' } })).status).toBe(409)
    await desk().call(contract.reopenOpening, { ...one, body: { untilOn: '2026-12-01' } })
    expect(await types(`openings:${id}`)).toEqual([
      'opening_opened',
      'opening_changed',
      'opening_closed',
      'opening_reopened',
    ])
    const { timeline } = await desk().call(getFirm, { params })
    const of = timeline.filter(({ source, detail }) => source === 'employment' && detail?.zh.startsWith('前台文员'))
    expect(of.map(({ words, who }) => [words.zh, who === null]).toSorted()).toEqual([
      ['停止招聘', false],
      ['发布招聘岗位', false],
      ['重新招聘', false],
    ])
  })

  it('closes by itself after its last day, and the firm is told', async () => {
    await pass(9)
    const { openings: jobs } = await openings(firm.member)
    expect(jobs.map(({ opening }) => opening.state)).toEqual(['closed'])
    expect(await told(firm.member)).toContainEqual(expect.stringContaining('自动停止招聘'))
  })
})

describe('an opening of a firm that leaves', () => {
  it('closes, with the reason', async () => {
    const other = await firmWithMember(app, '候鸟商贸有限公司', '10000031002')
    const params = { firmId: other.firmId }
    const { id } = await desk().call(contract.openOpening, { params, body: aJob() })
    await desk().call(closeFirm, { params, body: { on: '2026-12-02', kind: 'left', why: '搬走了' } })
    await pass(0)
    const { opening } = await desk().call(contract.getOpening, { params: { openingId: id } })
    expect([opening.state, opening.endedWhy]).toEqual([
      'closed',
      { zh: '企业已不在这里', en: 'The firm is no longer here' },
    ])
    const { timeline } = await desk().call(getFirm, { params })
    const closed = timeline.find(({ type }) => type === 'employment.opening_closed')
    expect([closed?.detail?.en, closed?.who]).toEqual([expect.stringContaining('is no longer here'), null])
  })
})

describe('an opening of a firm that is merged', () => {
  it('goes on with the kept record, closes in its time, and comes back when the merge is undone', async () => {
    const gone = await firmWithMember(app, '双胞胎设备有限公司', '10000031003')
    const kept = await firmWithMember(app, '双胞胎设备（昆明）有限公司', '10000031004')
    const body = aJob({ untilOn: '2026-12-20' })
    const { id } = await desk().call(contract.openOpening, { params: { firmId: gone.firmId }, body })
    const merging = { params: { firmId: kept.firmId }, body: { goneId: gone.firmId, why: '同一家企业' } }
    const { mergeId } = await desk().call(mergeFirms, merging)
    const firmOfIt = async () => (await desk().call(contract.getOpening, { params: { openingId: id } })).opening.firm.id
    // Before the news arrives, what a day brings to others is done all the same.
    await pass(0)
    await app.deliver()
    expect(await firmOfIt()).toBe(kept.firmId)
    const story = async (firmId: typeof kept.firmId) =>
      (await desk().call(getFirm, { params: { firmId } })).timeline
        .filter(({ source }) => source === 'employment')
        .map(({ words }) => words.zh)
    expect([await story(kept.firmId), await story(gone.firmId)]).toEqual([['发布招聘岗位'], []])
    await desk().call(contract.changeOpening, { params: { openingId: id }, body: { ...body, title: '设备出纳' } })
    await desk().call(undoMerge, { params: { mergeId } })
    await app.deliver()
    expect(await firmOfIt()).toBe(gone.firmId)
    expect([await story(kept.firmId), await story(gone.firmId)]).toEqual([[], ['发布招聘岗位']])
    expect((await types(`openings:${id}`)).slice(1)).toEqual(['opening_moved', 'opening_changed', 'opening_moved'])
  })
})

describe('a resident who looks for work', () => {
  it('is seen by those of the neighbourhood alone, masked, and revealed for a reason', async () => {
    const body = { ...aWish(app), name: '赵找活', phone: '10000052001', ...bySpoken }
    expect((await app.signInAs('resident1').ask(contract.registerSeeker, { body })).status).toBe(403)
    expect((await app.signInAs('community2').ask(contract.registerSeeker, { body })).status).toBe(404)
    expect((await desk().ask(contract.registerSeeker, { body: { ...body, kinds: [] } })).status).toBe(400)
    const { id } = await desk().call(contract.registerSeeker, { body })
    const { rows } = await desk().call(contract.listSeekers)
    expect(rows.map(({ name, phone }) => [name, phone])).toEqual([['赵*活', expect.stringContaining('****')]])
    expect((await app.signInAs('community2').call(contract.listSeekers)).rows).toEqual([])
    expect((await app.signInAs('supervisor').ask(contract.listSeekers)).status).toBe(403)
    expect((await app.signInAs('waterDepartment').ask(contract.listSeekers)).status).toBe(403)
    const params = { seekerId: id }
    const shown = await desk().call(contract.revealSeeker, { params, body: { reason: '电话联系面试' } })
    expect(shown).toEqual({ name: '赵找活', phone: '10000052001' })
    // Saying it again brings it up to date.
    expect((await desk().call(contract.registerSeeker, { body })).id).toBe(id)
    const events = await app.events(`seekers:${id}`)
    expect(events.map((event) => event.type)).toEqual([
      'employment.seeker_registered',
      'employment.seeker_revealed',
      'employment.seeker_changed',
    ])
    expect(JSON.stringify(events)).not.toContain('赵找活')
    await desk().call(contract.withdrawConsent, { params })
    expect((await desk().ask(contract.getSeeker, { params })).status).toBe(404)
    const left = await app.db.read((tx) => sql`select * from employment.seekers where id = ${id}`.execute(tx))
    expect(left.rows[0]).toMatchObject({
      state: 'withdrawn',
      name_sealed: null,
      person_id: null,
      kinds: [],
      skills: [],
    })
  })

  it('goes with the building to another grid: the worker there sees them, the one before no longer', async () => {
    const body = { ...aWish(app), name: '孙搬家', phone: '10000052011', ...bySpoken }
    const { id: seekerId } = await desk().call(contract.registerSeeker, { body })
    const seen = async (who: 'gridWorker11' | 'gridWorker12') =>
      (await app.signInAs(who).ask(contract.getSeeker, { params: { seekerId } })).status
    expect([await seen('gridWorker11'), await seen('gridWorker12')]).toEqual([200, 404])
    const move = async (grid: 'grid11' | 'grid12') => {
      app.clock.move(60_000)
      await app.signInAs('administrator').call(moveToGrid, {
        params: { gridId: app.town.grids[grid] },
        body: { placeIds: [app.town.places.building112], why: '网格调整' },
      })
      await app.deliver()
    }
    await move('grid12')
    expect([await seen('gridWorker11'), await seen('gridWorker12')]).toEqual([404, 200])
    await move('grid11')
    expect([await seen('gridWorker11'), await seen('gridWorker12')]).toEqual([200, 404])
    await desk().call(contract.withdrawConsent, { params: { seekerId } })
  })

  it('keeps the name that was put right, and gives nobody’s wish to another with the same phone', async () => {
    const body = { ...aWish(app), name: '钱打错', phone: '10000052012', ...bySpoken }
    const { id: seekerId } = await desk().call(contract.registerSeeker, { body })
    const shown = (id: typeof seekerId) =>
      desk().call(contract.revealSeeker, { params: { seekerId: id }, body: { reason: '电话联系面试' } })
    const other = { ...body, name: '钱小二', kinds: ['保洁'] }
    const refused = await desk().ask(contract.registerSeeker, { body: other })
    expect([refused.status, refused.reason]).toEqual([409, 'employment.other_name'])
    expect(JSON.stringify(refused.error)).toContain('钱*错')
    expect(JSON.stringify(refused.error)).not.toContain('钱打错')
    expect((await desk().call(contract.getSeeker, { params: { seekerId } })).seeker.kinds).toEqual(body.kinds)
    expect(await shown(seekerId)).toEqual({ name: '钱打错', phone: '10000052012' })
    // Whoever does not see the wish is not told whose it is, and cannot put it right.
    const elsewhere = { ...other, placeId: app.town.places.building211, correctsName: true }
    const unseen = await app.signInAs('community2').ask(contract.registerSeeker, { body: elsewhere })
    expect([unseen.status, unseen.reason]).toEqual([409, 'employment.phone_of_another'])
    expect(JSON.stringify(unseen.error)).not.toContain('钱')
    // The next grid is of the same neighbourhood.
    const nextGrid = { ...other, placeId: app.town.places.building121, correctsName: true }
    const asks = (language: string) =>
      app.signInAs('gridWorker12').ask(contract.registerSeeker, { body: nextGrid }, { 'accept-language': language })
    const [zh, en] = [await asks('zh'), await asks('en')]
    expect([zh.status, zh.reason]).toEqual([409, 'employment.phone_of_another'])
    expect([zh.error?.message, en.error?.message]).toEqual([
      '这个电话已有另一位居民在您负责范围以外登记求职，没有改动。请填写本人的电话，或请本人在手机上登记；姓名有误的，请社区或街道更正',
      'Somebody beyond your area is down with this phone; nothing was changed. Please give the person’s own phone, or let them say it on theirs; a wrong name is put right by the community or street office',
    ])
    const right = { ...body, name: '钱改对', correctsName: true }
    expect((await desk().call(contract.registerSeeker, { body: right })).id).toBe(seekerId)
    expect(await shown(seekerId)).toEqual({ name: '钱改对', phone: '10000052012' })
    await desk().call(contract.withdrawConsent, { params: { seekerId } })
    // Written down at the counter under another name, and then by the person.
    const taken = { ...aWish(app, 'building111'), name: '小名', phone: app.town.phones.resident1, ...bySpoken }
    const { id: own } = await desk().call(contract.registerSeeker, { body: taken })
    const resident = app.signInAs('resident1')
    const mine = { ...aWish(app, 'building111'), consent: true as const, consentVersion: 1 }
    expect((await resident.call(contract.saveProfile, { body: mine })).id).toBe(own)
    expect((await shown(own)).name).not.toBe('小名')
    await resident.call(contract.withdrawConsent, { params: { seekerId: own } })
  })

  it('is warned before the consent ends, and it then lapses', async () => {
    const resident = app.signInAs('resident2')
    const { home, hasPhone } = await resident.call(contract.myJobs)
    expect([home?.id, hasPhone]).toEqual([app.town.places.building311, true])
    const body = { ...aWish(app, 'building311'), consent: true as const, consentVersion: 1 }
    expect((await resident.ask(contract.saveProfile, { body: { ...body, consent: false } as never })).status).toBe(400)
    await resident.call(contract.saveProfile, { body })
    const before = app.clock.now().getTime()
    await pass(172)
    expect((await told(resident)).filter((words) => words.includes('到期自动删除'))).toHaveLength(1)
    await pass(1)
    expect((await told(resident)).filter((words) => words.includes('到期自动删除'))).toHaveLength(1)
    await pass(20)
    expect((await resident.call(contract.myJobs)).profile).toBeNull()
    app.clock.move(before - app.clock.now().getTime())
  })
})

describe('a referral', () => {
  it('goes from a suggestion with reasons to the figure that counts it', async () => {
    const { id: openingId } = await firm.member.call(contract.openOpening, {
      params: { firmId: firm.firmId },
      body: aJob(),
    })
    const resident = app.signInAs('resident1')
    const { id: seekerId } = await resident.call(contract.saveProfile, {
      body: { ...aWish(app, 'building111'), consent: true, consentVersion: 1 },
    })
    const params = { openingId }
    const { suggestions } = await desk().call(contract.listSuggestions, { params })
    expect(suggestions.map(({ seeker }) => seeker.id)).toEqual([seekerId])
    expect(suggestions[0]?.reasons.map(({ words }) => words.zh)).toContain('会做账')
    expect((await app.signInAs('street2').ask(contract.propose, { params, body: { seekerId } })).status).toBe(404)
    const { id } = await desk().call(contract.propose, { params, body: { seekerId } })
    expect((await desk().ask(contract.propose, { params, body: { seekerId } })).reason).toBe(
      'employment.unfit_referred',
    )
    expect((await desk().call(contract.listSuggestions, { params })).suggestions).toEqual([])

    const one = { params: { referralId: id } }
    const mine = async () => (await openings(firm.member)).openings.find(({ opening }) => opening.id === openingId)
    expect((await mine())?.referrals).toEqual([])
    expect((await firm.member.ask(contract.sayReferral, { ...one, body: { step: 'hire' } })).status).toBe(404)
    expect((await told(resident))[0]).toContain('有个岗位可能适合您')
    await resident.call(contract.sayReferral, { ...one, body: { step: 'agree' } })
    expect((await mine())?.referrals).toMatchObject([{ phone: app.town.phones.resident1, state: 'agreed' }])
    expect((await told(firm.member))[0]).toContain('居民同意了')
    expect((await firm.member.ask(contract.sayReferral, { ...one, body: { step: 'decline' } })).status).toBe(403)
    expect((await firm.member.ask(contract.sayReferral, { ...one, body: { step: 'reject' } })).status).toBe(400)
    await firm.member.call(contract.sayReferral, { ...one, body: { step: 'interview' } })
    await firm.member.call(contract.sayReferral, { ...one, body: { step: 'hire' } })
    expect((await desk().call(contract.getOpening, { params })).opening).toMatchObject({ state: 'filled', hired: 1 })
    expect(await types(`referrals:${id}`)).toEqual(['referral_proposed', 'referral_agreed', 'interview_held', 'hired'])

    const { total, months } = await desk().call(contract.jobFigures)
    expect([total.hired, total.referred]).toEqual([1, 1])
    const query = { hiredMonth: months[0]?.month as string, state: ['hired' as const] }
    expect((await desk().call(contract.listReferrals, { query })).rows.map((row) => row.id)).toEqual([id])
    expect((await app.signInAs('supervisor').call(contract.jobFigures)).total.hired).toBeNull()
    expect((await app.signInAs('street2').call(contract.jobFigures)).total).toMatchObject({ hired: 0, openings: 0 })
    expect((await desk().ask(contract.exportReferrals)).status).toBe(200)
    // The month after it has no four digits.
    for (const asked of [{ month: '9999-12' }, { hiredMonth: '9999-12' }])
      expect((await desk().ask(contract.exportReferrals, { query: asked })).status).toBe(400)
    expect((await desk().ask(contract.exportOpenings)).status).toBe(200)

    const asked = { ...one, body: { there: true } }
    expect((await desk().ask(contract.sayStillThere, asked)).status).toBe(409)
    await pass(30)
    await pass(1)
    expect((await told(desk())).filter((words) => words.includes('人还在岗吗'))).toHaveLength(1)
    await desk().call(contract.sayStillThere, asked)

    await resident.call(contract.withdrawConsent, { params: { seekerId } })
    expect((await mine())?.referrals).toMatchObject([{ name: null, phone: null, state: 'hired' }])
    expect((await resident.call(contract.myJobs)).profile).toBeNull()
  })

  it('is not brought up again once declined, and ends with the opening or the consent', async () => {
    const post = (title: string) =>
      firm.member.call(contract.openOpening, {
        params: { firmId: firm.firmId },
        body: aJob({ title, headcount: 2, untilOn: '2027-03-31' }),
      })
    const [first, second, third] = [await post('出纳甲'), await post('出纳乙'), await post('出纳丙')]
    const body = { ...aWish(app), name: '钱来', phone: '10000052002', ...bySpoken }
    const { id: seekerId } = await desk().call(contract.registerSeeker, { body })
    const refer = async (openingId: typeof first.id) =>
      (await desk().call(contract.propose, { params: { openingId }, body: { seekerId } })).id
    const step = async (referralId: Awaited<ReturnType<typeof refer>>, said: 'agree' | 'decline') =>
      desk().call(contract.sayReferral, { params: { referralId }, body: { step: said } })
    await step(await refer(first.id), 'decline')
    const again = await desk().ask(contract.propose, { params: { openingId: first.id }, body: { seekerId } })
    expect(again.reason).toBe('employment.unfit_declined')
    const ended = await refer(second.id)
    await firm.member.call(contract.endOpening, { params: { openingId: second.id }, body: { step: 'fill' } })
    expect((await types(`referrals:${ended}`)).at(-1)).toBe('referral_dropped')
    const running = await refer(third.id)
    await step(running, 'agree')
    await desk().call(contract.withdrawConsent, { params: { seekerId } })
    expect((await types(`referrals:${running}`)).at(-1)).toBe('referral_dropped')
    expect((await told(firm.member))[0]).toContain('不再找工作')
  })

  it('verifies', async () => {
    const found: unknown[] = []
    const { tenantId } = app.town
    const counts = await app.db.read((tx) =>
      verifyEmployment({ tx, tenantId, report: (finding: unknown) => void found.push(finding) } as never),
    )
    expect([found, counts]).toEqual([[], expect.objectContaining({ referrals: 4 })])
  })
})

describe('the text that seekers agree to', () => {
  it('asks anew: nothing is suggested, proposed or agreed to, until the person agrees again', async () => {
    const resident = app.signInAs('resident1')
    const body = {
      ...aWish(app, 'building111'),
      kinds: ['园艺师'],
      skills: [],
      consent: true as const,
      consentVersion: 1,
    }
    const { id: seekerId } = await resident.call(contract.saveProfile, { body })
    const untilOn = dayOf(new Date(app.clock.now().getTime() + 30 * 86_400_000))
    const job = aJob({ title: '园艺师', skills: [], untilOn })
    const another = aJob({ title: '园艺师助理', skills: [], untilOn })
    const where = { params: { firmId: firm.firmId } }
    const { id: openingId } = await firm.member.call(contract.openOpening, { ...where, body: job })
    const { id: laterId } = await firm.member.call(contract.openOpening, { ...where, body: another })
    const params = { openingId }
    const suggested = async () =>
      (await desk().call(contract.listSuggestions, { params })).suggestions.map(({ seeker }) => seeker.id)
    expect(await suggested()).toContain(seekerId)
    const { id: referralId } = await desk().call(contract.propose, {
      params: { openingId: laterId },
      body: { seekerId },
    })
    const purpose = { params: { purpose: contract.jobsPurpose } }
    const text = {
      zh: '我同意社区给我推荐岗位，也包括外区企业。',
      en: 'I agree to suggestions, of firms elsewhere as well.',
    }
    await app.signInAs('administrator').call(saveConsentText, {
      ...purpose,
      body: { ...text, asksAnew: true, why: '范围扩大', after: 1 },
    })
    expect(await suggested()).toEqual([])
    const mine = await resident.call(contract.myJobs)
    expect([mine.fitting, mine.openings.every(({ reasons }) => reasons.length === 0)]).toEqual([false, true])
    expect((await desk().ask(contract.propose, { params, body: { seekerId } })).reason).toBe('employment.asked_anew')
    const yes = { params: { referralId }, body: { step: 'agree' as const } }
    expect((await resident.ask(contract.sayReferral, yes)).reason).toBe('employment.asked_anew')
    expect((await resident.ask(contract.saveProfile, { body })).reason).toBe(consentTextChanged)
    expect(await desk().call(contract.getSeeker, { params: { seekerId } })).toMatchObject({
      ...{ consentVersion: 1, consentStands: false, fitting: [] },
    })
    await resident.call(agreeAnew, { ...purpose, body: { version: 2 } })
    expect(await suggested()).toContain(seekerId)
    await resident.call(contract.sayReferral, yes)
    const { rows } = await resident.call(myConsents)
    expect(rows).toMatchObject([{ agreed: { version: 2, text }, how: 'self', stands: true }])
    expect((await app.events(`seekers:${seekerId}`)).at(-1)?.payload).toMatchObject({ version: 2, how: 'self' })
    await resident.call(takeConsentBack, { ...purpose, body: {} })
    expect((await resident.call(contract.myJobs)).profile).toBeNull()
    expect((await resident.call(myConsents)).rows).toEqual([])
  })
})
