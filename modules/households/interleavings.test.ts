import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../kernel/contract/ids.ts'
import { sql } from '../../kernel/db.ts'
import { type MatterApp, matterApp } from '../matters/matter-app.fixture.ts'
import * as contract from './contract.ts'
import { aHousehold, aRoom, entered, findings } from './household-app.fixture.ts'
import type { EntryId, HouseholdId, Item } from './shapes.ts'

let app: MatterApp
beforeAll(async () => {
  app = await matterApp()
})
afterAll(() => app.close())

const items: readonly Item[] = [
  { kind: 'fact', key: 'stove' },
  { kind: 'circumstance', code: 'living_alone', memberId: null },
]
const givenFor = (item: Item, n: number): contract.Change['value'] =>
  n === 0
    ? null
    : item.kind === 'fact'
      ? (['pipe_gas', 'electric', 'none'][n % 3] ?? 'none')
      : { fromOn: `2026-0${n}-01` }

interface Row {
  readonly id: EntryId
  readonly item: string
  readonly state: string
  readonly basis_id: EntryId | null
  readonly against_id: EntryId | null
  readonly replaced_by_id: EntryId | null
  readonly is_empty: boolean
}

const rowsOf = async (id: HouseholdId): Promise<Row[]> =>
  (await app.db.read((tx) => sql<Row>`select * from households.entries where household_id = ${id}`.execute(tx))).rows

const rounds = fc.array(
  fc.record({
    /** What each phone changes, and how often the network makes it send. */
    changes: fc.array(
      fc.record({ phone: fc.constantFrom(0, 1), item: fc.constantFrom(0, 1), n: fc.integer({ min: 0, max: 3 }) }),
      { minLength: 1, maxLength: 5 },
    ),
    sends: fc.integer({ min: 1, max: 2 }),
    /** Which phones see afresh what stands before the round. */
    looks: fc.subarray([0, 1]),
  }),
  { minLength: 1, maxLength: 4 },
)

let floor = 0

describe('two phones at the same household, at the same time, sending again', () => {
  it('lose nothing, replace nothing unseen, and agree with the ledger', { timeout: 60_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(rounds, async (taken) => {
        floor++
        const id = await aHousehold(app, await aRoom(app, 'building111', '2', floor, `${floor}02`), { changes: [] })
        const phones = [app.signInAs('gridWorker11'), app.signInAs('community1')] as const
        const seen: Map<string, EntryId>[] = [new Map(), new Map()]
        const sent = new Set<EntryId>()
        for (const { changes, sends, looks } of taken) {
          for (const phone of looks) seen[phone] = await lookAgain(id, phones[phone] ?? phones[0])
          await Promise.all(
            [0, 1].map(async (phone) => {
              const own = changes
                .filter((change) => change.phone === phone)
                .map(({ item: which, n }) => {
                  const item = items[which] as Item
                  const change = entered(item, givenFor(item, n), { basisId: seen[phone]?.get(item.kind) ?? null })
                  // A phone goes on from what it entered itself, sent or not.
                  seen[phone]?.set(item.kind, change.id)
                  sent.add(change.id)
                  return change
                })
              if (own.length === 0) return
              const send = () =>
                (phones[phone] ?? phones[0]).call(contract.enterChanges, {
                  params: { householdId: id },
                  body: { changes: own },
                })
              await Promise.all(Array.from({ length: sends }, send))
            }),
          )
        }
        await holds(id, sent)
      }),
      { numRuns: 12 },
    )
    expect(await findings(app)).toEqual([])
  })
})

async function lookAgain(id: HouseholdId, who: (typeof app)['anyone']): Promise<Map<string, EntryId>> {
  const view = await who.call(contract.getHousehold, { params: { householdId: id } })
  return new Map([
    ...view.facts.map(({ entryId }) => ['fact', entryId] as const),
    ...view.circumstanceList.flatMap(({ entryId }) => (entryId ? [['circumstance', entryId] as const] : [])),
  ])
}

async function holds(id: HouseholdId, sent: ReadonlySet<EntryId>): Promise<void> {
  const rows = await rowsOf(id)
  expect(rows.map((row) => row.id).sort()).toEqual([...sent].sort())
  const byId = new Map(rows.map((row) => [row.id, row]))
  for (const item of new Set(rows.map((row) => row.item)))
    expect(rows.filter((row) => row.item === item && row.state === 'current').length).toBeLessThanOrEqual(1)
  for (const row of rows.filter(({ state }) => state === 'past')) {
    const successor = row.replaced_by_id ? byId.get(row.replaced_by_id) : undefined
    if (!successor) throw new Error(`${row.id} is past and nothing took its place`)
    const basis = successor.basis_id ? byId.get(successor.basis_id) : undefined
    const saw = basis?.id === row.id || basis?.against_id === row.id
    expect(saw || (row.is_empty && successor.basis_id === null), `${row.id} replaced by ${successor.id}`).toBe(true)
  }
}

// The id of a change is the client's: the same one under two households is refused.
it('a change that another household has is refused', async () => {
  const change = entered({ kind: 'fact', key: 'stove' }, 'none')
  const rooms = [
    await aRoom(app, 'building112', '2', 1, '102'),
    await aRoom(app, 'building112', '2', 2, '202'),
  ] as const
  await aHousehold(app, rooms[0], { changes: [change] })
  const other = await aHousehold(app, rooms[1], { id: newId(), changes: [] })
  const answer = await app
    .signInAs('community1')
    .ask(contract.enterChanges, { params: { householdId: other }, body: { changes: [change] } })
  expect([answer.status, answer.reason]).toEqual([409, 'households.id_taken'])
})
