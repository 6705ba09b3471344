import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { StandingClock } from '../../kernel/clock.ts'
import type { PersonKey } from '../../kernel/testing/town.ts'
import { listMatters } from '../matters/contract.ts'
import { type MatterApp, matterApp } from '../matters/matter-app.fixture.ts'
import { readHeat } from './heat-contract.ts'
import { heatFilter } from './heat-filter.ts'

let app: MatterApp
const days = { from: '2026-11-01', to: '2026-11-30' }
beforeAll(async () => {
  app = await matterApp({ clock: new StandingClock(new Date('2026-11-20T02:00:00Z')) })
  const at = (lng: number, lat: number, n: number) =>
    Promise.all(
      Array.from({ length: n }, (_, i) => app.reportAt('building111', `路灯坏了第${i}盏`, { point: { lng, lat } })),
    )
  await at(108.3701, 22.8201, 5)
  await at(108.3711, 22.8201, 3)
  await at(108.3801, 22.8301, 2)
}, 120_000)
afterAll(() => app?.close())

const heat = (who: PersonKey, more = {}) => app.signInAs(who).ask(readHeat, { query: { ...days, ...more } })

describe('the heat map', () => {
  it('counts by squares, blurs the few, and leads to exactly what a square counts', async () => {
    const view = await app.signInAs('district').call(readHeat, { query: days })
    expect(view.squares.reduce((sum, { count }) => sum + count, 0)).toBe(8)
    expect(view).toMatchObject({ scattered: 2, located: 10, total: 10 })
    expect(view.squares[0]?.name).toBeTruthy()
    for (const { area, count } of view.squares) {
      const query = { ...heatFilter(view, days, area), limit: 1 } as never
      expect((await app.signInAs('district').call(listMatters, { query })).total).toBe(count)
    }
  })

  it('is narrowed by kind, is only of what the reader may list, and is refused too many days', async () => {
    expect(await heat('district', { kind: 'patrol' })).toMatchObject({ status: 200, body: { located: 0, squares: [] } })
    expect(await heat('compoundSecretary12')).toMatchObject({ status: 200, body: { total: 0 } })
    expect(await heat('district', { from: '2020-01-01' })).toMatchObject({ status: 400 })
    expect(await heat('district', { from: '2026-12-01' })).toMatchObject({ status: 400 })
  })

  it('names a square by the compound in which most lie, and by what is above where they lie in none', async () => {
    app.clock.move(30 * 86_400_000)
    const at = async (place: 'district' | 'community1' | 'building111' | 'compound12', lng: number, n: number) => {
      const point = { lng, lat: 22.85 }
      for (let i = 0; i < n; i++) await app.reportAt(place, `井盖坏了第${i}个`, { point })
    }
    await at('district', 108.4, 5)
    await at('community1', 108.41, 5)
    await at('building111', 108.42, 4)
    await at('district', 108.42, 1)
    await at('compound12', 108.43, 5)
    const december = { from: '2026-12-01', to: '2026-12-31' }
    const { squares } = await app.signInAs('district').call(readHeat, { query: december })
    expect(squares.toSorted((a, b) => a.lng - b.lng).map(({ name }) => name)).toEqual([
      { zh: '盘龙区', en: 'Panlong' },
      { zh: '天祥社区', en: 'Community 1' },
      { zh: '机床厂小区', en: 'Machine Tool Works' },
      { zh: '纺织厂小区', en: 'Textile Mill' },
    ])
  })
})
