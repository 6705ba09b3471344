import type { Page } from 'playwright-core'
import { afterEach, beforeEach } from 'vitest'

/** Every page in every view and every journey in every language, as `npm run views` does it: twice as long and more. */
export const allViews = process.env.LIREN_ALL_VIEWS === '1'

/**
 * The languages or views that a journey is walked in: one of them, the `turn`-th, where time is short, all in
 * `npm run views`. Journeys take turns, so that a usual run walks in both languages and both widths.
 */
export const walked = <T>(views: readonly T[], turn: 0 | 1 = 0): readonly T[] =>
  allViews ? views : views.slice(turn, turn + 1)

/** Tests of a `describe` are the steps of one journey: once a step has failed, those after it are skipped. */
export function stepsFollow(): void {
  let lost = false
  beforeEach(({ skip }) => skip(lost, 'an earlier step of the journey failed'))
  afterEach(({ task }) => {
    lost ||= task.result?.state === 'fail'
  })
}

const mostTabs = 20

/** Goes from field to field by the Tab key until one with this name has the focus. */
export async function tabTo(page: Page, role: 'textbox' | 'combobox', name: string): Promise<void> {
  const field = page.getByRole(role, { name }).and(page.locator(':focus'))
  for (let i = 0; i < mostTabs; i++) {
    await page.keyboard.press('Tab')
    if ((await field.count()) > 0) return
  }
  throw new Error(`Tab does not lead to ${role} “${name}”`)
}
