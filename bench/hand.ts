import type { Locator, Page } from 'playwright-core'

/** What a user does to a page: with a mouse and keys at a desk, with a finger on a phone. */
export interface Hand {
  readonly page: Page
  press(what: Locator): Promise<void>
  /** Key by key, at the pace of somebody who types fast. */
  type(text: string): Promise<void>
  key(name: string): Promise<void>
}

export interface Step {
  /** Told where it is the slowest. */
  readonly what: string
  readonly does: (hand: Hand) => Promise<void>
}

const keyPauseMs = 90

export const handOn = (page: Page, finger: boolean): Hand => ({
  page,
  press: async (what) => {
    const first = what.first()
    await first.scrollIntoViewIfNeeded()
    await (finger ? first.tap() : first.click())
  },
  type: (text) => page.keyboard.type(text, { delay: keyPauseMs }),
  key: (name) => page.keyboard.press(name, { delay: 30 }),
})
