import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { wordsIn } from '../../kernel/contract/words.ts'
import { sql } from '../../kernel/db.ts'
import { words as auditBook } from '../../modules/audit/desk/words.ts'
import { codeAt } from '../../modules/people/second-factor.ts'
import { words as peopleBook } from '../../modules/people/web/words.ts'
import { stepsFollow } from './journey.ts'
import { type E2eTown, openTown, wideZh } from './town.fixture.ts'

let town: E2eTown
beforeAll(async () => {
  town = await openTown()
  // A tenant that asks for the most.
  await town.db.tx((tx) =>
    sql`insert into people.safety (tenant_id, version, saved_at, author_id, second_factor, proof_minutes)
      values (${town.town.tenantId}, 1, ${town.clock.now()}, ${town.town.persons.administrator}, true, 30)`.execute(tx),
  )
}, 180_000)
afterAll(() => town?.close())

describe('who saw what', () => {
  const w = wordsIn(peopleBook, 'zh')
  const a = wordsIn(auditBook, 'zh')
  stepsFollow()
  let desk: Page
  let staff: Page

  it('an administrator is led to set an authenticator up, and sees nothing else before', async () => {
    desk = await town.open(null, wideZh, '/desk/audit')
    await desk.getByRole('textbox', { name: w.login }).fill('administrator')
    await desk.getByLabel(w.password, { exact: true }).fill(town.town.password)
    await desk.getByRole('button', { name: w.signIn }).click()
    await desk.getByRole('heading', { name: w.enrolTitle }).waitFor()
    await town.expectAccessible(desk)
    await desk.goto(`${town.base}/desk/posts`)
    await desk.getByRole('heading', { name: w.enrolTitle }).waitFor()
    await desk.getByLabel(w.password, { exact: true }).fill(town.town.password)
    await desk.getByRole('button', { name: w.start }).click()
    const secret = (await desk.getByRole('status', { name: w.secret }).textContent()) ?? ''
    await desk.getByRole('textbox', { name: w.secondCode }).fill(codeAt(secret, town.clock.now()))
    await desk.getByRole('button', { name: w.confirm }).click()
    await desk.getByRole('heading', { name: '岗位' }).first().waitFor()
  })

  it('somebody at a desk shows once more that it is them, then sees a reporter in full', async () => {
    const { id } = await town.reportAt('building111', '楼道灯不亮', {
      reporter: { name: '李秀英', phone: '10000000001' },
    })
    staff = await town.open('community1', wideZh, `/desk/matters/${id}`)
    await staff.getByRole('button', { name: '查看完整联系方式' }).waitFor()
    town.clock.move(31 * 60_000)
    await staff.getByRole('button', { name: '查看完整联系方式' }).click()
    await staff.getByRole('textbox', { name: '为什么要看' }).fill('回电话问情况')
    await staff.getByRole('button', { name: '查看', exact: true }).click()
    const dialog = staff.getByRole('dialog', { name: w.proveTitle })
    await dialog.waitFor()
    await town.expectAccessible(staff)
    await dialog.getByLabel(w.password, { exact: true }).fill(town.town.password)
    await dialog.getByRole('button', { name: w.prove }).click()
    await staff.getByText('已留查看记录').waitFor()
  })

  it('and the audit tells it, with the reason; no wider than a phone on a phone', async () => {
    await desk.goto(`${town.base}/desk/audit`)
    await desk.getByText('理由：回电话问情况').waitFor()
    await desk.getByText('开通动态码').first().waitFor()
    await town.expectAccessible(desk)
    await desk.getByRole('link', { name: a.settings }).click()
    await desk.getByRole('heading', { name: a.alarm.title }).waitFor()
    await town.expectAccessible(desk)
    await desk.getByLabel(a.alarm.reveals).fill('5')
    await desk.getByRole('button', { name: a.save }).last().click()
    await desk.getByText(a.saved('').slice(0, 4)).last().waitFor()
    await desk.goto(`${town.base}/desk/audit?kind=settings`)
    await desk.getByText('修改警报设置').first().waitFor()
    expect(town.faults).toEqual([])
  })
})
