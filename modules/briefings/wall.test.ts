import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { MatterApp } from '../matters/matter-app.fixture.ts'
import { livedApp } from '../matters/random-life.fixture.ts'
import { readBoard } from './contract.ts'
import { monthlySheet } from './monthly-contract.ts'
import { readWall, readWallTopics } from './wall-contract.ts'

let app: MatterApp
const said = '只有诉求人知道的一句话'
beforeAll(async () => {
  app = await livedApp()
  for (const _ of Array.from({ length: 7 })) await app.reportAt('building111', said, { reporter: { name: '韦小梅' } })
}, 600_000)
afterAll(() => app?.close())

const month = () => app.clock.now().toISOString().slice(0, 7)

describe('the wall', () => {
  it('shows the numbers of the board', async () => {
    const who = app.signInAs('district')
    const wall = await who.call(readWall, { query: {} })
    const board = await who.call(readBoard, { query: { from: month(), to: month() } })
    expect(wall.months.at(-1)?.reported).toBe(board.total.figures.reported?.numerator)
    expect(wall.rates.map(({ share }) => share)).toEqual(
      wall.rates.map(({ code }) => board.total.figures[code]?.value ?? null),
    )
    expect(wall.places.length).toBeGreaterThan(0)
  })

  it('says nothing that a person said, and nobody’s name', async () => {
    const who = app.signInAs('district')
    const all = JSON.stringify([await who.call(readWall, { query: {} }), await who.call(readWallTopics, { query: {} })])
    for (const secret of [said.slice(0, 6), '韦小梅', 'number', 'title']) expect(all).not.toContain(secret)
  })
})

describe('the monthly sheet', () => {
  it('is a PDF in both languages', async () => {
    for (const lang of ['zh', 'en'] as const) {
      const answer = await app
        .signInAs('district')
        .ask(monthlySheet, { query: { month: month() } }, { 'accept-language': lang })
      expect(answer.status).toBe(200)
      expect(Buffer.from(answer.body as never).toString('latin1', 0, 5)).toBe('%PDF-')
    }
  })
})
