import { afterAll, beforeAll, expect, it } from 'vitest'
import { tamper } from '../../kernel/testing/tamper.ts'
import { saveLadderRules } from './ladder/contract.ts'
import { look, type MatterApp, matterApp } from './matter-app.fixture.ts'
import { sweep } from './sweep.ts'

let app: MatterApp
beforeAll(async () => {
  app = await matterApp()
})
afterAll(() => app.close())

it('a matter that cannot climb keeps no other from climbing, nor from its ladder, and is told at the end', async () => {
  const steps = [{ when: { amount: 100, unit: 'percent' }, what: 'urge', by: 'community' }]
  const body = { ladders: [{ kind: null, priority: null, steps }], base: 1, source: '督办办法' }
  await app.signInAs('administrator').call(saveLadderRules, { body: body as never })
  app.clock.move(60_000)
  const broken = await app.reportAt('building111', '第一件：楼道灯不亮')
  app.clock.move(60_000)
  const sound = await app.reportAt('building111', '第二件：水管漏水')
  await sweep(app.db, app.clock.now())
  await tamper(app.db.url, `update matters.matters set category_code = 'nothing' where id = '${broken.id}'`)
  app.clock.move(10 * 86_400_000)
  await expect(sweep(app.db, app.clock.now())).rejects.toMatchObject({ reason: 'matters.unknown_category' })
  await app.deliver()
  const { escalationLevel, timeline } = await look(app.signInAs('street1'), sound.id)
  expect(escalationLevel).toBeGreaterThan(0)
  expect(timeline.map(({ action }) => action)).toContain('urge')
  // Once it is put right it climbs as well.
  await tamper(app.db.url, `update matters.matters set category_code = '' where id = '${broken.id}'`)
  await sweep(app.db, app.clock.now())
  expect((await look(app.signInAs('street1'), broken.id)).escalationLevel).toBeGreaterThan(0)
})
