import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../kernel/contract/ids.ts'
import type { PersonKey } from '../../kernel/testing/town.ts'
import { smallTown } from '../../kernel/testing/town.ts'
import { listMatters } from '../matters/contract.ts'
import type { MatterApp } from '../matters/matter-app.fixture.ts'
import { livedApp } from '../matters/random-life.fixture.ts'
import { cellFilter, type Part } from './cell-filter.ts'
import { type BoardView, type By, readBoard } from './contract.ts'
import { firstDayOf, lastDayOf, monthAfter, monthsFrom } from './months.ts'

let app: MatterApp
beforeAll(async () => {
  app = await livedApp()
}, 600_000)
afterAll(() => app.close())

const period = { from: '2026-09', to: '2026-11' }
const board = (who: PersonKey, query: { by?: By; placeId?: string } = {}) =>
  app.signInAs(who).call(readBoard, { query: { ...period, ...query } as never })

/** Every cell of a board that counts something, and some that do not, with what the list says of the same matters. */
function cellsOf(view: BoardView) {
  const rows = [...view.rows, null]
  const months = [...view.months.map((_, at) => at), null]
  return rows.flatMap((row) =>
    months.flatMap((at) =>
      view.figures.flatMap(({ code, denominator }) => {
        const counted = row
          ? at === null
            ? row.total
            : row.months[at]
          : at === null
            ? view.total
            : view.totalMonths[at]
        const cell = counted?.figures[code]
        const month = at === null ? null : (view.months[at] ?? null)
        const part = (name: Part, count: number) => ({
          count,
          filter: cellFilter(view, { row, month, figure: code, part: name }),
        })
        if (!cell) throw new Error(`no cell for ${code}`)
        return [
          part('numerator', cell.numerator),
          ...(denominator && cell.denominator !== null ? [part('denominator', cell.denominator)] : []),
          part('excluded', cell.excluded),
        ]
      }),
    ),
  )
}

describe('the board', () => {
  it('has something of everything to count', async () => {
    const { total } = await board('district')
    const few = Object.entries(total.figures).filter(([, cell]) => cell.numerator === 0 || cell.denominator === 0)
    expect(few.map(([code]) => code)).toEqual([])
    expect(total.figures.response?.excluded).toBeGreaterThan(0)
    expect(total.days.median).toBeGreaterThan(0)
    expect(total.days.p90).toBeGreaterThanOrEqual(total.days.median ?? 0)
  })

  it.each<[PersonKey, By, string?]>([
    ['district', 'place'],
    ['street1', 'place'],
    ['street1', 'grid'],
    ['community1', 'place'],
    ['community1', 'grid'],
    ['gridWorker11', 'place'],
    ['gridWorker11', 'grid'],
    ['compoundSecretary11', 'place'],
    ['waterDepartment', 'place'],
    ['propertyFirm1', 'grid'],
    ['supervisor', 'place', 'street1'],
    ['community1', 'place', 'district'],
  ])('of %s by %s leads with each number to exactly the matters that it counts', async (who, by, place) => {
    const view = await board(who, { by, ...(place ? { placeId: app.town.places[place as 'street1'] } : {}) })
    const client = app.signInAs(who)
    const cells = cellsOf(view)
    // Most count something; of the many zeros a few.
    const counting = cells.filter(({ count }) => count > 0)
    const every = Math.ceil(counting.length / 60)
    const looked = [...counting.filter((_, n) => n % every === 0), ...cells.filter((_, n) => n % 97 === 0)]
    await Promise.all(
      looked.map(async ({ count, filter }) => {
        const { total } = await client.call(listMatters, { query: { ...filter, limit: 1 } as never })
        expect({ filter, total }).toEqual({ filter, total: count })
      }),
    )
    expect(looked.length).toBeGreaterThan(0)
  })

  it('adds up: the rows to the whole, the months to the row', async () => {
    for (const by of ['place', 'grid'] as const) {
      const view = await board('district', { by })
      for (const { code } of view.figures) {
        const of = (all: readonly { figures: BoardView['total']['figures'] }[]) =>
          all.reduce((sum, counted) => sum + (counted.figures[code]?.numerator ?? 0), 0)
        expect(of(view.rows.map((row) => row.total))).toBe(view.total.figures[code]?.numerator)
        expect(of(view.totalMonths)).toBe(view.total.figures[code]?.numerator)
        for (const row of view.rows) expect(of(row.months)).toBe(row.total.figures[code]?.numerator)
      }
    }
  })

  it('says the shares, and marks those of few', async () => {
    const view = await board('community1')
    for (const { total, months } of view.rows)
      for (const cell of [total, ...months].flatMap((counted) => Object.values(counted.figures))) {
        if (cell.denominator === null) expect(cell).toMatchObject({ value: cell.numerator, small: false })
        else {
          expect(cell.value).toBe(cell.denominator === 0 ? null : cell.numerator / cell.denominator)
          expect(cell.small).toBe(cell.denominator > 0 && cell.denominator < 10)
        }
      }
  })

  it('begins where all posts of the reader lie, and shows quiet places too', async () => {
    expect((await board('street1')).place.name.zh).toBe('金辰街道')
    expect((await board('street1')).rows.map((row) => row.name?.zh)).toEqual(
      expect.arrayContaining(['天祥社区', '金星社区']),
    )
    const quiet = await app.signInAs('street2').call(readBoard, { query: { from: '2020-01', to: '2020-01' } })
    expect(quiet.rows.map((row) => [row.name?.zh, row.total.figures.reported?.numerator])).toEqual([['桃园社区', 0]])
    expect(quiet.total.days).toEqual({ median: null, p90: null, mean: null, small: false })
    expect((await board('community1', { by: 'grid' })).above.map((place) => place.name.zh)).toEqual([
      '盘龙区',
      '金辰街道',
    ])
  })
})

describe('who may read it', () => {
  const query = period
  it('is asked to sign in first', async () => {
    expect((await app.anyone.ask(readBoard, { query })).status).toBe(401)
  })

  it.each<PersonKey>(['administrator', 'resident1'])('not %s', async (who) => {
    expect((await app.signInAs(who).ask(readBoard, { query })).status).toBe(403)
  })

  it('finds no place of others, of another tenant, or that does not exist', async () => {
    const other = await smallTown(app.db, { secrets: app.services.secrets, code: '530199', hosts: ['other.test'] })
    const ask = (placeId: string) => app.signInAs('community1').ask(readBoard, { query: { ...query, placeId } })
    expect((await ask(app.town.places.community2)).status).toBe(404)
    expect((await ask(other.places.community1)).status).toBe(404)
    expect((await ask(newId())).status).toBe(404)
    expect((await ask(app.town.places.compound11)).status).toBe(200)
  })

  it.each([
    [{ from: '2026-11' }],
    [{ from: '2026-11', to: '2026-13' }],
    [{ from: '2026-11', to: '2026-10' }],
    [{ from: '2024-01', to: '2026-01' }],
    [{ ...period, by: 'person' }],
    [{ ...period, placeId: 'here' }],
    [{ ...period, colour: 'red' }],
  ])('is told what is wrong with %j', async (wrong) => {
    expect((await app.signInAs('street1').ask(readBoard, { query: wrong })).status).toBe(400)
  })
})

describe('months', () => {
  const month = fc.integer({ min: 1901 * 12, max: 2098 * 12 }).map((n) => monthAfter('0000-01', n))
  it('follow each other without a gap', () => {
    fc.assert(
      fc.property(month, fc.integer({ min: 0, max: 40 }), (from, n) => {
        const to = monthAfter(from, n)
        const all = monthsFrom(from, to)
        expect(all).toHaveLength(n + 1)
        expect(all.at(-1)).toBe(to)
        expect(monthAfter(to, -n)).toBe(from)
        const next = new Date(`${lastDayOf(to)}T00:00:00Z`)
        next.setUTCDate(next.getUTCDate() + 1)
        expect(next.toISOString().slice(0, 10)).toBe(firstDayOf(monthAfter(to, 1)))
      }),
    )
  })
})
