import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { GridId, MatterId } from '../../kernel/contract/ids.ts'
import { sql } from '../../kernel/db.ts'
import { verifyLedger } from '../../kernel/events/verify.ts'
import { dayMs, dayOf } from '../../kernel/time/day.ts'
import { listNotices } from '../notices/contract.ts'
import { cancelMove, listMoves, moveToGrid, previewMove } from '../places/contract.ts'
import { gridMoveCancelled, gridMoveDone, gridMovePlanned, gridMoveStream } from '../places/events.ts'
import { gridMovesTick } from '../places/grid-moves.ts'
import { gridOf } from '../places/public.ts'
import { actByReceipt } from './contract.ts'
import { look, type MatterApp, matterApp, take } from './matter-app.fixture.ts'
import { verifyMatters } from './verify/verify.ts'

let app: MatterApp
beforeAll(async () => {
  app = await matterApp()
})
afterAll(() => app.close())

const grid = (key: 'grid11' | 'grid12') => ({ gridId: app.town.grids[key] })
const order = (more = {}) => ({ placeIds: [app.town.places.building111], why: '网格调整', ...more })
const inDays = (days: number) => dayOf(new Date(app.clock.now().getTime() + days * dayMs))
const sweep = () => gridMovesTick.run(app.services)
const gridNow = (at: Date) => app.db.read((tx) => gridOf(tx, app.town.tenantId, app.town.places.building111, at))
const topics = async (who: 'gridWorker11' | 'gridWorker12') =>
  (await app.signInAs(who).call(listNotices)).rows
    .filter(({ topic }) => topic === 'reroute')
    .map(({ words }) => words.zh)

describe('open matters when a building goes to another grid', () => {
  it('says beforehand what will pass to whom, and that is what happens', async () => {
    const filed = await app.reportAt('building111', '楼道灯不亮，晚上看不见')
    const elsewhere = await app.reportAt('building112', '单元门锁坏了')
    const admin = app.signInAs('administrator')
    const { town } = app
    const said = await admin.call(previewMove, { params: grid('grid12'), body: { placeIds: order().placeIds } })
    expect(said).toMatchObject({ moving: 1, staying: 0, households: 40 })
    expect(said.grids).toEqual([
      expect.objectContaining({
        id: town.grids.grid11,
        before: { buildings: 2, households: 88 },
        after: { buildings: 1, households: 48 },
      }),
      expect.objectContaining({ id: town.grids.grid12, after: { buildings: 3, households: 128 }, warning: 'few' }),
    ])
    const { gridWorker11, gridWorker12 } = town.posts
    expect(said.passing).toMatchObject([
      { kind: 'matters', count: 1, from: { postId: gridWorker11 }, to: { postId: gridWorker12 } },
    ])
    expect(said.passing[0]?.to.acting).toEqual(expect.any(String))
    await app.deliver()
    await admin.call(moveToGrid, { params: grid('grid12'), body: order() })
    await app.deliver()
    const community = app.signInAs('community1')
    expect((await look(community, filed.id)).holder?.postId).toBe(gridWorker12)
    expect((await look(community, elsewhere.id)).holder?.postId).toBe(gridWorker11)
    expect(await topics('gridWorker12')).toEqual([expect.stringContaining('现由您负责')])
    expect(await topics('gridWorker11')).toEqual([expect.stringContaining('已转到新的网格')])
    const again = await admin.call(previewMove, { params: grid('grid12'), body: { placeIds: order().placeIds } })
    expect(again).toMatchObject({ moving: 0, staying: 1, passing: [] })
  })

  it('is planned for a day to come, and done when it has come', async () => {
    const street = app.signInAs('street1')
    const body = order({ fromDay: inDays(2) })
    const { moved, moveId } = await street.call(moveToGrid, { params: grid('grid11'), body })
    expect(moved).toBe(0)
    if (!moveId) throw new Error('not planned')
    const { planned } = await app.signInAs('community1').call(listMoves)
    expect(planned).toMatchObject([
      { id: moveId, why: '网格调整', mayCancel: false, buildings: [{ name: '机床厂小区 1栋' }] },
    ])
    expect((await street.ask(moveToGrid, { params: grid('grid11'), body })).reason).toBe('places.planned_already')
    expect(await sweep()).toBe(false)
    const before = app.clock.now()
    app.clock.move(2 * dayMs)
    expect(await sweep()).toBe(true)
    expect(await sweep()).toBe(false)
    expect(await gridNow(before)).toBe(app.town.grids.grid12)
    expect(await gridNow(app.clock.now())).toBe(app.town.grids.grid11)
    const events = await app.events(gridMoveStream(moveId))
    expect(events.map(({ type }) => type)).toEqual([gridMovePlanned, gridMoveDone])
    expect((await street.call(listMoves)).past[0]).toMatchObject({
      fromGrid: { name: '第12网格' },
      toGrid: { name: '第11网格' },
    })
    expect((await street.ask(cancelMove, { params: { moveId } })).reason).toBe('places.move_is_over')
  })

  it('is called off while its day is to come; a day that has passed is refused', async () => {
    const street = app.signInAs('street1')
    const { moveId } = await street.call(moveToGrid, { params: grid('grid12'), body: order({ fromDay: inDays(1) }) })
    if (!moveId) throw new Error('not planned')
    await street.call(cancelMove, { params: { moveId } })
    app.clock.move(2 * dayMs)
    expect(await sweep()).toBe(false)
    expect((await app.events(gridMoveStream(moveId))).at(-1)?.type).toBe(gridMoveCancelled)
    const late = await street.ask(moveToGrid, { params: grid('grid12'), body: order({ fromDay: inDays(-1) }) })
    expect([late.status, late.error?.fields?.[0]?.path]).toEqual([400, 'fromDay'])
    const far = await app.signInAs('street2').ask(moveToGrid, { params: grid('grid12'), body: order() })
    expect(far.status).toBe(404)
  })

  it('find those that come back after it: closed ones that are reopened, merged ones that are not merged any more', async () => {
    const { town } = app
    const { gridWorker12 } = town.posts
    const move = async (key: 'grid11' | 'grid12') => {
      await app.signInAs('administrator').call(moveToGrid, { params: grid(key), body: order() })
      await app.deliver()
    }
    const gridOfMatter = async (id: MatterId) => {
      const { rows } = await app.db.read((tx) =>
        sql<{ grid: GridId | null }>`select grid_id as grid from matters.matters where id = ${id}`.execute(tx),
      )
      return rows[0]?.grid
    }
    if ((await gridNow(app.clock.now())) !== town.grids.grid11) await move('grid11')
    const worker = app.signInAs('gridWorker11')
    const community = app.signInAs('community1')
    const closed = await app.reportAt('building111', '楼道的窗关不上', { category: '080201' })
    await take(worker, closed.id, { action: 'contact' })
    await take(worker, closed.id, { action: 'resolve', outcome: 'solved', words: '修好了' })
    const receipt = { params: { receiptCode: closed.receiptCode } }
    await app.anyone.call(actByReceipt, { ...receipt, body: { action: 'confirm', rating: 5 } })
    const into = await app.reportAt('building111', '楼道堆满杂物', { category: '080201' })
    const merged = await app.reportAt('building111', '楼道里都是旧家具', { category: '080201' })
    await take(worker, merged.id, { action: 'contact' })
    await take(community, merged.id, { action: 'merge', intoId: into.id })
    await move('grid12')
    await take(community, closed.id, { action: 'reopen', words: '又关不上了' })
    await take(community, merged.id, { action: 'unmerge', words: '不是同一处' })
    for (const { id } of [closed, merged]) {
      expect((await look(community, id)).holder?.postId).toBe(gridWorker12)
      expect(await gridOfMatter(id)).toBe(town.grids.grid12)
    }
    expect((await verifyLedger(app.db, [verifyMatters], app.clock.now())).broken).toEqual([])

    // Of a building that stays it is as before.
    await take(app.signInAs('gridWorker12'), closed.id, { action: 'resolve', outcome: 'solved', words: '换了新窗' })
    await app.anyone.call(actByReceipt, { ...receipt, body: { action: 'confirm', rating: 5 } })
    await take(community, closed.id, { action: 'reopen', words: '还是关不上' })
    expect((await look(community, closed.id)).holder?.postId).toBe(gridWorker12)
    expect((await look(app.signInAs('gridWorker12'), closed.id)).rounds).toBe(3)
  })

  it('leaves the grid of every date right, there and back (property)', async () => {
    const steps = fc.array(
      fc.tuple(fc.constantFrom('grid11' as const, 'grid12' as const), fc.integer({ min: 1, max: 90 })),
      {
        minLength: 2,
        maxLength: 6,
      },
    )
    await fc.assert(
      fc.asyncProperty(steps, async (walk) => {
        const lay: { at: Date; grid: GridId }[] = []
        for (const [key, days] of walk) {
          app.clock.move(days * dayMs)
          await app.signInAs('administrator').call(moveToGrid, { params: grid(key), body: order() })
          lay.push({ at: app.clock.now(), grid: app.town.grids[key] })
        }
        for (const [n, { at, grid: expected }] of lay.entries()) {
          expect(await gridNow(at)).toBe(expected)
          const next = lay[n + 1]
          if (next) expect(await gridNow(new Date(next.at.getTime() - 1))).toBe(expected)
        }
      }),
      { numRuns: 8 },
    )
  })
})
