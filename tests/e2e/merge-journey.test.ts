import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { MatterId } from '../../kernel/contract/ids.ts'
import { wordsIn } from '../../kernel/contract/words.ts'
import { report } from '../../modules/matters/contract.ts'
import { words as deskBook } from '../../modules/matters/desk/matter/words.ts'
import { transitionOf } from '../../modules/matters/matter.ts'
import { take } from '../../modules/matters/matter-app.fixture.ts'
import { matterWords } from '../../modules/matters/matter-words.ts'
import { words as pocketBook } from '../../modules/matters/pocket/matter/words.ts'
import { stepsFollow } from './journey.ts'
import { type E2eTown, openTown, phoneZh, wideEn } from './town.fixture.ts'

let town: E2eTown
beforeAll(async () => {
  town = await openTown()
}, 120_000)
afterAll(() => town?.close())

const first = '大门口的井盖松动,过车咣咣响'
const second = '小区大门口井盖坏了,车子一过就响'

// The community sits at a desk in English, the second reporter has a phone in Chinese.
describe('two reports of the same thing', () => {
  const desk = wordsIn(deskBook, 'en')
  const states = wordsIn(matterWords, 'en')
  const pocket = wordsIn(pocketBook, 'zh')
  const zhStates = wordsIn(matterWords, 'zh')
  const merge = transitionOf('merge').name.en
  const unmerge = transitionOf('unmerge').name.en

  stepsFollow()
  let firstId: MatterId
  let secondId: MatterId
  let community: Page
  let reporter: Page

  it('are merged at the desk, where the similar one is offered first', async () => {
    firstId = (await town.reportAt('building111', first, { category: '080201' })).id
    const body = { kind: 'demand', placeId: town.town.places.building111, body: second, category: '080201' }
    secondId = (await town.signInAs('resident1').call(report, { body })).id
    reporter = await town.open('resident1', phoneZh, `/matters/${secondId}`)
    await reporter.getByText(zhStates.state.assigned).first().waitFor()

    community = await town.open('community1', wideEn, `/desk/matters/${secondId}`)
    await community.getByRole('button', { name: merge }).click()
    const form = community.getByRole('form', { name: merge })
    await form.getByRole('combobox', { name: desk.field.into }).focus()
    await form.getByRole('option').filter({ hasText: first }).click()
    await town.expectAccessible(community)
    await form.getByRole('button', { name: merge }).click()
    await community.getByText(desk.merged.text).waitFor()
    await community.getByRole('heading', { name: desk.next.merged }).waitFor()
    await town.expectAccessible(community)
  })

  it('let the second reporter follow along: told at once, and of what happens there', async () => {
    await reporter.getByText(pocket.nowMerged).waitFor()
    await town.expectAccessible(reporter)
    await reporter.getByRole('link', { name: first }).click()
    await reporter.getByRole('heading', { name: first }).waitFor()
    await take(town.signInAs('gridWorker11'), firstId, { action: 'contact' })
    await reporter.getByText(zhStates.state.handling).first().waitFor()
    await reporter.goto(`${town.base}/mine`)
    await reporter.getByRole('link').filter({ hasText: first }).waitFor()
    await reporter.goto(`${town.base}/inbox`)
    await reporter.getByRole('link').filter({ hasText: first }).first().waitFor()
    await town.expectAccessible(reporter)
  })

  it('are shown together from the other side', async () => {
    await community.getByRole('link', { name: desk.merged.go }).click()
    await community.getByRole('heading', { name: desk.merged.here(1) }).waitFor()
    await town.expectAccessible(community)
    await community.getByRole('link', { name: second }).click()
    await community.getByText(desk.merged.text).waitFor()
  })

  it('stand alone again once the merge is undone', async () => {
    await community.getByRole('button', { name: unmerge }).click()
    const form = community.getByRole('form', { name: unmerge })
    await form.getByRole('button', { name: unmerge }).click()
    await form.getByText(desk.fault.words).waitFor()
    await form.getByRole('textbox', { name: desk.field.words.plain }).fill('They mean the cover at the other gate')
    await form.getByRole('button', { name: unmerge }).click()
    await community.getByText(desk.merged.text).waitFor({ state: 'hidden' })
    await community.getByRole('heading', { name: desk.next.waiting('gridWorker11', states.stage.contact) }).waitFor()
    await town.expectAccessible(community)

    await community.goto(`${town.base}/desk/matters/${firstId}`)
    await community.getByRole('heading', { name: desk.next.waiting('gridWorker11', states.stage.handle) }).waitFor()
    expect(await community.getByRole('heading', { name: desk.merged.here(1) }).count()).toBe(0)

    await reporter.goto(`${town.base}/mine`)
    await reporter.getByRole('link').filter({ hasText: second }).waitFor()
    expect(await reporter.getByRole('link').filter({ hasText: first }).count()).toBe(0)
    await reporter.getByRole('link').filter({ hasText: second }).click()
    await reporter.getByText(zhStates.state.assigned).first().waitFor()
    expect(await reporter.getByText(pocket.nowMerged).count()).toBe(0)
    await town.expectAccessible(reporter)
    expect(town.faults).toEqual([])
  })
})
