import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Lang } from '../../kernel/contract/words.ts'
import { readSheet } from '../../kernel/sheets/sheet-reader.ts'
import type { PersonKey } from '../../kernel/testing/town.ts'
import { readBoard } from '../../modules/briefings/contract.ts'
import {
  callBacks,
  exportMatters,
  followed,
  getMatter,
  gridLoad,
  listMatters,
  matterPoints,
  myWork,
} from '../../modules/matters/contract.ts'
import { isOpen } from '../../modules/matters/matter.ts'
import type { MatterRecord } from '../../modules/matters/tables.ts'
import { filterCases, monthOf, monthStart } from './filters.ts'
import { isInPlace, isWorkOf, mayOpen, postsOf, type Register } from './oracle.ts'
import { type LivedTown, livedTown, personsOf } from './town.fixture.ts'

let town: LivedTown
let register: Register
let everybody: [PersonKey, string][]
let now: Date
beforeAll(async () => {
  town = await livedTown()
  register = town.register
  everybody = await personsOf(town)
  now = town.clock.now()
}, 240_000)
afterAll(() => town.close())

const ids = (rows: readonly { id: string }[]) => rows.map((row) => row.id).sort()
const workOf = (person: string) => {
  const posts = postsOf(register, person, now)
  return register.matters.filter((matter) => isWorkOf(register, posts, matter))
}
const follows = (matter: MatterRecord, person: string) =>
  register.followers.some((one) => one.matter_id === matter.id && one.person_id === person)
const countsAsReader = (person: string) => postsOf(register, person, now).some((post) => post.role !== 'administrator')

describe('a town that can show something', () => {
  it('has matters in every state that lasts, empty posts, stand-ins and people on two posts', () => {
    const states = new Set(register.matters.map((matter) => matter.state))
    for (const state of ['assigned', 'handling', 'suspended', 'resolved', 'closed'] as const)
      expect([...states]).toContain(state)
    expect(register.matters.some((matter) => matter.grid_id === null)).toBe(true)
    expect(register.matters.some((matter) => matter.visibility === 'holder')).toBe(true)
    const sees = everybody.map(([, id]) => workOf(id).length)
    expect(new Set(sees).size).toBeGreaterThan(6)
    expect(sees.filter((count) => count === 0).length).toBeGreaterThan(0)
  })

  it('shows the superior of an empty post its matters, and its stand-in those of an absent one', () => {
    const { persons, posts } = town.town
    const actor = (key: PersonKey) => new Set(postsOf(register, persons[key], now).map((post) => post.id as string))
    expect(actor('community1').has(posts.gridWorker12)).toBe(true)
    expect(actor('street1').has(posts.community2) && actor('street1').has(posts.streetDepartment1)).toBe(true)
    expect(actor('resident2').has(posts.gridWorker21)).toBe(true)
    expect(actor('community3').has(posts.gridWorker31)).toBe(true)
    expect(actor('gridWorker21').size).toBe(0)
  })
})

it('every list, count, map, load, export and board of everybody is of exactly their own matters', async () => {
  for (const [key, person] of everybody) {
    const client = town.signInAs(key)
    const expected = workOf(person)
    if (!countsAsReader(person)) {
      expect((await client.ask(listMatters)).status, key).toBe(403)
      continue
    }
    const list = await client.call(listMatters, { query: { limit: 200 } })
    expect(ids(list.rows), key).toEqual(ids(expected))
    expect(list.total, key).toBe(expected.length)

    const map = await client.call(matterPoints)
    expect(ids(map.points), key).toEqual(ids(expected.filter((matter) => matter.lng !== null)))

    const load = await client.call(gridLoad)
    expect(new Map(load.grids.map((grid) => [grid.gridId as string, grid])), key).toEqual(loadOf(expected))

    const work = await client.call(myWork)
    expect(work.counts, key).toEqual(workCounts(person, expected))
    expect(
      ids(work.next).every((id) => expected.some((matter) => matter.id === id)),
      key,
    ).toBe(true)

    const board = await client.call(readBoard, { query: { from: monthOf(now, -2), to: monthOf(now, 0) } })
    const counted = expected.filter(
      (matter) =>
        matter.state !== 'void' && matter.state !== 'merged' && isInPlace(register, matter.place_id, board.place.id),
    )
    expect(board.total.figures.reported?.value, key).toBe(counted.length)
  }
}, 240_000)

it('everybody can open exactly what is theirs, what they reported and what they follow', async () => {
  for (const [index, [key, person]] of everybody.entries()) {
    const client = town.signInAs(key)
    // Each tries a third of all, another third than the next, and everything that is their own.
    const tried = register.matters.filter(
      (matter, at) => at % 3 === index % 3 || matter.reporter_id === person || follows(matter, person),
    )
    const opened = []
    for (const { id } of tried) {
      const answer = await client.ask(getMatter, { params: { matterId: id } })
      expect([200, 404], key).toContain(answer.status)
      if (answer.status === 200) opened.push({ id })
    }
    const expected = tried.filter((matter) => mayOpen(register, person, now, matter))
    expect(ids(opened), key).toEqual(ids(expected))
    const own = await client.call(followed, { query: { limit: 200 } })
    const mine = register.matters.filter((matter) => matter.reporter_id === person || follows(matter, person))
    expect(ids(own.rows), key).toEqual(ids(mine))
    expect(own.total, key).toBe(own.rows.length)
  }
}, 240_000)

it('the work counted is the work listed, and the call-backs are the resolved ones that one holds', async () => {
  for (const key of ['community1', 'street1', 'district', 'gridWorker11', 'resident2'] as const) {
    const client = town.signInAs(key)
    const { counts } = await client.call(myWork)
    const total = async (query: Record<string, unknown>) =>
      (await client.call(listMatters, { query: { ...query, limit: 1 } })).total
    expect(counts, key).toMatchObject({
      mine: await total({ mine: true }),
      overdue: await total({ mine: true, lamp: 'red' }),
      toAccept: await total({ mine: true, state: ['reported', 'accepted'] }),
      toContact: await total({ mine: true, state: ['assigned'] }),
      toHandle: await total({ mine: true, state: ['handling'] }),
      toReview: await total({ mine: true, state: ['returned'] }),
      toFollowUp: await total({ mine: true, state: ['resolved'] }),
      suspended: await total({ mine: true, state: ['suspended'] }),
      escalatedToMe: await total({ escalatedToMe: true }),
      rallied: await total({ rallied: true }),
    })
  }
  const calls = await town.signInAs('community1').call(callBacks, { query: { limit: 200 } })
  const posts = new Set(postsOf(register, town.town.persons.community1, now).map((post) => post.id))
  const resolved = register.matters.filter(
    (matter) => matter.state === 'resolved' && posts.has(matter.holder_post_id ?? ''),
  )
  expect(ids(calls.rows.map((row) => row.matter))).toEqual(ids(resolved))
})

describe('filters', () => {
  it('select exactly what they say, one by one and together, and the export holds what the list shows', async () => {
    for (const key of ['district', 'community1', 'gridWorker11'] as const) {
      const client = town.signInAs(key)
      const work = workOf(town.town.persons[key])
      const posts = new Set<string>(postsOf(register, town.town.persons[key], now).map((post) => post.id))
      let selected = 0
      for (const { query, holds } of filterCases(town.town, register, posts, now)) {
        const words = `${key} ${JSON.stringify(query)}`
        const list = await client.call(listMatters, { query: { ...query, limit: 200 } })
        const expected = work.filter(holds)
        expect(ids(list.rows), words).toEqual(ids(expected))
        const map = await client.call(matterPoints, { query })
        expect(ids(map.points), words).toEqual(ids(expected.filter((matter) => matter.lng !== null)))
        if (expected.length > 0 && expected.length < work.length) selected++
      }
      expect(selected, `${key}: filters that select some and not all`).toBeGreaterThan(10)
    }
  }, 240_000)

  it('come in pages that never overlap, in every order', async () => {
    const client = town.signInAs('district')
    for (const sort of ['due', 'reported', 'closed', 'number', 'priority', 'satisfaction'] as const)
      for (const order of ['asc', 'desc'] as const) {
        const whole = await client.call(listMatters, { query: { sort, order, limit: 200 } })
        const pages = []
        for (let offset = 0; offset < whole.total; offset += 7)
          pages.push(...(await client.call(listMatters, { query: { sort, order, offset, limit: 7 } })).rows)
        expect(pages.map((row) => row.id)).toEqual(whole.rows.map((row) => row.id))
        const key = whole.rows.map(
          (row) =>
            ({
              due: row.clock?.dueAt,
              reported: row.reportedAt,
              closed: row.closedAt,
              number: row.number,
              priority: row.priority,
              satisfaction: row.satisfaction,
            })[sort] ?? null,
        )
        const present = key.filter((value) => value !== null)
        const sorted = [...present].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0))
        expect(present).toEqual(order === 'asc' ? sorted : sorted.reverse())
        expect(key.slice(present.length).every((value) => value === null)).toBe(true)
      }
    const beyond = await client.call(listMatters, { query: { offset: 1000, limit: 5 } })
    expect(beyond).toMatchObject({ rows: [], total: register.matters.length })
  })

  it.each(['zh', 'en'] as const)('are followed by the export, row by row (%s)', async (lang: Lang) => {
    for (const key of ['community1', 'gridWorker11', 'propertyFirm1', 'waterDepartment', 'supervisor'] as const) {
      const client = town.signInAs(key)
      for (const query of [{}, { open: true }, { state: ['closed' as const] }, { q: '路灯' }]) {
        const list = await client.ask(
          listMatters,
          { query: { ...query, sort: 'number', order: 'asc', limit: 200 } },
          { 'accept-language': lang },
        )
        const file = await client.ask(
          exportMatters,
          { query: { ...query, sort: 'number', order: 'asc' } },
          { 'accept-language': lang },
        )
        if (list.status === 403) {
          expect(file.status).toBe(403)
          continue
        }
        expect(await rowsOf(file.body as unknown as Buffer), `${key} ${JSON.stringify(query)}`).toEqual(
          list.body.rows.map((row) => [
            row.number,
            row.title,
            lang === 'zh' ? row.place.name : row.place.nameEn,
            row.holder?.personName ?? null,
            row.satisfaction,
            row.rounds,
          ]),
        )
      }
    }
  })

  it('refuse what is not a filter', async () => {
    const client = town.signInAs('community1')
    for (const query of [
      { figure: 'nothing' },
      { state: ['flying'] },
      { satisfaction: 9 },
      { reportedFrom: 'today' },
      { colour: 'red' },
    ])
      expect((await client.ask(listMatters, { query })).status, JSON.stringify(query)).toBe(400)
  })
})

async function rowsOf(bytes: Buffer): Promise<unknown[]> {
  const columns = [0, 1, 3, 9, 15, 16]
  const rows = []
  for await (const row of readSheet(new Uint8Array(bytes)))
    rows.push(columns.map((column) => (row.cells[column] === '' ? null : (row.cells[column] ?? null))))
  return rows
}

function workCounts(person: string, work: readonly MatterRecord[]) {
  const posts = new Set(postsOf(register, person, now).map((post) => post.id))
  const mine = work.filter((matter) => isOpen(matter.state) && posts.has(matter.holder_post_id ?? ''))
  const inState = (...states: string[]) => mine.filter((matter) => states.includes(matter.state)).length
  const due = (matter: MatterRecord) => matter.clock_due_at?.getTime() ?? Number.POSITIVE_INFINITY
  const midnight = Date.parse(`${new Date(now.getTime() + 8 * 3_600_000).toISOString().slice(0, 10)}T24:00:00+08:00`)
  return {
    mine: mine.length,
    overdue: mine.filter((matter) => due(matter) < now.getTime()).length,
    dueToday: mine.filter((matter) => due(matter) >= now.getTime() && due(matter) < midnight).length,
    toAccept: inState('reported', 'accepted'),
    toContact: inState('assigned'),
    toHandle: inState('handling'),
    toReview: inState('returned'),
    toFollowUp: inState('resolved'),
    suspended: inState('suspended'),
    escalatedToMe: work.filter((matter) => isOpen(matter.state) && posts.has(matter.escalated_to_post_id ?? '')).length,
    rallied: work.filter((matter) =>
      register.rallied.some(
        (one) => one.matter_id === matter.id && posts.has(one.post_id) && !one.answered_at && !one.ended_at,
      ),
    ).length,
  }
}

function loadOf(work: readonly MatterRecord[]): Map<string, unknown> {
  const since = monthStart(now)
  const load = new Map<string, { gridId: string; open: number; overdue: number; monthReported: number }>()
  for (const matter of work) {
    const thisMonth = matter.reported_at >= since
    if (!matter.grid_id || !(isOpen(matter.state) || thisMonth)) continue
    const of = load.get(matter.grid_id) ?? { gridId: matter.grid_id, open: 0, overdue: 0, monthReported: 0 }
    load.set(matter.grid_id, of)
    if (isOpen(matter.state)) of.open++
    if (isOpen(matter.state) && matter.clock_due_at && matter.clock_due_at < now) of.overdue++
    if (thisMonth && matter.state !== 'void' && matter.state !== 'merged') of.monthReported++
  }
  return load
}
