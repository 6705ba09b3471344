import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Endpoint } from '../../../kernel/contract/endpoint.ts'
import type { PersonKey } from '../../../kernel/testing/town.ts'
import { consult, device } from '../../consultations/consultations.fixture.ts'
import { listConsultations, moderateStatement, sayStatement, stepConsultation } from '../../consultations/contract.ts'
import { endWant, listWants, raiseWant } from '../../finance/contract.ts'
import { firmWithMember } from '../../finance/finance-app.fixture.ts'
import { enterChanges, listConflicts, settleConflict } from '../../households/contract.ts'
import { aHousehold, entered, townRoom, wang } from '../../households/household-app.fixture.ts'
import { type MatterApp, matterApp } from '../../matters/matter-app.fixture.ts'
import * as stations from '../../stations/contract.ts'
import { aResource, aStation, bookIt, slotAt } from '../../stations/stations.fixture.ts'
import { readWaiting } from './contract.ts'

let app: MatterApp
beforeAll(async () => {
  app = await matterApp()
})
afterAll(() => app.close())

const desk = () => app.signInAs('community1')

/** Something that comes to wait, and how it is settled. */
interface Wait {
  readonly code: string
  readonly list: Endpoint
  readonly make: () => Promise<() => Promise<unknown>>
  readonly told: readonly PersonKey[]
  readonly notTold: readonly PersonKey[]
}

async function anOpenConsultation() {
  const made = await consult(desk(), app.town.places.community1)
  return { ...made, params: { consultationId: made.id } }
}

const others = ['community2', 'supervisor', 'administrator'] as const

const waits: readonly Wait[] = [
  {
    ...{ code: 'consultations.statements', list: listConsultations },
    ...{ told: ['community1', 'street1'], notTold: [...others, 'gridWorker11'] },
    make: async () => {
      const { code, params } = await anOpenConsultation()
      const said = { params: { code }, body: { words: '请先修路灯，再谈停车' } }
      expect((await app.anyone.ask(sayStatement, said, device(1))).status).toBe(200)
      const of = { params: { ...params, number: '3' }, body: { action: 'show' as const } }
      return () => desk().call(moderateStatement, of)
    },
  },
  {
    ...{ code: 'consultations.closed', list: listConsultations },
    ...{ told: ['community1', 'street1'], notTold: [...others, 'gridWorker11'] },
    make: async () => {
      const { params } = await anOpenConsultation()
      await desk().call(stepConsultation, { params, body: { step: 'close' } })
      return () => desk().call(stepConsultation, { params, body: { step: 'finish' } })
    },
  },
  {
    ...{ code: 'households.conflicts', list: listConflicts },
    ...{ told: ['community1', 'gridWorker11'], notTold: [...others, 'gridWorker12', 'street1'] },
    make: async () => {
      const stove = { kind: 'fact', key: 'stove' } as const
      const first = entered(stove, 'pipe_gas')
      const householdId = await aHousehold(app, await townRoom(app), { changes: [...wang(), first] })
      const [a, b] = [
        entered(stove, 'electric', { basisId: first.id }),
        entered(stove, 'bottled_gas', { basisId: first.id }),
      ]
      for (const change of [a, b])
        await desk().call(enterChanges, { params: { householdId }, body: { changes: [change] } })
      const body = { choose: 'other' as const, currentId: a.id }
      return () => desk().call(settleConflict, { params: { entryId: b.id }, body })
    },
  },
  {
    ...{ code: 'finance.open', list: listWants },
    ...{ told: ['community1', 'street1', 'gridWorker11'], notTold: [...others, 'gridWorker12'] },
    make: async () => {
      const { firmId } = await firmWithMember(desk(), app.town.places.building111, '昆明市鸣泉商贸有限公司（示例）')
      const body = { firmId, amountFen: 100_000_000, months: 12, use: 'equipment' as const }
      const { wantId } = await desk().call(raiseWant, { body })
      return () => desk().call(endWant, { params: { wantId }, body: { reason: 'not_needed' } })
    },
  },
  {
    ...{ code: 'stations.askers', list: stations.listSharers },
    // The secretary keeps the station of the compound; the grid worker keeps none.
    ...{ told: ['community1', 'street1', 'compoundSecretary11'], notTold: [...others, 'gridWorker11'] },
    make: async () => {
      const { compound11, building111 } = app.town.places
      await aStation(desk(), { placeId: compound11, keeperPostId: app.town.posts.compoundSecretary11 })
      const body = { kind: 'person' as const, name: '王阿姨缝补', placeId: building111, consentVersion: 1 }
      const { id: sharerId } = await app.signInAs('resident1').call(stations.askToShare, { body })
      return () => desk().call(stations.settleSharer, { params: { sharerId }, body: { step: 'confirm' } })
    },
  },
  {
    ...{ code: 'stations.thanks', list: stations.listThanks },
    ...{ told: ['community1', 'street1', 'compoundSecretary11'], notTold: [...others, 'compoundSecretary12'] },
    make: async () => {
      const { rows } = await desk().call(stations.listSharers, { query: {} })
      const { id } = await aResource(desk(), rows[0]?.id as never, { kind: 'skill', name: '缝补', slotUnits: 1 })
      const neighbour = app.signInAs('resident2')
      const { booked } = (await bookIt(neighbour, id, { fromAt: slotAt(app, 0, 11) })).body
      const bookingId = booked?.id as stations.BookingId
      await desk().call(stations.stepBooking, { params: { bookingId }, body: { step: 'hand_over' } })
      await neighbour.call(stations.giveThanks, { body: { bookingId, words: '缝得真好', agrees: true } })
      const thanks = await desk().call(stations.listThanks, { query: { show: 'new' } })
      const thanksId = thanks.rows[0]?.id as never
      return () => desk().call(stations.settleThanks, { params: { thanksId }, body: { step: 'show' } })
    },
  },
]

/** How many things the list at an address holds. */
async function totalAt(who: PersonKey, list: Endpoint, to: string): Promise<number> {
  const asked = [...new URL(to, 'http://desk').searchParams].map(([name, value]) =>
    value === 'true' ? [name, true] : list === listWants ? [name, [value]] : [name, value],
  )
  const query = { ...Object.fromEntries(asked), limit: 1 }
  return ((await app.signInAs(who).call(list, { query } as never)) as unknown as { total: number }).total
}

const waiting = async (who: PersonKey, code: string) =>
  (await app.signInAs(who).call(readWaiting)).figures.find((one) => one.code === code)

describe.each(waits)('$code', ({ code, list, make, told, notTold }) => {
  it('is told to who settles it and to nobody else, as the list has it, and no longer when it is settled', async () => {
    for (const who of [...told, ...notTold]) expect([who, await waiting(who, code)]).toEqual([who, undefined])
    const settle = await make()
    for (const who of told) {
      const found = await waiting(who, code)
      expect([who, found?.value]).toEqual([who, 1])
      expect([who, await totalAt(who, list, found?.to ?? '')]).toEqual([who, 1])
    }
    for (const who of notTold) expect([who, await waiting(who, code)]).toEqual([who, undefined])
    await settle()
    for (const who of told) expect([who, await waiting(who, code)]).toEqual([who, undefined])
  })
})
