import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Browser, CDPSession, Page } from 'playwright-core'
import { demoPassword } from '../apps/demo/register.ts'
import { launchBrowser } from './browser.ts'
import { openDemo } from './demo.ts'
import { median, rounded } from './figures.ts'
import { handOn } from './hand.ts'
import { type EventTiming, type Interaction, inpOf, interactionsOf } from './inp.ts'
import { type MainPage, mainPages } from './main-pages.ts'
import { startServer } from './programs.ts'

export interface InteractionAsked {
  readonly rounds: number
  readonly data: string | undefined
  /** Only pages whose name holds this. */
  readonly only: string | undefined
  /** By processor time instead of the clock, each step told: to find what costs, on a machine that is shared. */
  readonly processor: boolean
  /** A folder for a processor profile of each page and round, as the developer tools of a browser open them. */
  readonly profiles: string | undefined
  readonly say: (line: string) => void
}

const barMs = 200
const slowdown = 4
/** So many at least on each page, or the page was not used as it is meant. */
const fewest = 5
/** For what is to appear, on a machine that is shared. */
const patienceMs = 20_000

interface Done extends Interaction {
  /** The step it belongs to. */
  readonly what: string
}

interface PageRun {
  readonly inpMs: number
  readonly count: number
  readonly slowest: Done
  /** Steps that could not be done, with the reason. */
  readonly left: readonly string[]
}

/**
 * `npm run bench -- interaction`: the ten main pages used as people use them, in a browser whose processor is four times
 * slower, with the demo's data; interaction to next paint of each (inp.ts), the median of the rounds.
 */
export async function benchInteraction({ rounds, data, only, processor, profiles, say }: InteractionAsked) {
  const demo = await openDemo(data, say)
  try {
    const server = await startServer(demo.url, demo.dataDir, 10)
    const browser = await launchBrowser()
    try {
      const pages = mainPages.filter(({ name }) => name.includes(only ?? ''))
      if (processor) return { slowdown, pages: await weighed(browser, server.url, pages, say) }
      const runs = new Map<MainPage, PageRun[]>(pages.map((page) => [page, []]))
      for (let round = 1; round <= rounds; round++)
        for (const page of pages) {
          const profile = profiles && join(profiles, `${page.name.replaceAll(' ', '-')}-${round}.cpuprofile`)
          const run = await used(browser, server.url, page, profile)
          say(`round ${round}, ${page.name}: ${told(run)}`)
          runs.get(page)?.push(run)
        }
      const figures = [...runs].map(([page, of]) => figuresOf(page, of))
      say('')
      for (const { name, inpMs, interactions, slowest } of figures)
        say(
          `${inpMs <= barMs ? 'within' : 'BEYOND'} ${barMs} ms: ${name} ${inpMs} ms of ${interactions} interactions; slowest ${slowest}`,
        )
      return {
        ...{ slowdown, barMs, pages: figures },
        within: figures.filter(({ inpMs }) => inpMs <= barMs).length,
        worstMs: Math.max(...figures.map(({ inpMs }) => inpMs)),
      }
    } finally {
      await browser.close()
      await server.stop()
    }
  } finally {
    await demo.close()
  }
}

const said = ({ what, event, ms, waitingMs, workMs, drawingMs }: Done) =>
  `“${what}” ${ms} ms (${event}: waiting ${Math.round(waitingMs)}, work ${Math.round(workMs)}, drawing ${Math.round(drawingMs)})`

const told = ({ inpMs, count, slowest, left }: PageRun) =>
  `${inpMs} ms of ${count} interactions; slowest ${said(slowest)}${left.map((one) => `; LEFT OUT ${one}`).join('')}`

function figuresOf({ name }: MainPage, runs: readonly PageRun[]) {
  const [slowest] = runs.map((run) => run.slowest).toSorted((a, b) => b.ms - a.ms)
  return {
    ...{ name, inpMs: rounded(median(runs.map((run) => run.inpMs)), 0), runs: runs.map((run) => run.inpMs) },
    interactions: median(runs.map((run) => run.count)),
    slowest: slowest ? said(slowest) : '',
    leftOut: [...new Set(runs.flatMap((run) => run.left))],
  }
}

type Using<T> = (wire: CDPSession, page: Page, calm: () => Promise<void>) => Promise<T>

/** A page opened anew, by whom it is for. */
async function opened<T>(browser: Browser, base: string, of: MainPage, use: Using<T>): Promise<T> {
  const phone = of.app === 'pocket'
  const context = await browser.newContext({
    viewport: phone ? { width: 390, height: 844 } : { width: 1440, height: 900 },
    ...{ locale: 'zh-CN', timezoneId: 'Asia/Shanghai', hasTouch: phone, isMobile: phone, serviceWorkers: 'block' },
  })
  context.setDefaultTimeout(patienceMs)
  try {
    if (of.who !== null) {
      const headers = { 'x-liren': of.app, 'idempotency-key': crypto.randomUUID() }
      const asked = { headers, data: { login: of.who, password: demoPassword } }
      const answer = await context.request.post(`${base}/api/session`, asked)
      if (!answer.ok()) throw new Error(`${of.who} cannot sign in: ${answer.status()} ${await answer.text()}`)
    }
    await context.addInitScript(listen)
    const page = await context.newPage()
    const calm = calmOf(page)
    await page.goto(`${base}${of.path}`)
    await of.ready(page)
    await calm()
    await take(page)
    return await use(await context.newCDPSession(page), page, calm)
  } finally {
    await context.close()
  }
}

const used = (browser: Browser, base: string, of: MainPage, profile: string | undefined): Promise<PageRun> =>
  opened(browser, base, of, async (wire, page, calm) => {
    if (profile === undefined) return walk(wire, page, calm, of)
    await mkdir(dirname(profile), { recursive: true })
    await wire.send('Profiler.enable')
    await wire.send('Profiler.start')
    const run = await walk(wire, page, calm, of)
    await writeFile(profile, JSON.stringify((await wire.send('Profiler.stop')).profile))
    return run
  })

async function weighed(browser: Browser, base: string, pages: readonly MainPage[], say: (line: string) => void) {
  const found: { name: string; steps: { what: string; ms: number }[] }[] = []
  for (const of of pages) {
    const steps = await opened(browser, base, of, (wire, page, calm) => weigh(wire, page, calm, of, say))
    found.push({ name: of.name, steps })
  }
  return found
}

async function walk(wire: CDPSession, page: Page, calm: () => Promise<void>, of: MainPage): Promise<PageRun> {
  const hand = handOn(page, of.app === 'pocket')
  const before = await counted(page)
  const done: Done[] = []
  const left: string[] = []
  await wire.send('Emulation.setCPUThrottlingRate', { rate: slowdown })
  for (const { what, does } of of.steps) {
    try {
      await does(hand)
    } catch (error) {
      left.push(`“${what}”: ${String(error).split('\n')[0]}`)
    }
    await calm()
    done.push(...interactionsOf(await take(page)).map((one) => ({ ...one, what })))
  }
  const count = Math.max(done.length, (await counted(page)) - before)
  const [slowest] = done.toSorted((a, b) => b.ms - a.ms)
  if (!slowest || count < fewest)
    throw new Error(`${of.name}: only ${count} interactions; left out: ${left.join('; ')}`)
  return { inpMs: inpOf(done, count), count, slowest, left }
}

/** Of the page's thread, in seconds of processor, since it began. */
interface Worked {
  readonly TaskDuration: number
  readonly ScriptDuration: number
  readonly LayoutDuration: number
  readonly RecalcStyleDuration: number
}

async function worked(wire: CDPSession): Promise<Worked> {
  const { metrics } = await wire.send('Performance.getMetrics')
  return Object.fromEntries(metrics.map(({ name, value }) => [name, value])) as unknown as Worked
}

/**
 * The same steps by the processor time of the page's thread: what a step costs in all, four times, also after the next
 * paint. More than the interaction lasts on a machine that has nothing else to do, and the same on one that has.
 */
async function weigh(
  wire: CDPSession,
  page: Page,
  calm: () => Promise<void>,
  of: MainPage,
  say: (line: string) => void,
) {
  const hand = handOn(page, of.app === 'pocket')
  await wire.send('Performance.enable', { timeDomain: 'threadTicks' })
  const costs: { what: string; ms: number }[] = []
  for (const { what, does } of of.steps) {
    const before = await worked(wire)
    const from = await counted(page)
    await does(hand).catch(() => {})
    await calm()
    const after = await worked(wire)
    const each = Math.max(1, (await counted(page)) - from)
    const cost = (of: keyof Worked) => Math.round(((after[of] - before[of]) * 1000 * slowdown) / each)
    costs.push({ what, ms: cost('TaskDuration') })
    say(
      `  ${of.name}, “${what}”: ${cost('TaskDuration')} ms (script ${cost('ScriptDuration')}, style ${cost('RecalcStyleDuration')}, ` +
        `layout ${cost('LayoutDuration')})${each > 1 ? `, mean of ${each}` : ''}`,
    )
  }
  return costs
}

declare global {
  interface Window {
    timings?: EventTiming[]
  }
}

/** Runs in the page before its own scripts. */
function listen(): void {
  const timings: EventTiming[] = []
  window.timings = timings
  const note = (entries: PerformanceEntryList) => {
    for (const entry of entries as unknown as EventTiming[]) {
      const { name, interactionId, startTime, duration, processingStart, processingEnd } = entry
      if (interactionId > 0) timings.push({ name, interactionId, startTime, duration, processingStart, processingEnd })
    }
  }
  const observer = new PerformanceObserver((list) => note(list.getEntries()))
  observer.observe({ type: 'event', durationThreshold: 16, buffered: true } as PerformanceObserverInit)
}

/** What came since it was last taken. */
const take = (page: Page): Promise<EventTiming[]> => page.evaluate(() => window.timings?.splice(0) ?? [])

/** Interactions since the page was opened, those of less than 16 ms as well, where the browser tells. */
const counted = (page: Page): Promise<number> =>
  page.evaluate(() => (performance as unknown as { interactionCount?: number }).interactionCount ?? 0)

const restMs = 350
const longestMs = 10_000

/** Waits until nothing is asked of the server, and a little longer. The stream of live updates stays open. */
function calmOf(page: Page): () => Promise<void> {
  const open = new Set<unknown>()
  page.on('request', (request) => {
    if (!request.url().includes('/api/live')) open.add(request)
  })
  page.on('requestfinished', (request) => open.delete(request))
  page.on('requestfailed', (request) => open.delete(request))
  return async () => {
    const end = Date.now() + longestMs
    let quietSince = Date.now()
    while (Date.now() < end && Date.now() - quietSince < restMs) {
      if (open.size > 0) quietSince = Date.now()
      await page.waitForTimeout(50)
    }
    // Timings are told after the paint that ends them.
    await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))))
  }
}
