import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sql } from '../../../kernel/db.ts'
import { cellDate, cellText } from '../../../kernel/sheets/cells.ts'
import { readSheet } from '../../../kernel/sheets/sheet-reader.ts'
import { addSpan } from '../../../kernel/time/span.ts'
import { defaultCalendar } from '../../../kernel/time/work-calendar.ts'
import { listMatters } from '../contract.ts'
import { type MatterApp, matterApp } from '../matter-app.fixture.ts'
import { importFigures, listImports } from './contract.ts'
import { importBytes, mappingNamed, standOf } from './import.fixture.ts'

// Public messages of residents with the answers that they got; not part of the project.
const real = join(import.meta.dirname, '../../../../shared/data/resident-messages-with-replies.xlsx')

let app: MatterApp
beforeAll(async () => {
  if (existsSync(real)) app = await matterApp()
})
afterAll(() => app?.close())

test.skipIf(!existsSync(real))(
  'the real file imports whole: times kept, answers as outcomes; once more changes nothing; figures are true',
  async () => {
    const mapping = mappingNamed('resident-messages')
    const bytes = await readFile(real)
    const started = performance.now()
    const first = await importBytes(app, bytes, { mapping })
    const seconds = (performance.now() - started) / 1000
    console.log(
      `2,816 rows in ${seconds.toFixed(1)} s, at most ${Math.round(process.resourceUsage().maxRSS / 1024)} MB`,
    )
    expect(first.counts).toEqual({ read: 2816, created: 2816, unchanged: 0, rejected: 0 })

    const before = await standOf(app)
    expect((await importBytes(app, bytes, { mapping })).counts).toEqual({
      read: 2816,
      created: 0,
      unchanged: 2816,
      rejected: 0,
    })
    expect(await standOf(app)).toBe(before)

    await compareTimes()
    await compareFigures()
  },
  120_000,
)

async function asSent() {
  const rows: { key: string; reported: Date; answered: Date }[] = []
  for await (const { cells } of readSheet(real)) {
    const [reported, answered] = [cellDate(cells[3]), cellDate(cells[6])]
    if (reported && answered) rows.push({ key: `resident-messages:${cellText(cells[0])}`, reported, answered })
  }
  return rows
}

async function compareTimes() {
  const { rows } = await app.db.read((tx) =>
    sql<{ source_key: string; reported_at: Date; closed_at: Date; masked: boolean }>`
      select m.source_key, m.reported_at, m.closed_at, (m.body || r.words) !~ '1[3-9][0-9]{9}' as masked
      from matters.matters m join matters.remarks r on r.tenant_id = m.tenant_id and r.matter_id = m.id
      where m.state = 'closed' and m.outcome = 'explained'`.execute(tx),
  )
  const byKey = new Map(rows.map((row) => [row.source_key, row]))
  const sent = await asSent()
  expect(sent.length).toBe(2816)
  for (const { key, reported, answered } of sent) {
    expect([key, byKey.get(key)?.reported_at, byKey.get(key)?.closed_at]).toEqual([key, reported, answered])
    expect(byKey.get(key)?.masked).toBe(true)
  }
}

async function compareFigures() {
  const desk = app.signInAs('district')
  const { rows } = await desk.call(listImports)
  const importId = rows.find((one) => one.created === 2816)?.id
  if (!importId) throw new Error('no import is listed')
  const figures = await desk.call(importFigures, { params: { importId } })

  const sent = await asSent()
  const within = (days: number) =>
    sent.filter(
      ({ reported, answered }) =>
        answered <= addSpan(defaultCalendar, reported, { amount: days, unit: 'working_days' }),
    ).length
  const natural = sent.map(({ reported, answered }) => (answered.getTime() - reported.getTime()) / 86_400_000)
  const sorted = natural.toSorted((a, b) => a - b)
  const median = ((sorted[1407] ?? 0) + (sorted[1408] ?? 0)) / 2
  expect(figures).toMatchObject({
    total: 2816,
    answered: 2816,
    unanswered: 0,
    within5: within(5),
    within15: within(15),
    later: 2816 - within(15),
  })
  expect(figures.median?.days).toBeCloseTo(median, 6)
  expect(figures.longest?.days).toBeCloseTo(Math.max(...natural), 6)
  const months = new Map<string, number>()
  for (const { reported } of sent) {
    const month = new Date(reported.getTime() + 8 * 3_600_000).toISOString().slice(0, 7)
    months.set(month, (months.get(month) ?? 0) + 1)
  }
  expect(figures.months.map((m) => [m.month, m.within5 + m.from6to15 + m.later + m.unanswered])).toEqual(
    [...months].toSorted(),
  )
  // Each number leads to exactly the matters that it counts.
  for (const [figure, count] of [
    ['answered_5', figures.within5],
    ['answered_15', figures.within15],
    ['answered_later', figures.later],
    ['unanswered', figures.unanswered],
  ] as const) {
    const list = await desk.call(listMatters, { query: { importId, figure, limit: 1 } })
    expect([figure, list.total]).toEqual([figure, count])
  }
}
