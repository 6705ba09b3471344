import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { systemActor } from '../../kernel/actor.ts'
import { newId } from '../../kernel/contract/ids.ts'
import { sql } from '../../kernel/db.ts'
import { record } from '../../kernel/events/record.ts'
import { type TestApp, testApp } from '../../kernel/testing/app.ts'
import { dayMs, dayOf } from '../../kernel/time/day.ts'
import { askResidence, listResidences, settleResidence } from '../facilities/passes/contract.ts'
import { addNote, getHousehold, turnNote, withdrawWish as withdrawHeard } from '../households/contract.ts'
import { aHousehold, aRoom, townRoom } from '../households/household-app.fixture.ts'
import { wishOf } from '../households/public.ts'
import { listNotices } from '../notices/contract.ts'
import * as contract from './contract.ts'
import { heardStream, pairingStream, volunteerStream, wishStream } from './events.ts'
import { anOffer, aPairing, asks, aWish, findings, offers, says, takenDown, wishes } from './neighbours.fixture.ts'
import { flagSilent, linkFigures } from './public.ts'
import { hashOf } from './scope.ts'

let app: TestApp
beforeAll(async () => {
  app = await testApp()
})
afterAll(() => app.close())

const desk = () => app.signInAs('community1')
const told = async (stream: string) => (await app.events(stream)).map(({ type }) => type.replace('neighbours.', ''))
const view = (pairingId: contract.PairingId, who = desk()) => who.call(contract.getPairing, { params: { pairingId } })
const status = async (
  endpoint: Parameters<typeof app.anyone.ask>[0],
  who: Parameters<typeof app.signInAs>[0],
  args: object,
) => (await app.signInAs(who).ask(endpoint, args)).status

describe('volunteers', () => {
  it('offer by themselves, are seen by who answers for their place, masked, and stop whenever they like', async () => {
    const { places } = app.town
    const own = app.signInAs('resident1')
    const offer = { ...anOffer(places.building111), consent: true as const, consentVersion: 1 }
    expect((await app.anyone.ask(contract.offer, { body: offer })).status).toBe(401)
    expect((await own.ask(contract.offer, { body: { ...offer, consent: false } })).status).toBe(400)
    expect((await own.ask(contract.offer, { body: { ...offer, placeId: places.community1 } })).reason).toBe(
      'neighbours.bad_placeId',
    )
    const { id } = await own.call(contract.offer, { body: offer })
    const params = { volunteerId: id }
    for (const who of ['community1', 'street1', 'gridWorker11', 'compoundSecretary11', 'buildingLead111'] as const)
      expect(await status(contract.getVolunteer, who, { params }), who).toBe(200)
    expect(await status(contract.getVolunteer, 'community2', { params })).toBe(404)
    expect(await status(contract.getVolunteer, 'resident2', { params })).toBe(403)
    const { volunteer } = await desk().call(contract.getVolunteer, { params })
    expect(volunteer.name).toContain('*')
    const why = { reason: '约时间上门' }
    expect(await status(contract.revealVolunteer, 'buildingLead111', { params, body: why })).toBe(403)
    expect((await desk().call(contract.revealVolunteer, { params, body: why })).phone).toBe(app.town.phones.resident1)
    await own.call(contract.stopHelping, { body: {} })
    expect((await desk().call(contract.getVolunteer, { params })).volunteer).toMatchObject({
      ...{ state: 'withdrawn', skills: [], slots: [] },
    })
    expect((await own.call(contract.mine)).offer).toBeNull()
    expect(await told(volunteerStream(id))).toEqual([
      ...['volunteer_offered', 'skill_listed', 'volunteer_revealed', 'skill_ended', 'volunteer_withdrawn'],
    ])
    // Offering again is the same volunteer.
    expect(await own.call(contract.offer, { body: offer })).toEqual({ id })
    await own.call(contract.stopHelping, { body: {} })
    expect(await findings(app)).toEqual([])
  })

  it('let neighbours read what they agreed to, and the office the rest', async () => {
    const { places } = app.town
    const skill = (
      kind: 'haircut' | 'sewing' | 'legal',
      audience: 'compound' | 'community' | 'office',
      nameShown: boolean,
    ) => ({ kind, audience, nameShown, words: '' }) as const
    const skills = [
      skill('haircut', 'compound', true),
      skill('sewing', 'community', false),
      skill('legal', 'office', false),
    ]
    const near = await takenDown(app, '何小苗', { skills, placeId: places.building112 })
    await takenDown(app, '李大妮', { skills, placeId: places.building121 })
    const { homes, rows } = await app.signInAs('resident1').call(contract.skillsNear, { query: {} })
    expect(homes.map(({ id }) => id)).toEqual([places.compound11])
    const seen = rows.map(({ kind, name, compound }) => `${kind} ${name} ${compound?.id === places.compound11}`)
    expect(seen).toEqual(['haircut 何小苗 true', 'sewing 何*苗 true', 'sewing 李*妮 false'])
    expect((await app.signInAs('resident2').call(contract.skillsNear, { query: {} })).rows).toEqual([])
    const { total } = await desk().call(contract.listVolunteers, { query: { kind: 'legal' } })
    expect(total).toBe(2)
    // A help request to one of them by name asks both at once, and tells nobody a name.
    const skillId = rows[0]?.id ?? ('' as never)
    const body = {
      ...aWish(places.building111, { kind: 'haircut', rhythm: 'once' }),
      consent: true as const,
      consentVersion: 1,
      skillId,
    }
    const { id: wishId } = await app.signInAs('resident1').call(contract.makeWish, { body })
    const { wish } = await desk().call(contract.getWish, { params: { wishId } })
    expect(wish.pairing).toMatchObject({ state: 'asked', volunteerName: '何*苗' })
    const { pairings } = await app.signInAs('resident1').call(contract.mine)
    expect(pairings[0]).toMatchObject({ side: 'helped', other: null, place: null })
    await app.signInAs('resident1').call(contract.withdrawWish, { params: { wishId }, body: {} })
    await desk().call(contract.withdrawVolunteer, { params: { volunteerId: near.id }, body: {} })
  })

  it('are near to each home of a reader, also where the community confirmed it, and to nobody without one', async () => {
    const { places } = app.town
    const reader = app.signInAs('resident2')
    const near = async (who = reader) => {
      const { homes, rows } = await who.call(contract.skillsNear, { query: { kind: 'tutoring' } })
      return [homes.map(({ id }) => id), rows.map(({ words }) => words)]
    }
    const skills = (words: string, audience: 'compound' | 'community' | 'office') => ({
      skills: [{ kind: 'tutoring' as const, words, audience, nameShown: false }],
    })
    const made = [
      await takenDown(app, '方一', { ...skills('一', 'compound'), placeId: places.building111 }),
      await takenDown(app, '方二', { ...skills('二', 'compound'), placeId: places.building121 }),
      await takenDown(app, '方三', { ...skills('三', 'community'), placeId: places.building121 }),
      await takenDown(app, '方四', { ...skills('四', 'office'), placeId: places.building112 }),
    ]
    const { id: own } = await offers(app, 'resident2', { ...skills('五', 'compound'), placeId: places.building312 })
    expect(await near()).toEqual([[places.compound31], []])
    expect(await near(desk())).toEqual([[], []])
    await reader.call(askResidence, { body: { placeId: places.building111, home: '1栋 101' } })
    const [asked] = (await desk().call(listResidences, { query: { state: 'asked' } })).rows
    const params = { residenceId: asked?.id ?? ('' as never) }
    expect(await near()).toEqual([[places.compound31], []])
    await desk().call(settleResidence, { params, body: { step: 'confirm' } })
    // Of the two homes: their compound first, then the community around it; their own offer is not among them.
    expect(await near()).toEqual([
      [places.compound11, places.compound31],
      ['一', '三'],
    ])
    expect(await near(app.signInAs('resident1'))).toEqual([[places.compound11], ['一', '三']])
    await desk().call(settleResidence, { params, body: { step: 'end', why: '已搬走' } })
    expect(await near()).toEqual([[places.compound31], []])
    await reader.call(contract.stopHelping, { body: {} })
    for (const { id: volunteerId } of made)
      await desk().call(contract.withdrawVolunteer, { params: { volunteerId }, body: {} })
    expect(await told(volunteerStream(own))).toContain('volunteer_withdrawn')
  })
})

describe('a pairing', () => {
  it('goes from the wish to thanks; names are told once both said yes', async () => {
    const { id: volunteerId } = await offers(app, 'centerHousehold112')
    const { id: wishId } = await wishes(app)
    const params = { wishId }
    expect(await status(contract.getWish, 'resident1', { params })).toBe(403)
    expect(await status(contract.getWish, 'community2', { params })).toBe(404)
    const seen = await desk().call(contract.getWish, { params })
    expect(seen.fitting.map((one) => one.volunteerId)).toContain(volunteerId)
    expect(seen.fitting[0]?.reasons.map(({ zh }) => zh).join()).toContain('都有空：周二上午')
    const ask = { params, body: { volunteerId } }
    expect(await status(contract.askVolunteer, 'compoundSecretary11', ask)).toBe(403)
    const { id } = await desk().call(contract.askVolunteer, ask)
    expect((await desk().ask(contract.askVolunteer, ask)).status).toBe(422)
    const [volunteer, resident] = [app.signInAs('centerHousehold112'), app.signInAs('resident1')]
    const own = { params: { pairingId: id } }
    expect((await volunteer.call(contract.mine)).pairings[0]).toMatchObject({ iSaidYes: false, other: null })
    expect(await status(contract.myPairing, 'resident2', own)).toBe(404)
    expect((await says(volunteer, id, true)).state).toBe('asked')
    expect((await volunteer.call(contract.myPairing, own)).other).toBeNull()
    expect((await resident.ask(contract.noteContact, { ...own, body: { how: 'call' } })).status).toBe(409)
    expect((await says(resident, id, true)).state).toBe('agreed')
    expect((await volunteer.call(contract.myPairing, own)).other?.phone).toBe(app.town.phones.resident1)
    expect((await resident.call(contract.myPairing, own)).other?.phone).toBe(app.town.phones.centerHousehold112)
    await volunteer.call(contract.noteContact, { ...own, body: { how: 'visit', words: '聊了一小时' } })
    const thanks = { words: '谢谢您每周来', wall: true, met: true }
    expect((await volunteer.ask(contract.sayThanks, { ...own, body: thanks })).status).toBe(403)
    expect((await volunteer.ask(contract.endPairing, { ...own, body: { reason: 'met' } })).status).toBe(403)
    await resident.call(contract.sayThanks, { ...own, body: thanks })
    const wall = { query: { placeId: app.town.places.community1 } }
    expect((await app.anyone.call(contract.thanksWall, wall)).rows).toEqual([])
    await volunteer.call(contract.answerWall, { ...own, body: { agree: true } })
    expect((await app.anyone.call(contract.thanksWall, wall)).rows.map(({ words }) => words)).toEqual(['谢谢您每周来'])
    const after = await desk().call(contract.getWish, { params })
    expect(after.wish).toMatchObject({ state: 'met', words: '' })
    expect((await resident.call(contract.myPairing, own)).other).toBeNull()
    expect(await told(pairingStream(id))).toEqual([
      ...['pairing_suggested', 'pairing_asked', 'pairing_said_yes', 'pairing_said_yes', 'pairing_agreed'],
      ...['pairing_contacted', 'pairing_thanked', 'pairing_ended', 'wall_answered'],
    ])
    expect(await told(wishStream(wishId))).toEqual(['wish_made', 'wish_paired', 'wish_met'])
    expect(await findings(app)).toEqual([])
  })

  it('comes about for somebody without a phone by what the office types, with how they agreed', async () => {
    const { places } = app.town
    const body = {
      ...aWish(places.building111),
      name: '王奶奶',
      ...{ consentHow: 'spoken', consentNote: '入户时当面同意', consentVersion: 1 },
    }
    expect(await status(contract.noteWish, 'community2', { body })).toBe(404)
    expect((await desk().ask(contract.noteWish, { body: { ...body, consentNote: '' } })).status).toBe(400)
    const { id: wishId } = await app.signInAs('gridWorker11').call(contract.noteWish, {
      body: { ...body, consentHow: 'spoken' },
    })
    const { id: volunteerId } = await takenDown(app, '钱多多')
    const { id: pairingId } = await asks(app, wishId, volunteerId)
    const params = { pairingId }
    const typed = (side: 'volunteer' | 'helped', note?: string) =>
      desk().ask(contract.answerPairing, {
        params,
        body: { yes: true, side, how: 'spoken', ...(note ? { note } : {}) },
      })
    expect((await typed('helped')).reason).toBe('neighbours.bad_note')
    expect((await typed('helped', '打电话问过家人')).body.state).toBe('asked')
    expect((await typed('volunteer', '电话里答应')).body.state).toBe('agreed')
    expect((await view(pairingId)).pairing).toMatchObject({ helpedName: '王*奶', state: 'agreed' })
    await desk().call(contract.sayThanks, { params, body: { words: '谢谢', wall: false, met: false } })
    await desk().call(contract.endPairing, { params, body: { reason: 'volunteer_stops' } })
    // The wish is open again, with its name.
    const { wish } = await desk().call(contract.getWish, { params: { wishId } })
    expect(wish).toMatchObject({ state: 'open', name: '王*奶' })
    await desk().call(contract.withdrawWish, { params: { wishId }, body: {} })
    const left = await app.db.read((tx) =>
      sql`select 1 from neighbours.wishes where id = ${wishId}
      and name_sealed is null and words_sealed is null`.execute(tx),
    )
    expect(left.rows).toHaveLength(1)
    expect(await findings(app)).toEqual([])
  })

  it('of a neighbour for somebody else tells them no name but the one that they typed', async () => {
    const { phones, places } = app.town
    const asker = app.signInAs('resident2')
    const body = {
      ...{ ...aWish(places.building111), consent: true as const, consentVersion: 1 },
      ...{ forName: '某人', forPhone: phones.resident1, forNote: '当面问过本人' },
    }
    const { id: wishId } = await asker.call(contract.makeWish, { body })
    const seenBy = async (who: typeof asker) =>
      (await who.call(contract.mine)).wishes.find(({ id }) => id === wishId)?.name
    const registered = await app.db.read((tx) =>
      sql<{ name: string }>`select name from people.persons where id = ${app.town.persons.resident1}`.execute(tx),
    )
    expect(await seenBy(asker)).toBe('某人')
    expect(await seenBy(app.signInAs('resident1'))).toBe(registered.rows[0]?.name)
    expect((await desk().call(contract.revealWish, { params: { wishId }, body: { reason: '约上门时间' } })).name).toBe(
      registered.rows[0]?.name,
    )
    await asker.call(contract.withdrawWish, { params: { wishId }, body: {} })
    expect(await seenBy(asker)).toBe('')
    expect(await findings(app)).toEqual([])
  })

  it('is shown to the neighbour who asked for somebody unknown, and for somebody of the register to them alone', async () => {
    const { phones, places } = app.town
    const [asker, helped] = [app.signInAs('resident2'), app.signInAs('resident1')]
    const { id: volunteerId } = await offers(app, 'centerHousehold112')
    const pairedFor = async (forPhone?: string) => {
      const body = {
        ...{ ...aWish(places.building111, { rhythm: 'once' }), consent: true as const, consentVersion: 1 },
        ...{ forName: '某人', forNote: '当面问过本人', ...(forPhone ? { forPhone } : {}) },
      }
      const { id: wishId } = await asker.call(contract.makeWish, { body })
      const { id } = await asks(app, wishId, volunteerId)
      return { id, wishId }
    }
    const sides = async (who: typeof asker, pairing: { readonly id: contract.PairingId }) =>
      (await who.call(contract.mine)).pairings.filter(({ id }) => id === pairing.id).map(({ side }) => side)
    const [unknown, known] = [await pairedFor(), await pairedFor(phones.resident1)]
    const volunteer = app.signInAs('centerHousehold112')
    const stranger = app.signInAs('gridWorker11')
    const shown = async (pairing: typeof known) =>
      Promise.all([asker, helped, volunteer, stranger].map((who) => sides(who, pairing)))
    expect(await shown(unknown)).toEqual([['helped'], [], ['volunteer'], []])
    expect(await shown(known)).toEqual([[], ['helped'], ['volunteer'], []])
    expect((await asker.ask(contract.myPairing, { params: { pairingId: known.id } })).status).toBe(404)
    // The wish is gone: its pairing stays with both who were asked.
    await asker.call(contract.withdrawWish, { params: { wishId: unknown.wishId }, body: {} })
    await helped.call(contract.withdrawWish, { params: { wishId: known.wishId }, body: {} })
    expect(await shown(unknown)).toEqual([['helped'], [], ['volunteer'], []])
    expect(await shown(known)).toEqual([[], ['helped'], ['volunteer'], []])
    await volunteer.call(contract.stopHelping, { body: {} })
    expect(await findings(app)).toEqual([])
  })

  it('is answered by nobody but the two, a neighbour who asked, or staff who say how; that is kept', async () => {
    const { places } = app.town
    const walker = app.signInAs('gridWorker11')
    const body = {
      ...aWish(places.building111),
      ...{ name: '孙爷爷', consentHow: 'spoken' as const, consentNote: '入户时当面同意', consentVersion: 1 },
    }
    const { id: wishId } = await walker.call(contract.noteWish, { body })
    const { id: volunteerId } = await takenDown(app, '冯小满')
    const { id: pairingId } = await asks(app, wishId, volunteerId)
    const params = { pairingId }
    const typed = (side: 'volunteer' | 'helped', more: object = {}) =>
      walker.ask(contract.answerPairing, { params, body: { yes: true, side, ...more } })
    expect(await status(contract.answerPairing, 'gridWorker11', { params, body: { yes: true } })).toBe(403)
    expect((await typed('helped')).reason).toBe('neighbours.bad_note')
    expect((await typed('helped', { note: '女儿在场，老人点头' })).status).toBe(200)
    expect((await walker.call(contract.mine)).pairings).toEqual([])
    expect((await typed('volunteer', { how: 'signed', note: '同意书在社区柜子里' })).body.state).toBe('agreed')
    expect((await walker.call(contract.mine)).pairings).toEqual([])
    expect((await walker.ask(contract.myPairing, { params })).status).toBe(404)
    expect(await view(pairingId, walker)).toMatchObject({
      ...{ helpedHow: 'spoken', helpedNote: '女儿在场，老人点头' },
      ...{ volunteerHow: 'signed', volunteerNote: '同意书在社区柜子里' },
    })
    expect(await view(pairingId, app.signInAs('buildingLead111'))).toMatchObject({ helpedNote: null, mayAct: false })
    const story = await app.events(pairingStream(pairingId))
    expect(JSON.stringify(story)).not.toMatch(/女儿|柜子/)
    const said = story.filter(({ type }) => type === 'neighbours.pairing_said_yes')
    expect(said.map(({ payload }) => [payload.how, payload.hash])).toEqual([
      ['spoken', hashOf('女儿在场，老人点头')],
      ['signed', hashOf('同意书在社区柜子里')],
    ])
    await walker.call(contract.endPairing, { params, body: { reason: 'met' } })
    expect(await view(pairingId, walker)).toMatchObject({ helpedHow: 'spoken', helpedNote: null, volunteerNote: null })
    expect(await findings(app)).toEqual([])
  })

  it('who says no is not asked again for that wish; who stops leaves the wish open', async () => {
    const { id: volunteerId } = await takenDown(app, '孙不肯')
    const { id: wishId } = await wishes(app, { kind: 'visiting' })
    const { id } = await asks(app, wishId, volunteerId)
    const no = { params: { pairingId: id }, body: { yes: false, side: 'volunteer' as const } }
    expect((await desk().call(contract.answerPairing, no)).state).toBe('declined')
    const again = await desk().ask(contract.askVolunteer, { params: { wishId }, body: { volunteerId } })
    expect(again.reason).toBe('neighbours.does_not_fit')
    const { id: other } = await offers(app, 'centerHousehold112')
    const { id: pairingId } = await asks(app, wishId, other)
    await says(app.signInAs('centerHousehold112'), pairingId, true)
    await says(app.signInAs('resident1'), pairingId, true)
    await app.signInAs('centerHousehold112').call(contract.stopHelping, { body: {} })
    expect((await view(pairingId)).pairing).toMatchObject({ state: 'ended', endReason: 'volunteer_stops' })
    expect((await desk().call(contract.getWish, { params: { wishId } })).wish.state).toBe('open')
    const { rows } = await app.signInAs('resident1').call(listNotices, { query: {} })
    expect(rows.map(({ words }) => words.zh).join()).toContain('帮您的邻居退出了')
    await app.signInAs('resident1').call(contract.withdrawWish, { params: { wishId }, body: {} })
    expect(await findings(app)).toEqual([])
  })

  it('falls silent past one and a half rhythms, is told once, and leaves the list by a contact or a reason', async () => {
    const { id } = await aPairing(app, { rhythm: 'week' })
    const params = { pairingId: id }
    const flag = () =>
      app.db.tx((tx) => flagSilent(tx, { tenantId: app.town.tenantId, by: systemActor, at: app.clock.now() }))
    app.clock.move(10 * dayMs)
    expect(await flag()).toBe(0)
    app.clock.move(dayMs)
    expect([await flag(), await flag()]).toEqual([1, 0])
    const silent = async () => (await desk().call(contract.listPairings, { query: { show: 'silent' } })).total
    expect(await silent()).toBe(1)
    const { rows } = await app.signInAs('buildingLead111').call(listNotices, { query: {} })
    expect(rows.filter(({ words }) => words.zh.includes('很久没有联系'))).toHaveLength(1)
    expect(await status(contract.explainSilence, 'buildingLead111', { params, body: { why: '回老家' } })).toBe(403)
    await desk().call(contract.explainSilence, { params, body: { why: '老人回老家住一阵' } })
    expect(await silent()).toBe(0)
    app.clock.move(11 * dayMs)
    expect(await flag()).toBe(1)
    const late = { how: 'call' as const, onDay: dayOf(new Date(app.clock.now().getTime() + dayMs)) }
    const volunteer = app.signInAs('centerHousehold112')
    expect((await volunteer.ask(contract.noteContact, { params, body: late })).reason).toBe('neighbours.bad_onDay')
    await volunteer.call(contract.noteContact, { params, body: { how: 'call' } })
    expect(await silent()).toBe(0)
    await app.signInAs('resident1').call(contract.endPairing, { params, body: { reason: 'helped_stops' } })
    expect(await findings(app)).toEqual([])
  })

  it('is suggested for many wishes at once, asks nobody, and the load is shared', async () => {
    const skills = [{ kind: 'carrying' as const, audience: 'office' as const, nameShown: false }]
    const helpers = [await takenDown(app, '赵一', { skills }), await takenDown(app, '赵二', { skills })]
    const made = [await wishes(app, { kind: 'carrying' }), await wishes(app, { kind: 'carrying' })]
    expect(await app.signInAs('community2').call(contract.suggestAll, { body: {} })).toEqual({
      wishes: 0,
      suggested: 0,
    })
    const result = await desk().call(contract.suggestAll, { body: {} })
    expect(result.suggested).toBe(2)
    const { rows } = await desk().call(contract.listPairings, { query: { show: 'suggested' } })
    expect(new Set(rows.map(({ volunteerId }) => volunteerId))).toEqual(new Set(helpers.map(({ id }) => id)))
    expect(
      (await app.signInAs('resident1').call(contract.mine)).pairings.filter(({ kind }) => kind === 'carrying'),
    ).toEqual([])
    const [first] = rows
    if (!first) throw new Error('nothing was suggested')
    await asks(app, first.wishId, first.volunteerId)
    const drop = { params: { pairingId: rows[1]?.id ?? '' }, body: { yes: false, side: 'staff' as const } }
    expect((await desk().ask(contract.answerPairing, drop)).body.state).toBe('declined')
    for (const { id: wishId } of made)
      await app.signInAs('resident1').call(contract.withdrawWish, { params: { wishId }, body: {} })
    expect(await findings(app)).toEqual([])
  })

  it('begins with a wish heard at a visit, once, and only after the person agreed', async () => {
    const householdId = await aHousehold(app, await townRoom(app))
    const walker = app.signInAs('gridWorker11')
    const noted = async (turn: object) => {
      const note = { id: newId<'note'>(), words: '头发长了，出不了门', sensitivity: 'open_to_community' as const }
      await walker.call(addNote, { params: { householdId }, body: note })
      return walker.call(turnNote, { params: { noteId: note.id }, body: turn })
    }
    const { wishId } = await noted({ wish: { id: newId<'wish'>(), kind: 'hair' } })
    // Taken back before anybody took it up.
    const { wishId: early } = await noted({ wish: { id: newId<'wish'>(), kind: 'company' } })
    if (!wishId || !early) throw new Error('no wish was heard')
    await walker.call(withdrawHeard, { params: { wishId: early }, body: {} })
    const { tenantId, places } = app.town
    const payload = { householdId, wishId, kind: 'hair', noteId: null, placeId: places.building111 }
    await app.db.tx((tx) =>
      record(tx, {
        ...{ tenantId, stream: 'households:1', type: 'households.wish_heard', at: app.clock.now() },
        ...{ actor: { ...systemActor, personId: app.town.persons.gridWorker11 }, payload },
      }),
    )
    await app.deliver()
    const { rows, total } = await desk().call(contract.listWishes, { query: { show: 'heard' } })
    expect([total, rows[0]?.kind]).toEqual([1, 'haircut'])
    const { notes } = await walker.call(getHousehold, { params: { householdId } })
    expect((await app.db.read((tx) => wishOf(tx, tenantId, wishId)))?.state).toBe('taken')
    expect(notes).toHaveLength(2)
    const params = { wishId: rows[0]?.id ?? '' }
    const agreed = { consentHow: 'spoken' as const, consentNote: '电话里同意', consentVersion: 1 }
    const consent = { name: '周奶奶', ...agreed }
    expect((await desk().ask(contract.agreeWish, { params, body: { ...consent, consentNote: '' } })).status).toBe(400)
    expect((await desk().ask(contract.agreeWish, { params, body: consent })).status).toBe(200)
    expect((await desk().ask(contract.agreeWish, { params, body: consent })).status).toBe(409)
    expect((await desk().ask(contract.revealWish, { params, body: { reason: '约上门时间' } })).body.name).toBe('周奶奶')
    expect(await findings(app)).toEqual([])
  })
})

describe('somebody who would like to help, heard at a visit', () => {
  it('is told to who is in charge, once, and listed nowhere', async () => {
    const householdId = await aHousehold(app, await aRoom(app, 'building111', '3', 2, '203'))
    const walker = app.signInAs('gridWorker11')
    const note = { id: newId<'note'>(), words: '会修自行车，愿意帮忙', sensitivity: 'open_to_community' as const }
    await walker.call(addNote, { params: { householdId }, body: note })
    const before = (await desk().call(contract.listVolunteers, { query: {} })).total
    for (const _ of [1, 2]) await walker.call(turnNote, { params: { noteId: note.id }, body: { volunteer: true } })
    await app.deliver()
    const toldOf = async (who: 'community1' | 'gridWorker11' | 'buildingLead111' | 'community2') =>
      (await app.signInAs(who).call(listNotices, { query: {} })).rows.filter(
        ({ topic, subject }) => topic === 'volunteer_heard' && subject?.id === householdId,
      ).length
    expect(
      await Promise.all((['community1', 'gridWorker11', 'buildingLead111', 'community2'] as const).map(toldOf)),
    ).toEqual([1, 1, 0, 0])
    expect((await desk().call(contract.listVolunteers, { query: {} })).total).toBe(before)
    expect(await findings(app)).toEqual([])
    // It waits in a list for those in charge, with what was said.
    expect((await app.anyone.ask(contract.listHeard, { query: {} })).status).toBe(401)
    for (const who of ['resident1', 'buildingLead111', 'compoundSecretary11', 'street1'] as const)
      expect(await status(contract.listHeard, who, { query: {} }), who).toBe(403)
    expect((await app.signInAs('community2').call(contract.listHeard, { query: {} })).total).toBe(0)
    const heard = async (show?: 'waiting') => desk().call(contract.listHeard, { query: show ? { show } : {} })
    const { rows } = await walker.call(contract.listHeard, { query: {} })
    expect(rows).toMatchObject([{ state: 'waiting', words: '会修自行车，愿意帮忙', householdId, volunteer: null }])
    expect(rows).toMatchObject([{ place: { name: '1栋' }, compound: { name: '机床厂小区' } }])
    expect((await desk().call(contract.neighbourFigures, { query: {} })).offers).toBe((await heard('waiting')).total)
    const params = { heardId: rows[0]?.id ?? '' }
    const step = (body: object, who: Parameters<typeof status>[1] = 'community1') =>
      status(contract.stepHeard, who, { params, body })
    expect(await step({ step: 'invite' }, 'community2')).toBe(404)
    expect(await step({ step: 'invite' }, 'street1')).toBe(403)
    expect(await step({ step: 'invite' }, 'gridWorker11')).toBe(200)
    expect(await step({ step: 'invite' })).toBe(409)
    expect(await step({ step: 'decline' })).toBe(400)
    expect(await step({ step: 'decline', why: '孩子还小，明年再说' })).toBe(200)
    expect((await heard()).rows).toMatchObject([{ state: 'declined', why: '孩子还小，明年再说' }])
    expect(await step({ step: 'join' })).toBe(400)
    expect(await step({ step: 'join', volunteerId: newId() })).toBe(400)
    const { id: volunteerId } = await takenDown(app, '周大姐', { placeId: app.town.places.building111 })
    expect(await step({ step: 'join', volunteerId })).toBe(200)
    expect((await heard()).rows).toMatchObject([{ state: 'joined', why: null, volunteer: { id: volunteerId } }])
    expect((await heard()).rows[0]?.volunteer?.name).toContain('*')
    const stream = heardStream(rows[0]?.id ?? newId<'offer_heard'>())
    expect(await told(stream)).toEqual(['offer_heard', 'offer_invited', 'offer_declined', 'offer_joined'])
    expect(JSON.stringify(await app.events(stream))).not.toMatch(/孩子|自行车/)
    expect(await findings(app)).toEqual([])
  })
})

describe('teams', () => {
  it('are formed by the community, joined by asking, led from the phone, and host activities', async () => {
    const { places } = app.town
    const { id: leaderId } = await offers(app, 'centerHousehold112')
    await offers(app, 'resident1', { placeId: places.building111 })
    const body = {
      name: '老厂百事帮帮团',
      purpose: '小修小补',
      placeId: places.community1,
      compoundIds: [places.compound11],
      leaderId,
    }
    expect(await status(contract.formTeam, 'gridWorker11', { body })).toBe(403)
    expect(await status(contract.formTeam, 'community2', { body })).toBe(404)
    expect((await desk().ask(contract.formTeam, { body: { ...body, compoundIds: [places.compound21] } })).status).toBe(
      400,
    )
    const { id: teamId } = await desk().call(contract.formTeam, { body })
    expect((await desk().ask(contract.formTeam, { body })).reason).toBe('neighbours.bad_name')
    const params = { teamId }
    const [leader, resident] = [app.signInAs('centerHousehold112'), app.signInAs('resident1')]
    expect((await app.signInAs('resident2').ask(contract.joinTeam, { params, body: { nameShown: true } })).status).toBe(
      422,
    )
    await resident.call(contract.joinTeam, { params, body: { nameShown: true } })
    const seen = await leader.call(contract.getTeam, { params })
    expect(seen).toMatchObject({ leads: true, team: { asking: 1, members: 1 } })
    const memberId = seen.members.find(({ state }) => state === 'asked')?.id ?? ''
    const settle = { params: { teamId, memberId }, body: { step: 'accept' as const } }
    expect(await status(contract.settleMember, 'resident2', settle)).toBe(403)
    expect((await leader.ask(contract.settleMember, settle)).status).toBe(200)
    expect((await leader.ask(contract.settleMember, settle)).status).toBe(409)
    const starts = new Date(app.clock.now().getTime() + 3 * dayMs)
    const activity = {
      ...{ title: '义务修伞', venue: '小区广场', capacity: 2, startsAt: starts.toISOString() },
      endsAt: new Date(starts.getTime() + 7_200_000).toISOString(),
    }
    expect(await status(contract.hostActivity, 'gridWorker11', { params, body: activity })).toBe(403)
    await desk().call(contract.hostActivity, { params, body: activity })
    const { rows } = await app.anyone.call(contract.teamsOf, { query: { placeId: places.building111 } })
    expect(rows[0]).toMatchObject({ name: '老厂百事帮帮团', members: 2, ahead: 1, asking: 0 })
    expect(rows[0]?.leader).toContain('*')
    const open = await app.signInAs('resident2').call(contract.getTeam, { params })
    expect(open.members).toHaveLength(1)
    expect(open.activities[0]).toMatchObject({ title: '义务修伞', places: 2, signedUp: 0 })
    // The leader stops: the team looks for another, and the community is told.
    await leader.call(contract.stopHelping, { body: {} })
    expect((await desk().call(contract.getTeam, { params })).team).toMatchObject({ leader: null, members: 1 })
    await resident.call(contract.leaveTeam, { params, body: {} })
    await desk().call(contract.endTeam, { params, body: { why: '并入其他队' } })
    expect((await app.anyone.call(contract.teamsOf, { query: { placeId: places.community1 } })).rows).toEqual([])
    expect(await findings(app)).toEqual([])
  })
})

describe('figures', () => {
  it('count exactly the lists that they lead to, each by who may see', async () => {
    await aPairing(app, { kind: 'visiting' })
    const totalOf = async (to: string, who = desk()) => {
      const query = Object.fromEntries(new URL(to, 'http://x').searchParams)
      const { list, ...filter } = query
      const endpoint = {
        volunteers: contract.listVolunteers,
        pairings: contract.listPairings,
        wishes: contract.listWishes,
      }
      const { body } = await who.ask(endpoint[list as 'wishes'], { query: filter })
      return body.total
    }
    const at = app.clock.now()
    const period = { placePath: '', from: new Date(at.getTime() - 60 * dayMs), to: new Date(at.getTime() + dayMs) }
    const { rows } = await app.db.read((tx) =>
      sql<{ path: string }>`select path from places.places_view where id = ${app.town.places.community1}`.execute(tx),
    )
    const post = { postId: app.town.posts.community1, role: 'community' as const, placeId: app.town.places.community1 }
    const actor = {
      ...{ tenantId: app.town.tenantId, personId: app.town.persons.community1, name: '' },
      sessionId: crypto.randomUUID() as never,
      posts: [{ ...post, placePath: rows[0]?.path ?? '', gridId: null, how: 'own' as const }],
    }
    const lines = await app.db.read((tx) => linkFigures(tx, actor, { ...period, placePath: rows[0]?.path ?? '' }))
    expect(lines.map(({ code }) => code)).toHaveLength(6)
    // The one of hours is held to its list by the test of hours.
    for (const { to, value, code } of lines.filter(({ to }) => !to.startsWith('/neighbours/hours')))
      expect(await totalOf(to), code).toBe(value)
    expect(lines.find(({ code }) => code === 'neighbours.met')?.value).toBeGreaterThan(0)
    const figures = await desk().call(contract.neighbourFigures, { query: {} })
    const count = async (show: 'consents' | 'silent' | 'active' | 'suggested') =>
      (await desk().call(contract.listPairings, { query: { show } })).total
    for (const show of ['consents', 'silent', 'active', 'suggested'] as const)
      expect(await count(show), show).toBe(figures[show])
    for (const show of ['open', 'unpaired', 'heard'] as const)
      expect((await desk().call(contract.listWishes, { query: { show } })).total, show).toBe(figures[show])
    for (const sheet of [contract.exportPairings, contract.exportVolunteers, contract.exportWishes]) {
      const { status: code, body } = await desk().ask(sheet, { query: {} })
      expect([code, (body as unknown as Buffer).subarray(0, 2).toString()]).toEqual([200, 'PK'])
    }
    expect((await app.signInAs('community2').call(contract.listPairings, { query: {} })).total).toBe(0)
  })
})
