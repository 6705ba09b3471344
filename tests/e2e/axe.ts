import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'

const source = readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

interface AxeResult {
  violations: { id: string; impact: string | null; help: string; nodes: { target: string[]; html: string }[] }[]
}

/** axe-core in the page under test: WCAG 2.1 A and AA. */
export class AxeBuilder {
  readonly #page: Page

  constructor(page: Page) {
    this.#page = page
  }

  async analyze(): Promise<{ violations: string[] }> {
    // In the page's own world, past its content security policy: evaluate does not go through a script element.
    if (!(await this.#page.evaluate(`'axe' in window`))) await this.#page.evaluate(await source)
    const result = (await this.#page.evaluate(
      `axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'], resultTypes: ['violations'], preload: false })`,
    )) as AxeResult
    return {
      violations: result.violations.map(
        (v) =>
          `${v.id} (${v.impact}): ${v.help} — ${v.nodes
            .slice(0, 3)
            .map((n) => `${n.target.join(' ')} ${n.html.slice(0, 120)}`)
            .join(' | ')}`,
      ),
    }
  }
}
