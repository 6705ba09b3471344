import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sql } from '../../kernel/db.ts'
import { verifyLedger } from '../../kernel/events/verify.ts'
import { tamper } from '../../kernel/testing/tamper.ts'
import { listMatters } from '../matters/contract.ts'
import {
  type FormulaSpec,
  listFormulas,
  returnToFormula,
  saveFormula,
  tryFormula,
} from '../matters/formulas/contract.ts'
import { type MatterApp, matterApp } from '../matters/matter-app.fixture.ts'
import { livedApp } from '../matters/random-life.fixture.ts'
import { foldTallies } from '../matters/tallies.ts'
import { verifyMatters } from '../matters/verify/verify.ts'
import { savePopulation } from '../places/contract.ts'
import { cellFilter } from './cell-filter.ts'
import { readBoard } from './contract.ts'

let app: MatterApp
afterAll(() => app?.close())

const board = async (by: 'place' | 'kind' | 'channel' = 'place', period = { from: '2026-09', to: '2026-11' }) =>
  app.signInAs('district').call(readBoard, { query: { ...period, by } })

/** 满意 whole, 基本满意 at 60 %. */
const weighed: FormulaSpec = {
  name: { zh: '满意率', en: 'Satisfaction rate' },
  meaning: { zh: '（满意 + 基本满意 × 60%）÷ 已评分', en: '(Satisfied + basically satisfied at 60 %) ÷ rated' },
  numerator: ['well_satisfied'],
  denominator: ['not_void', 'rated'],
  exclusions: ['excluded'],
  partly: { conditions: ['basically_satisfied'], percent: 60 },
  source: '街道考核办法第 6 条',
  shown: true,
}

describe('a formula of a tenant', () => {
  beforeAll(async () => {
    app = await livedApp()
    while (await foldTallies(app.services)) {}
  }, 600_000)

  const save = (spec: FormulaSpec, basedOn: number | null = 0, code = 'satisfaction') =>
    app.signInAs('administrator').ask(saveFormula, { params: { code }, body: { spec, note: '按考核办法', basedOn } })

  it('counts by kind and channel what the list shows, and adds up', async () => {
    for (const by of ['kind', 'channel'] as const) {
      const view = await board(by)
      const sum = view.rows.reduce((all, row) => all + (row.total.figures.reported?.numerator ?? 0), 0)
      expect([by, sum]).toEqual([by, view.total.figures.reported?.numerator])
      for (const row of view.rows) {
        const filter = cellFilter(view, { row, month: null, figure: 'on_time', part: 'denominator' })
        const { total } = await app.signInAs('district').call(listMatters, { query: { ...filter, limit: 1 } as never })
        expect([row.id, total]).toEqual([row.id, row.total.figures.on_time?.denominator])
      }
    }
  })

  it('is tried on last month without being written, saved, read by the board and the list, and gone back from', async () => {
    const admin = app.signInAs('administrator')
    const before = (await board()).total.figures.satisfaction
    const tried = await admin.call(tryFormula, { body: { code: 'satisfaction', spec: weighed } })
    expect(tried.rows[0]?.before?.denominator).toBe(tried.rows[0]?.after.denominator)
    expect((await board()).total.figures.satisfaction).toEqual(before)

    expect(await save(weighed)).toMatchObject({ status: 200, body: { version: 1 } })
    const view = await board()
    const cell = view.total.figures.satisfaction
    if (!cell) throw new Error('the figure is gone')
    expect(cell.partly).toBeGreaterThan(0)
    expect(cell.numerator + cell.partly).toBe(before?.numerator)
    expect(cell.value).toBeCloseTo((cell.numerator + 0.6 * cell.partly) / (cell.denominator ?? 0), 12)
    expect(view.figures.find(({ code }) => code === 'satisfaction')).toMatchObject({
      version: 1,
      source: '街道考核办法第 6 条',
      partly: { percent: 60 },
    })
    for (const part of ['numerator', 'denominator', 'excluded', 'partly'] as const) {
      const filter = cellFilter(view, { row: null, month: null, figure: 'satisfaction', part })
      const { total } = await app.signInAs('district').call(listMatters, { query: { ...filter, limit: 1 } as never })
      expect([part, total]).toEqual([part, cell[part]])
    }
    const month = view.months.indexOf(tried.month)
    const { value, small: _, ...last } = view.totalMonths[month]?.figures.satisfaction ?? { value: null, small: false }
    expect(tried.rows[0]?.after).toEqual({ ...last, value })

    const events = await app.db.read((tx) =>
      sql<{ type: string }>`select type from kernel.events_view where stream = 'formulas:satisfaction'`.execute(tx),
    )
    expect(events.rows).toEqual([{ type: 'matters.formula_saved' }])
    expect((await verifyLedger(app.db, [verifyMatters], app.clock.now())).broken).toEqual([])

    const back = { params: { code: 'satisfaction' }, body: { version: 0, basedOn: 1 } }
    expect(await admin.call(returnToFormula, back)).toEqual({ version: 2 })
    expect((await board()).total.figures.satisfaction).toEqual(before)
    const { formulas } = await admin.call(listFormulas, {})
    expect(formulas.find(({ code }) => code === 'satisfaction')).toMatchObject({
      inForce: 2,
      versions: [{ version: 2, returnsTo: 0 }, { version: 1 }, { version: 0 }],
    })
  })

  it('is refused where somebody was quicker, where it counts nothing, and where others are made of it', async () => {
    expect((await save(weighed, 1)).status).toBe(409)
    expect((await save({ ...weighed, numerator: [] }, 2)).status).toBe(400)
    expect((await save({ ...weighed, numerator: ['no_such'] }, 2)).status).toBe(400)
    expect((await save(weighed, 0, 'resolved')).status).toBe(422)
    expect((await save({ ...weighed, denominator: null }, 2)).status).toBe(400)
  })

  it('can be added, and hidden again', async () => {
    const own = { ...weighed, partly: null, numerator: ['urgent'], denominator: ['not_void'], exclusions: [] }
    expect(await save(own, null, 'urgent_share')).toMatchObject({ status: 200 })
    expect((await board()).total.figures.urgent_share?.numerator).toBeGreaterThan(0)
    expect(await save({ ...own, shown: false }, 1, 'urgent_share')).toMatchObject({ status: 200 })
    expect((await board()).total.figures.urgent_share).toBeUndefined()
  })

  it('says how many live there where that was entered', async () => {
    const placeId = app.town.places.street1
    const body = { placeId, year: 2025, residents: 52_000, source: '第七次人口普查推算' }
    await app.signInAs('administrator').call(savePopulation, { body })
    const row = (await board()).rows.find(({ id }) => id === placeId)
    expect(row?.residents).toMatchObject({ count: 52_000, year: 2025, source: '第七次人口普查推算' })
    expect((await board('place', { from: '2024-01', to: '2024-02' })).rows.every((one) => one.residents === null)).toBe(
      true,
    )
  })
})

// 天门, December 2016, as its bulletin gives it: 受理 1054, 立案 996, 应结 972, 结案 911 (93.72 %), 按期 737 (75.82 %).
describe('the figures of a city’s bulletin', () => {
  it('come out to the digit', async () => {
    await app.close()
    app = await matterApp()
    const one = await app.reportAt('building111', '路口护栏倒了一段')
    const columns = await app.db.read((tx) =>
      sql<{ name: string }>`select column_name as name from information_schema.columns
        where table_schema = 'matters' and table_name = 'matters' and is_generated = 'NEVER'`.execute(tx),
    )
    /** Copies of the one matter, with other values in some columns. */
    const copies = (n: number, set: Readonly<Record<string, string>>) => {
      const own = {
        id: 'gen_random_uuid()',
        reported_at: "'2016-12-02Z'",
        number: "'t' || gen_random_uuid()",
        receipt_lookup: 'null',
        ...set,
      }
      const names = columns.rows.map(({ name }) => name)
      const values = names.map((name) => (own as Record<string, string>)[name] ?? `m.${name}`)
      return `insert into matters.matters (${names.join()}) select ${values.join()}
        from matters.matters m, generate_series(1, ${n}) where m.id = '${one.id}'`
    }
    const filed = { accepted_at: "'2016-12-02Z'" }
    const due = { ...filed, handle_due_at: "'2016-12-10Z'" }
    const closed = { ...due, state: "'closed'", outcome: "'solved'", closed_at: "'2016-12-20Z'", ...stopped }
    await tamper(
      app.db.url,
      copies(737, { ...closed, resolved_at: "'2016-12-09Z'" }),
      copies(911 - 737, { ...closed, resolved_at: "'2016-12-15Z'" }),
      copies(972 - 911, { ...due, state: "'handling'" }),
      // On hold: due, and left out. Not due yet: not to be closed yet.
      copies(10, { ...due, ...held }),
      copies(996 - 972 - 10, { ...filed, state: "'handling'", handle_due_at: "'2099-02-01Z'" }),
      copies(1054 - 996 - 1, { state: "'reported'", accepted_at: 'null' }),
      `update matters.matters set state = 'reported', accepted_at = null, reported_at = '2016-12-02Z' where id = '${one.id}'`,
    )
    const december = { from: '2016-12', to: '2016-12' }
    // The copies were made past the triggers that count.
    await app.db.tx((tx) => sql`select matters.recount_tallies(${app.clock.now()})`.execute(tx))
    const { figures } = (await board('place', december)).total
    const percent = (code: string) => ((figures[code]?.value ?? 0) * 100).toFixed(2)
    expect(figures.reported?.numerator).toBe(1054)
    expect(figures.filing).toMatchObject({ numerator: 996, denominator: 1054 })
    expect(figures.closing).toMatchObject({ numerator: 911, denominator: 972, excluded: 10 })
    expect(figures.closing_on_time).toMatchObject({ numerator: 737, denominator: 972 })
    expect([percent('closing'), percent('closing_on_time')]).toEqual(['93.72', '75.82'])
  }, 120_000)
})

const stopped = {
  ...{ holder_post_id: 'null', clock_stage: 'null', clock_started_at: 'null', clock_yellow_at: 'null' },
  ...{ clock_due_at: 'null', climb_at: 'null' },
}
const held = {
  state: "'suspended'",
  review_at: "'2099-03-01Z'",
  ...{ clock_stage: 'null', clock_started_at: 'null', clock_yellow_at: 'null', clock_due_at: 'null', climb_at: 'null' },
}
