import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { formatDay } from '../../../kernel/time/time-words.ts'
import { type MatterApp, matterApp } from '../../matters/matter-app.fixture.ts'
import { listNotices } from '../../notices/contract.ts'
import { me, signInByLink } from '../../people/contract.ts'
import * as contract from '../contract.ts'
import { warnOfEnds } from './warn-job.ts'

let app: MatterApp
beforeAll(async () => {
  app = await matterApp()
})
afterAll(() => app.close())

let letters = 0
const body = (more: Record<string, unknown> = {}) => ({
  name: '陈观察',
  phone: `1000003${String(1000 + letters)}`,
  role: 'observer',
  letterNumber: `金观 2026-${++letters}`,
  origin: '街道商会',
  placeId: app.town.places.street1,
  fromOn: '2026-11-01',
  toOn: '2027-11-01',
  ...more,
})
const begin = (who: Parameters<MatterApp['signInAs']>[0] | null, more: Record<string, unknown> = {}) =>
  (who ? app.signInAs(who) : app.anyone).ask(contract.beginTerm, { body: body(more) })

describe('a term of office', () => {
  it('begins with an event and a notice, is extended and ended, and keeps its history', async () => {
    const street = app.signInAs('street1')
    const { id } = (await begin('street1')).body
    const params = { termId: id }
    const { term } = await street.call(contract.getTerm, { params })
    expect(term).toMatchObject({
      personName: '陈观察',
      role: 'observer',
      state: 'in_force',
      quarter: { leads: 0, expected: 1 },
    })
    expect((await street.ask(contract.extendTerm, { params, body: { toOn: '2027-01-01', why: '缩短' } })).status).toBe(
      400,
    )
    await street.call(contract.extendTerm, { params, body: { toOn: '2028-11-01', why: '续聘一年' } })
    await street.call(contract.endTerm, { params, body: { why: '调离本街道' } })
    expect((await street.ask(contract.endTerm, { params, body: { why: '再解一次' } })).status).toBe(409)
    expect((await street.ask(contract.extendTerm, { params, body: { toOn: '2030-01-01', why: '续聘' } })).status).toBe(
      409,
    )
    const { history } = await street.call(contract.getTerm, { params })
    expect(history.map((one) => [one.change, one.toOn, one.why])).toEqual([
      ['appointed', '2027-11-01', '金观 2026-1'],
      ['extended', '2028-11-01', '续聘一年'],
      ['ended', '2026-11-23', '调离本街道'],
    ])
    const events = await app.events(`observers:${id}`)
    expect(events.map((event) => event.type)).toEqual([
      'observers.term_begun',
      'observers.term_extended',
      'observers.term_ended',
    ])
    expect(JSON.stringify(events)).not.toContain('陈观察')
  })

  it('is for an area of one’s own, with a letter of its own, one at a time', async () => {
    expect((await begin(null)).status).toBe(401)
    expect((await begin('community1')).status).toBe(403)
    expect((await begin('supervisor')).status).toBe(403)
    expect((await begin('street2')).status).toBe(404)
    expect((await begin('street1', { toOn: '2026-11-01' })).status).toBe(400)
    expect((await begin('street1', { phone: '123ab' })).status).toBe(400)
    expect((await begin('street1', { letterNumber: '同号', phone: '10000033333' })).status).toBe(200)
    expect((await begin('street1', { letterNumber: '同号', phone: '10000033334' })).reason).toBe(
      'observers.letter_used',
    )
    expect((await begin('street1', { phone: '10000033333' })).reason).toBe('observers.term_overlaps')
    expect((await begin('street1', { phone: '10000033333', role: 'supervisor' })).status).toBe(200)
    const own = await app.signInAs('street2').call(contract.listTerms)
    expect(own.terms).toEqual([])
    const all = await app.signInAs('supervisor').call(contract.listTerms, { query: { role: 'supervisor' } })
    expect(all.terms).toHaveLength(1)
    const [term] = all.terms
    const there = await app.signInAs('street2').ask(contract.getTerm, { params: { termId: term?.id } })
    expect(there.status).toBe(404)
  })

  it('hands a one-time link, by which the observer signs in and sees their term', async () => {
    const { id } = (await begin('street1', { name: '李监督', phone: '10000044444' })).body
    const { token } = await app.signInAs('street1').call(contract.handLink, { params: { termId: id } })
    const phone = app.browser()
    await phone.call(signInByLink, { body: { token } })
    expect((await phone.call(me)).name).toBe('李监督')
    expect((await phone.call(contract.myTerms)).terms.map((term) => term.id)).toEqual([id])
    const { rows } = await phone.call(listNotices)
    expect(rows.map((row) => row.words.zh)).toEqual([expect.stringContaining('您已受聘')])
  })

  it('is told before it ends, once for each end, to who holds it and to the office', async () => {
    const { id } = (await begin('street1', { toOn: '2026-12-20', phone: '10000055555' })).body
    for (let n = 0; n < 2; n++) await warnOfEnds(app.db, app.clock.now())
    const told = async () =>
      (await app.events(`observers:${id}`)).filter((event) => event.type === 'observers.term_ending').length
    expect(await told()).toBe(1)
    const street = app.signInAs('street1')
    const { rows } = await street.call(listNotices)
    expect(rows.filter((row) => row.subject?.id === id).map((row) => row.words.en)).toEqual([
      `A term of office ends on ${formatDay('en', '2026-12-20')}`,
    ])
    expect(
      (await street.call(contract.listTerms, { query: { state: 'ending' } })).terms.map((term) => term.id),
    ).toEqual([id])
    await street.call(contract.extendTerm, { params: { termId: id }, body: { toOn: '2026-12-22', why: '顺延' } })
    await warnOfEnds(app.db, app.clock.now())
    expect(await told()).toBe(2)
    await street.call(contract.saveRules, { body: { leadsPerQuarter: 2, warnDays: 10 } })
    expect((await app.events('observers:rules')).at(-1)?.type).toBe('observers.rules_saved')
    const after = await street.call(contract.listTerms, { query: { state: 'ending' } })
    expect([after.terms, after.rules]).toEqual([[], { leadsPerQuarter: 2, warnDays: 10 }])
  })
})
