import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sql } from '../../kernel/db.ts'
import * as consents from '../people/contract.ts'
import * as contract from './contract.ts'
import { sharerStream } from './events.ts'
import { aResource, aShop, bookIt, dayAt, findings, slotAt } from './stations.fixture.ts'
import type { ResourceId } from './tables.ts'
import { type StationTown, stationTown } from './town.fixture.ts'

let { app, shopId, desk, neighbour, story } = {} as StationTown
let roomId: ResourceId
beforeAll(async () => {
  ;({ app, shopId, desk, neighbour, story } = await stationTown())
  roomId = (await aResource(desk(), shopId)).id
})
afterAll(() => app?.close())

const params = { purpose: contract.sharingPurpose }
const shop = () => app.signInAs('resident1')
const sharer = () => desk().call(contract.getSharer, { params: { sharerId: shopId } })
const book = (days: number) => bookIt(neighbour(), roomId, { fromAt: slotAt(app, days) })
const save = (zh: string, asksAnew: boolean, after: number) =>
  app.signInAs('administrator').call(consents.saveConsentText, {
    params,
    body: { zh, en: `In English: ${zh}`, asksAnew, why: '增加按需求匹配', after },
  })
const browsed = async () => (await neighbour().call(contract.browse, { query: {} })).rows.map(({ id }) => id)

describe('what shops and residents agree to who share', () => {
  it('is kept with its version, by whom staff enter and by who asks; another text meanwhile is refused', async () => {
    expect((await sharer()).consent).toMatchObject({ version: 1, how: 'spoken', stands: true })
    await save('我愿意和邻里共享，换一种说法。', false, 1)
    const body = { kind: 'shop' as const, name: '早来的店', placeId: app.town.places.compound11 }
    const contact = { name: '钱某', phone: '12000007777' }
    const typed = { ...body, contact, consentHow: 'signed' as const, consentVersion: 1 }
    const late = await desk().ask(contract.addSharer, { body: typed })
    expect([late.status, late.reason]).toEqual([409, consents.consentTextChanged])
    const asked = await neighbour().ask(contract.askToShare, { body: { ...body, consentVersion: 1 } })
    expect([asked.status, asked.reason]).toEqual([409, consents.consentTextChanged])
    const { rows } = await app.db.read((tx) => sql`select from stations.sharers where name = '早来的店'`.execute(tx))
    expect(rows).toEqual([])
    const { id } = await desk().call(contract.addSharer, { body: { ...typed, consentVersion: 2 } })
    const signed = await desk().call(contract.getSharer, { params: { sharerId: id } })
    expect(signed.consent).toMatchObject({ version: 2, how: 'signed', stands: true })
    const office = await desk().call(contract.addSharer, {
      body: { kind: 'office', name: '社区', placeId: body.placeId, postId: app.town.posts.community1 },
    })
    expect((await desk().call(contract.getSharer, { params: { sharerId: office.id } })).consent).toBeNull()
    expect(await findings(app)).toEqual([])
  })

  it('asked anew: nothing new is booked, matched, listed or seen of them until they answer; what is booked goes on', async () => {
    expect((await book(2)).status).toBe(200)
    const { id: wantId } = await neighbour().call(contract.addWant, {
      body: { kind: 'room', name: '开会的屋子', placeId: app.town.places.compound11, untilOn: dayAt(app, 20) },
    })
    const matches = async () => {
      const { matches } = await desk().call(contract.getWant, { params: { wantId } })
      return matches.filter(({ excluded }) => excluded === null).map(({ resource }) => resource.id)
    }
    const { id: offerId } = await desk().call(contract.offer, { params: { wantId }, body: { resourceId: roomId } })
    expect([await browsed(), await matches()]).toEqual([[roomId], [roomId]])
    await save('我愿意和邻里共享，也同意按需求推荐。', true, 2)
    expect((await sharer()).consent).toMatchObject({ version: 1, stands: false })
    expect([await browsed(), await matches()]).toEqual([[], []])
    expect((await book(3)).status).toBe(404)
    expect((await bookIt(desk(), roomId, { fromAt: slotAt(app, 3) })).reason).toBe('stations.not_booked')
    const accepted = await neighbour().ask(contract.answerOffer, { params: { offerId }, body: { accept: true } })
    expect(accepted.reason).toBe('stations.not_booked')
    const more = { sharerId: shopId, kind: 'tool' as const, name: '电钻' }
    expect((await shop().ask(contract.addResource, { body: more })).reason).toBe('stations.asked_anew')
    // Whoever keeps the station has to reach them, to ask.
    const reveal = { params: { sharerId: shopId }, body: { reason: '请本人重新同意' } }
    expect((await desk().ask(contract.revealSharer, reveal)).status).toBe(200)
    expect((await desk().call(contract.stationFigures, { query: {} })).resources).toBe(0)
    const own = await shop().call(contract.shop)
    expect(own.resources).toMatchObject([{ id: roomId, resting: true }])
    const bookingId = own.bookings[0]?.id as contract.BookingId
    app.clock.set(new Date(slotAt(app, 2)))
    await shop().call(contract.stepBooking, { params: { bookingId }, body: { step: 'hand_over' } })
    expect(await findings(app)).toEqual([])
  })

  it('answered: all goes on, for each of theirs', async () => {
    const before = (await sharer()).consent?.at
    await aShop(app, { name: '分店', consentVersion: 3, consentHow: 'signed' })
    // Day and way are those of the version that is named, not of the branch that agreed to a later one.
    const oldest = (await shop().call(consents.myConsents)).rows.find(({ purpose }) => purpose === params.purpose)
    expect(oldest).toMatchObject({ agreed: { version: 1 }, at: before, how: 'spoken' })
    const mine = async () =>
      (await shop().call(consents.myConsents)).rows.map(({ agreed, stands }) => [agreed.version, stands])
    expect(await mine()).toEqual([[1, false]])
    await shop().call(consents.agreeAnew, { params, body: { version: 3 } })
    expect(await mine()).toEqual([[3, true]])
    expect((await sharer()).consent).toMatchObject({ version: 3, how: 'self', stands: true })
    expect(await browsed()).toEqual([roomId])
    expect((await book(4)).status).toBe(200)
    expect(await story(sharerStream(shopId))).toEqual(['sharer_added', 'contact_revealed', 'sharer_agreed'])
    expect(await findings(app)).toEqual([])
  })

  it('asked anew once more, a keeper may take their answer down, once', async () => {
    await save('我愿意和邻里共享，再加一条。', true, 3)
    const said = (consentVersion: number) => ({
      ...{ params: { sharerId: shopId }, body: { consentVersion, consentHow: 'spoken' as const } },
    })
    expect((await desk().ask(contract.agreeSharer, said(3))).reason).toBe(consents.consentTextChanged)
    expect((await app.signInAs('community2').ask(contract.agreeSharer, said(4))).status).toBe(404)
    await desk().call(contract.agreeSharer, said(4))
    expect((await sharer()).consent).toMatchObject({ version: 4, how: 'spoken', stands: true })
    expect(await browsed()).toEqual([roomId])
    expect((await desk().ask(contract.agreeSharer, said(4))).reason).toBe('stations.not_asked_anew')
    // Their other shop was not spoken of.
    expect((await shop().call(consents.myConsents)).rows).toMatchObject([{ agreed: { version: 3 }, stands: false }])
    expect(await findings(app)).toEqual([])
  })

  it('entered by a program from before versions, which runs beside: the text as delivered', async () => {
    const { rows } = await app.db.tx((tx) =>
      sql`insert into stations.sharers select (jsonb_populate_record(null::stations.sharers, to_jsonb(h)
            - '{consent_version,consent_at,consent_how}'::text[]
            || jsonb_build_object('id', gen_random_uuid(), 'person_id', null, 'state', 'refused'))).*
          from stations.sharers h where h.id = ${shopId} returning consent_version, consent_how`.execute(tx),
    )
    expect(rows).toEqual([{ consent_version: 1, consent_how: 'spoken' }])
  })

  it('taken back: they share no more, the contact is erased, and what is booked goes on', async () => {
    await shop().call(consents.takeConsentBack, { params, body: {} })
    expect(await sharer()).toMatchObject({ state: 'ended', contact: null })
    expect([await browsed(), (await book(5)).status]).toEqual([[], 404])
    const { rows } = await app.db.read((tx) =>
      sql`select from stations.sharers where person_id = ${app.town.persons.resident1}
        and (contact_sealed is not null or phone_sealed is not null)`.execute(tx),
    )
    expect(rows).toEqual([])
    expect((await shop().call(contract.shop)).bookings).toHaveLength(1)
    expect((await shop().call(consents.myConsents)).rows).toEqual([])
    for (const again of [
      await shop().ask(consents.takeConsentBack, { params, body: {} }),
      await shop().ask(consents.agreeAnew, { params, body: { version: 3 } }),
    ])
      expect(again.status).toBe(404)
    expect(await findings(app)).toEqual([])
  })

  it('a contact whose sharing had ended before contacts were erased with it goes with the update', async () => {
    const { secrets } = app.services
    await app.db.tx((tx) =>
      sql`update stations.sharers set contact_sealed = ${secrets.seal('李师傅')}, phone_sealed = ${secrets.seal('12000007777')}
        where id = ${shopId}`.execute(tx),
    )
    expect((await sharer()).contact).not.toBeNull()
    const file = join(import.meta.dirname, 'migrations', '202701090330-contacts-of-ended.sql')
    await app.db.tx((tx) => sql.raw(readFileSync(file, 'utf8')).execute(tx))
    expect(await sharer()).toMatchObject({ state: 'ended', contact: null })
  })
})
