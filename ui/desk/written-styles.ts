/**
 * Where the styles go that antd writes as it runs. By itself it puts `<style>` elements into the page, which
 * `style-src 'self'` refuses. Here they become rules of the style sheet that the page has loaded as a file: what a script
 * writes through the CSSOM is not inline, and needs neither a nonce nor a hash.
 *
 * The build puts this file in the place of `@rc-component/util/es/Dom/dynamicCSS` and `@ant-design/icons/es/cssUtils`
 * (vite/written-styles.ts), the only two that make style elements; it has their names and answers as they do.
 */

/** What antd says with its styles; it knows more (`csp`, `attachTo`), which means nothing here. */
export interface WrittenOptions {
  /** Before all, in a queue by priority, or after all. */
  readonly prepend?: boolean | 'queue'
  readonly priority?: number
}

interface Written {
  readonly key: string | null
  /** Of a queue, the priority; 0 of what was put before all, infinite of what was put after all. */
  readonly rank: number
  css: string
  /** What antd hangs its marks on. Never in the page. */
  readonly element: HTMLStyleElement
}

/** In the order of their rules, which are the first of the sheet: whatever our own files say weighs more. */
const written: Written[] = []

let sheet: CSSStyleSheet | undefined

/** The first style sheet that came as a file; where none has arrived, one of the script's own. */
function sheetOfPage(): CSSStyleSheet {
  sheet ??= [...document.styleSheets].find(({ ownerNode }) => ownerNode instanceof HTMLLinkElement)
  if (sheet) return sheet
  sheet = new CSSStyleSheet()
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet]
  return sheet
}

/** All that was written at once is one rule, so that it is found and replaced as one. */
const asOneRule = (css: string): string => `@media all{${css}}`

/**
 * The place among what is written (by its `ranks`) where a new one goes: before all; after the last whose rank is not
 * higher; or after all.
 */
export function placeAmong(ranks: readonly number[], { prepend, priority = 0 }: WrittenOptions): number {
  if (!prepend) return ranks.length
  return prepend === 'queue' ? ranks.findLastIndex((rank) => rank <= priority) + 1 : 0
}

function write(css: string, key: string | null, options: WrittenOptions): HTMLStyleElement {
  const { prepend, priority = 0 } = options
  const at = placeAmong(
    written.map(({ rank }) => rank),
    options,
  )
  sheetOfPage().insertRule(asOneRule(css), at)
  const rank = prepend === 'queue' ? priority : prepend ? 0 : Number.POSITIVE_INFINITY
  const element = document.createElement('style')
  written.splice(at, 0, { key, rank, css, element })
  return element
}

/** Writes styles that nobody will change or take back. */
export const injectCSS = (css: string, options: WrittenOptions = {}): HTMLStyleElement => write(css, null, options)

/** Writes the styles of a key, in the place of those that it had. */
export function updateCSS(css: string, key: string, options: WrittenOptions = {}): HTMLStyleElement {
  const at = written.findIndex((one) => one.key === key)
  const had = written[at]
  if (!had) return write(css, key, options)
  if (had.css === css) return had.element
  sheetOfPage().deleteRule(at)
  sheetOfPage().insertRule(asOneRule(css), at)
  had.css = css
  return had.element
}

/** Takes the styles of a key back, if there are any. */
export function removeCSS(key: string): void {
  const at = written.findIndex((one) => one.key === key)
  if (at < 0) return
  sheetOfPage().deleteRule(at)
  written.splice(at, 1)
}

/** There are no containers here of which something would have to be forgotten. */
export const clearContainerCache = (): void => undefined

/** Icons ask in which shadow tree they stand, to write there: Liren has none. */
export const getShadowRoot = (): null => null

/** Icons warn developers, in builds for development alone: this is none. */
export const warningOnce = (): void => undefined
