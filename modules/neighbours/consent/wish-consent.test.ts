import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sql } from '../../../kernel/db.ts'
import { type TestApp, testApp } from '../../../kernel/testing/app.ts'
import { verifyConsentTexts } from '../../people/consents/verify.ts'
import * as consents from '../../people/contract.ts'
import * as contract from '../contract.ts'
import { aPairing, asks, aWish, findings, offers, says } from '../neighbours.fixture.ts'

let app: TestApp
beforeAll(async () => {
  app = await testApp()
})
afterAll(() => app?.close())

const params = { purpose: contract.wishPurpose }
const office = () => app.signInAs('administrator')
const desk = () => app.signInAs('community1')
const resident = () => app.signInAs('resident1')
const save = (zh: string, asksAnew: boolean, after: number) =>
  office().call(consents.saveConsentText, {
    params,
    body: { zh, en: `In English: ${zh}`, asksAnew, why: '法务意见', after },
  })
const agreedTo = async () =>
  (await resident().call(consents.myConsents)).rows.find((one) => one.purpose === params.purpose)
const seen = (wishId: contract.WishId) => desk().call(contract.getWish, { params: { wishId } })
const countWishes = async () =>
  (await app.db.read((tx) => sql<{ n: number }>`select count(*)::int as n from neighbours.wishes`.execute(tx))).rows[0]
    ?.n
const typed = { consentHow: 'spoken' as const, consentNote: '入户时念给本人听' }

describe('the text that people agree to who want help', () => {
  let pairing: Awaited<ReturnType<typeof aPairing>>
  let wishId: contract.WishId
  let asked: contract.PairingId
  let noted: contract.WishId
  let later: contract.VolunteerId

  it('is kept with the wish by number, and in the ledger', async () => {
    pairing = await aPairing(app)
    expect(await agreedTo()).toMatchObject({ agreed: { version: 1 }, how: 'self', stands: true })
    expect(await seen(pairing.wishId)).toMatchObject({ consentVersion: 1, wish: { askedAnew: false } })
    const [made] = await app.events(`wishes:${pairing.wishId}`)
    expect(made?.payload).toMatchObject({ set: { consent_version: 1 }, how: 'self' })
  })

  it('changed meanwhile: the form that shows the old one is refused, of residents and of staff, and nothing is kept', async () => {
    expect(await save('我同意社区帮我找邻居，换一种说法。', false, 1)).toEqual({ version: 2 })
    const before = await countWishes()
    const place = aWish(app.town.places.building111)
    const own = await resident().ask(contract.makeWish, { body: { ...place, consent: true, consentVersion: 1 } })
    expect([own.status, own.reason]).toEqual([409, consents.consentTextChanged])
    const body = { ...place, name: '王奶奶', phone: '10000007777', ...typed, consentVersion: 1 }
    expect((await desk().ask(contract.noteWish, { body })).reason).toBe(consents.consentTextChanged)
    expect(await countWishes()).toBe(before)
    expect((await desk().ask(contract.agreeWishAnew, { params: { wishId: pairing.wishId }, body })).reason).toBe(
      consents.consentTextChanged,
    )
    // A change of wording asks nobody.
    expect(await agreedTo()).toMatchObject({ agreed: { version: 1 }, inForce: { version: 2 }, stands: true })
    const again = { params: { wishId: pairing.wishId }, body: { ...typed, consentVersion: 2 } }
    expect((await desk().ask(contract.agreeWishAnew, again)).reason).toBe('neighbours.wrong_state')
  })

  it('that asks anew keeps whom it asks from being suggested, asked and told; what both agreed to goes on', async () => {
    const agreed = { consent: true as const, consentVersion: 2 }
    const own = { ...aWish(app.town.places.building111), ...agreed }
    const first = await agreedTo()
    app.clock.set(new Date(app.clock.now().getTime() + 60_000))
    wishId = (await resident().call(contract.makeWish, { body: own })).id
    noted = (
      await desk().call(contract.noteWish, {
        body: { ...aWish(app.town.places.building111), name: '王奶奶', ...typed, consentVersion: 2 },
      })
    ).id
    later = (await offers(app, 'resident2', { placeId: app.town.places.building112 })).id
    asked = (await asks(app, wishId, later)).id
    expect((await seen(noted)).fitting.length).toBeGreaterThan(0)
    expect(await save('我同意社区帮我找邻居，也同意按性别找。', true, 2)).toEqual({ version: 3 })
    // The day is that of the version that is named, not of the later wish.
    expect(await agreedTo()).toMatchObject({
      agreed: { version: 1 },
      at: first?.at,
      inForce: { version: 3 },
      stands: false,
    })
    // Nothing new.
    expect(await seen(noted)).toMatchObject({ fitting: [], leftOut: [], wish: { askedAnew: true } })
    const refused = await desk().ask(contract.askVolunteer, { params: { wishId: noted }, body: { volunteerId: later } })
    expect([refused.status, refused.reason]).toEqual([422, 'neighbours.does_not_fit'])
    expect(await desk().call(contract.suggestAll, { body: {} })).toEqual({ wishes: 0, suggested: 0 })
    const yes = { params: { pairingId: asked }, body: { yes: true } }
    for (const who of ['resident1', 'resident2'] as const)
      expect((await app.signInAs(who).ask(contract.answerPairing, yes)).reason).toBe('neighbours.asked_anew')
    const { rows } = await desk().call(contract.listWishes, { query: { show: 'open' } })
    expect(rows.map((row) => row.askedAnew)).toEqual([true, true])
    const waiting = await desk().call(contract.listWishes, { query: { show: 'asked_anew' } })
    expect(waiting.total).toBe(3)
    expect((await desk().call(contract.neighbourFigures, { query: {} })).askedAnew).toBe(3)
    // What both agreed to before.
    const contact = { params: { pairingId: pairing.id }, body: { how: 'visit' as const } }
    expect((await app.signInAs('centerHousehold112').ask(contract.noteContact, contact)).status).toBe(200)
    expect(await findings(app)).toEqual([])
  })

  it('is agreed to again by the person for all their wishes, and by staff for who has no account', async () => {
    await resident().call(consents.agreeAnew, { params, body: { version: 3 } })
    expect(await agreedTo()).toMatchObject({ agreed: { version: 3 }, stands: true })
    for (const id of [wishId, pairing.wishId])
      expect(await seen(id)).toMatchObject({ consentVersion: 3, consentHow: 'self', wish: { askedAnew: false } })
    await says(app.signInAs('resident2'), asked, true)
    await says(resident(), asked, true)
    expect((await seen(wishId)).wish.state).toBe('paired')
    // Somebody without an account stands on no list of persons: the wish says it.
    expect((await seen(noted)).wish.askedAnew).toBe(true)
    const anew = { params: { wishId: noted }, body: { ...typed, consentVersion: 3 } }
    expect((await app.signInAs('community2').ask(contract.agreeWishAnew, anew)).status).toBe(404)
    await desk().call(contract.agreeWishAnew, anew)
    const view = await seen(noted)
    expect(view).toMatchObject({ consentVersion: 3, consentHow: 'spoken', wish: { askedAnew: false } })
    const told = (await app.events(`wishes:${noted}`)).at(-1)
    expect(told?.payload).toMatchObject({ set: { consent_version: 3 }, how: 'spoken' })
    const { purpose } = await office().call(consents.listTextVersions, { params })
    expect(purpose).toMatchObject({ agreed: 1, standing: 1, waiting: 0 })
    expect(await findings(app)).toEqual([])
  })

  it('is taken back: every wish of the person ends, the neighbours are told, others stay', async () => {
    await resident().call(consents.takeConsentBack, { params, body: {} })
    expect(await agreedTo()).toBeUndefined()
    for (const id of [wishId, pairing.wishId])
      expect((await seen(id)).wish).toMatchObject({ state: 'withdrawn', words: '', askedAnew: false })
    expect((await seen(noted)).wish.state).toBe('open')
    const { pairings } = await app.signInAs('resident2').call(contract.mine)
    expect(pairings.map(({ state }) => state)).toEqual(['ended'])
    expect((await resident().ask(consents.takeConsentBack, { params, body: {} })).status).toBe(404)
    expect((await resident().ask(consents.agreeAnew, { params, body: { version: 3 } })).status).toBe(404)
    expect(await findings(app)).toEqual([])
    const found: string[] = []
    const report = ({ what }: { what: string }) => void found.push(what)
    await app.db.read((tx) => verifyConsentTexts({ tx, tenantId: app.town.tenantId, now: app.clock.now(), report }))
    expect(found).toEqual([])
  })
})

it('a wish by a program from before versions, which runs beside: the text as delivered', async () => {
  const { rows } = await app.db.tx((tx) =>
    sql`insert into neighbours.wishes select (jsonb_populate_record(null::neighbours.wishes, to_jsonb(w)
          - 'consent_version' || jsonb_build_object('id', gen_random_uuid()))).*
        from neighbours.wishes w where w.consent_version > 1 limit 1 returning consent_version`.execute(tx),
  )
  expect(rows).toEqual([{ consent_version: 1 }])
})

describe('a volunteer who is asked anew', () => {
  it('is not told whom they would help, until they agreed again', async () => {
    const { id: volunteerId } = await offers(app, 'centerHousehold111', { placeId: app.town.places.building111 })
    const body = { ...aWish(app.town.places.building121), consent: true as const, consentVersion: 3 }
    const { id } = await app.signInAs('resident2').call(contract.makeWish, { body })
    const { id: pairingId } = await asks(app, id, volunteerId)
    const purpose = { params: { purpose: contract.helpPurpose } }
    const text = { zh: '我自愿参加志愿服务，新的用法。', en: 'I volunteer, for something new.', asksAnew: true }
    await office().call(consents.saveConsentText, { ...purpose, body: { ...text, why: '新用法', after: 1 } })
    const yes = { params: { pairingId }, body: { yes: true } }
    const volunteer = app.signInAs('centerHousehold111')
    expect((await volunteer.ask(contract.answerPairing, yes)).reason).toBe('neighbours.asked_anew')
    await volunteer.call(consents.agreeAnew, { ...purpose, body: { version: 2 } })
    await volunteer.call(contract.answerPairing, yes)
  })
})
