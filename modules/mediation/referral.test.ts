import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../kernel/contract/ids.ts'
import type { PersonKey } from '../../kernel/testing/town.ts'
import { addNote } from '../households/contract.ts'
import { aHousehold, townRoom } from '../households/household-app.fixture.ts'
import { look, type MatterApp, matterApp, take } from '../matters/matter-app.fixture.ts'
import { endStates } from './case.ts'
import * as contract from './contract.ts'
import { aCommittee, deskOf, findings } from './mediation.fixture.ts'
import { kindOf, outcomeOf, outcomeWords, restWords } from './referral.ts'
import type { CaseId } from './tables.ts'

let app: MatterApp
let d: ReturnType<typeof deskOf>
beforeAll(async () => {
  app = await matterApp()
  await aCommittee(app.signInAs('community1'), app.town)
  d = deskOf(app)
})
afterAll(() => app.close())

const trouble = '楼上卫生间漏水，泡坏了我家的顶'
const reporter = { name: '孙漏顶', phone: '12000008870' }
const aMatter = () => app.reportAt('building111', trouble, { reporter, category: '080203' })
const draft = (id: string, who: PersonKey = 'community1') =>
  app.signInAs(who).ask(contract.referralDraft, { query: { of: 'matter', id } })
const refer = (id: string, more: Partial<contract.ReferBody> = {}, who: PersonKey = 'community1') =>
  app.signInAs(who).ask(contract.referDispute, {
    body: { of: 'matter', id, kind: 'leak', words: trouble, person: 'reporter', ...more },
  })
const standing = async (id: string, who: PersonKey = 'community1') =>
  (await app.signInAs(who).call(contract.listReferrals, { query: { of: 'matter', id } })).rows
const caseOf = async (id: string): Promise<CaseId> => {
  const caseId = (await standing(id))[0]?.caseId
  if (!caseId) throw new Error('no case')
  return caseId
}

describe('the outcome', () => {
  it('is settled only after an agreement of which every promise was kept', () => {
    const promises = fc.array(
      fc.record({ state: fc.constantFrom('open' as const, 'kept' as const, 'broken' as const) }),
    )
    fc.assert(
      fc.property(fc.constantFrom(...endStates), promises, (end, of) => {
        const kept = of.every(({ state }) => state === 'kept')
        expect(outcomeOf(end, of)).toBe(end === 'closed' && kept ? 'settled' : 'not_settled')
      }),
    )
    expect(['楼上漏水', '广场舞太吵', '物业不修灯', '为了一条狗'].map(kindOf)).toEqual([
      'leak',
      'noise',
      'property',
      'neighbour',
    ])
  })
})

describe('a matter', () => {
  it('goes to the committee of its place in one step, with reporter, place and words; it rests and hears one word', async () => {
    const { id } = await aMatter()
    expect((await app.anyone.ask(contract.referralDraft, { query: { of: 'matter', id } })).status).toBe(401)
    expect((await draft(id, 'community2')).status).toBe(404)
    const seen = await draft(id)
    expect(seen.body).toMatchObject({ may: true, obstacle: null, kind: 'leak', people: [{ name: '孙*顶' }] })
    expect(JSON.stringify(seen.body)).not.toContain(reporter.phone)
    expect((await draft(id, 'supervisor')).body).toMatchObject({ may: false, words: '', people: [] })
    expect((await refer(id, {}, 'supervisor')).status).toBe(403)
    expect((await refer(id, {}, 'community2')).status).toBe(404)
    expect((await refer(id, { words: ' ' })).status).toBe(400)
    expect((await refer(id, { person: 'nobody' })).reason).toBe('mediation.first_side')
    const first = await refer(id)
    expect(first.status).toBe(200)
    expect(await refer(id)).toMatchObject({ status: 200, body: first.body })
    const resting = await look(app.signInAs('community1'), id)
    expect(resting).toMatchObject({ state: 'suspended' })
    expect(resting.timeline.at(-1)?.words).toBe(restWords)

    const caseId = await caseOf(id)
    const view = await d.view(caseId)
    expect(view).toMatchObject({ source: 'referral', originKind: 'matter', words: trouble, state: 'received' })
    expect(view.parties).toMatchObject([{ side: 'a', name: '孙*顶', consent: null }])
    // Whoever refers is let in only where they sit in charge of it.
    expect((await standing(id, 'street1')).map((row) => row.caseId)).toEqual([null])
    // The other side comes later.
    expect((await d.step(caseId, { step: 'ask' })).status).toBe(422)
    const joins = (who: PersonKey) =>
      app.signInAs(who).ask(contract.addParty, {
        params: { caseId },
        body: { side: 'b', name: '李楼上', phone: '12000008871' },
      })
    expect((await joins('street1')).status).toBe(404)
    expect((await joins('community1')).status).toBe(200)
    await d.must(d.step(caseId, { step: 'ask' }))
    await d.must(d.say(caseId, 'b', { consent: 'no' }))
    expect((await joins('community1')).reason).toBe('mediation.not_now')
    await app.deliver()
    const after = await look(app.signInAs('community1'), id)
    expect(after).toMatchObject({ state: 'handling' })
    expect(after.timeline.at(-1)?.words).toBe(outcomeWords.not_settled)
    expect(JSON.stringify(after)).not.toContain('李楼上')
    expect(await standing(id)).toMatchObject([{ outcome: 'not_settled' }])
    expect(await findings(app)).toEqual([])
  })

  it('that was taken up again meanwhile gets the word as a note; it may be referred once more', async () => {
    const { id } = await aMatter()
    await refer(id)
    await take(app.signInAs('community1'), id, { action: 'resume' })
    await d.must(d.step(await caseOf(id), { step: 'decline', declineReason: 'in_court' }))
    await app.deliver()
    expect((await look(app.signInAs('community1'), id)).timeline.at(-1)).toMatchObject({
      words: outcomeWords.not_settled,
    })
    expect((await refer(id)).status).toBe(200)
    expect(await standing(id)).toHaveLength(2)
    expect((await draft(id)).body).toMatchObject({ obstacle: { zh: expect.stringContaining('才能转出') } })
  })

  it('whose reporter is hidden goes without the name; where there is no committee it says so', async () => {
    const { id } = await app.reportAt('building111', trouble, { reporter, visibility: 'holder', category: '080203' })
    const { holder } = await look(app.signInAs('community1'), id)
    expect(holder?.postId).not.toBe(app.town.posts.community1)
    expect((await draft(id)).body).toMatchObject({ may: true, people: [] })
    expect((await refer(id)).reason).toBe('mediation.first_side')
    expect((await refer(id, { applicant: { name: '某女士' } })).status).toBe(200)
    const far = await app.reportAt('building311', trouble, { reporter })
    expect((await draft(far.id, 'community3')).body).toMatchObject({
      committee: null,
      obstacle: { en: /no committee/ },
    })
    expect((await refer(far.id, {}, 'community3')).reason).toBe('mediation.not_referable')
  })
})

describe('a note of a household', () => {
  it('goes with a member whom the reader picks; who is not in charge sees nothing of it', async () => {
    const householdId = await aHousehold(app, await townRoom(app))
    const id = newId<'note'>()
    await app.signInAs('community1').call(addNote, {
      params: { householdId },
      body: { id, words: '对门把鞋柜放在楼道里，说了不听', sensitivity: 'open_to_community' },
    })
    const query = { of: 'note' as const, id }
    const seen = await app.signInAs('community1').call(contract.referralDraft, { query })
    expect(seen).toMatchObject({ may: true, people: [{ name: '王*兰' }], place: { id: app.town.places.building111 } })
    expect((await app.signInAs('street1').ask(contract.referralDraft, { query })).status).toBe(404)
    const body = { ...query, kind: 'neighbour' as const, words: seen.words, person: seen.people[0]?.key ?? '' }
    expect((await app.signInAs('street1').ask(contract.referDispute, { body })).status).toBe(404)
    await app.signInAs('community1').call(contract.referDispute, {
      body: { ...body, other: { name: '对门住户' } },
    })
    const notes = (who: PersonKey) => app.signInAs(who).call(contract.listReferrals, { query: { of: 'note' } })
    expect((await notes('community1')).rows).toMatchObject([{ originId: id, outcome: null }])
    expect((await notes('street1')).rows).toEqual([])
    const caseId = (await notes('community1')).rows[0]?.caseId
    if (!caseId) throw new Error('no case')
    expect(await d.view(caseId)).toMatchObject({ originKind: 'visit', parties: [{ name: '王*兰' }, { side: 'b' }] })
    await d.begin(caseId)
    await d.must(d.hold(caseId))
    await d.must(d.draw(caseId, { form: 'oral', facts: '', issues: '', duties: '' }))
    const promiseId = (await d.view(caseId)).agreement?.promises[0]?.id
    if (!promiseId) throw new Error('no promise')
    await d
      .head()
      .call(contract.settlePromise, { params: { caseId, promiseId }, body: { state: 'kept', on: d.today() } })
    await d.must(d.step(caseId, { step: 'close' }))
    await app.deliver()
    expect((await notes('community1')).rows).toMatchObject([{ outcome: 'settled' }])
    expect(await findings(app)).toEqual([])
  })
})
