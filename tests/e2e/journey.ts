import type { Page } from 'playwright-core'
import { afterEach, beforeEach } from 'vitest'

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
