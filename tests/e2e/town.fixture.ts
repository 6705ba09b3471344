import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { modules } from '../../apps/server/modules.ts'
import { addPages } from '../../apps/server/serve.ts'
import type { Lang } from '../../kernel/contract/words.ts'
import { sessionCookie } from '../../kernel/http/session.ts'
import { inProject } from '../../kernel/root.ts'
import { type EmptyApp, emptyApp } from '../../kernel/testing/app.ts'
import type { PersonKey } from '../../kernel/testing/town.ts'
import { startWorker, type Worker } from '../../kernel/worker.ts'
import { type MatterApp, matterApp } from '../../modules/matters/matter-app.fixture.ts'
import { startSession } from '../../modules/people/public.ts'
import { AxeBuilder } from './axe.ts'
import { sharedBrowser } from './browser.ts'

export interface View {
  readonly width: 1440 | 390
  readonly lang: Lang
}

/** The views in which a journey is walked: staff at a desk, neighbours on a phone, both languages in turn. */
export const wideZh: View = { width: 1440, lang: 'zh' }
export const wideEn: View = { width: 1440, lang: 'en' }
export const phoneZh: View = { width: 390, lang: 'zh' }
export const phoneEn: View = { width: 390, lang: 'en' }

/** A running Liren with the small town, its worker, and a browser. */
export interface E2eTown extends MatterApp {
  readonly base: string
  /** A browser window of somebody who is signed in (or of nobody, for `null`). Its page errors, and what its content security policy refused, fail the test at the end. */
  open(who: PersonKey | null, view: View, path: string): Promise<Page>
  /** Fails where a page breaks WCAG 2.1 AA. */
  expectAccessible(page: Page): Promise<void>
  /** Errors that pages have thrown and the worker has met so far. */
  readonly faults: readonly string[]
}

/** With this set to a folder, what stands on every open page at the end is kept there as a picture: for looking into a failure. */
const picturesFolder = process.env.LIREN_E2E_PICTURES

/**
 * A system that brings Chinese letters of its own, so that no page fetches and lays out those that we carry: a third of the
 * work of opening it. Letters that are missing here show as boxes, which no test reads.
 */
const systemWithLetters = 'Windows NT 10.0; Win64; x64'

export interface OpenTownOptions {
  /** Phones with the Chinese letters that we carry: where the width of words matters. */
  readonly lettersOnPhones?: boolean
  /**
   * Phones keep the app for use without a network. To do so they fetch all of it, two hundred files, when it is first opened:
   * only where a journey goes offline.
   */
  readonly offline?: boolean
}

/** A browser and a worker at a running Liren, whoever lives there. */
interface Opened {
  readonly base: string
  readonly faults: readonly string[]
  open(view: View, path: string, cookie: string | null): Promise<Page>
  expectAccessible(page: Page): Promise<void>
  /** Pages live in this instant from now on. */
  setTime(): Promise<void>
  close(): Promise<void>
}

async function openPages(
  app: Pick<EmptyApp, 'server' | 'services' | 'clock'>,
  options: OpenTownOptions,
): Promise<Opened> {
  const { lettersOnPhones = false, offline = false } = options
  if (!existsSync(inProject('dist/desk/index.html')))
    throw new Error('the pages are not built: run `npm run build` first (npm test does)')
  await addPages(app.server)
  const base = await app.server.listen({ port: 0, host: '127.0.0.1' })
  const faults: string[] = []
  const worker: Worker = await startWorker(app.services, modules, (_level, fields) =>
    faults.push(JSON.stringify(fields)),
  )
  const browser = await sharedBrowser()
  const contexts: BrowserContext[] = []
  return {
    base,
    faults,
    open: async (view, path, cookie) => {
      const context = await newContext(app, browser, { base, cookie, view, lettersOnPhones, offline })
      contexts.push(context)
      const page = await context.newPage()
      page.on('pageerror', (error) => faults.push(`${path}: ${error.message}`))
      page.on('console', (line) => {
        if (line.type() === 'error' && /content security policy/i.test(line.text()))
          faults.push(`${path}: ${line.text()}`)
      })
      await page.goto(`${base}${path}`)
      return page
    },
    setTime: async () => {
      for (const context of contexts) await context.clock.setFixedTime(app.clock.now())
    },
    expectAccessible: async (page) => {
      const { violations } = await new AxeBuilder(page).analyze()
      if (violations.length > 0) throw new Error(`${page.url()} is not accessible:\n${violations.join('\n')}`)
    },
    close: async () => {
      if (picturesFolder) await keepPictures(contexts, picturesFolder)
      for (const context of contexts) await context.close()
      await worker.stop()
    },
  }
}

export async function openTown(options: OpenTownOptions = {}): Promise<E2eTown> {
  const app = await matterApp()
  const { setTime, ...opened } = await openPages(app, options)
  return {
    ...app,
    ...opened,
    open: async (who, view, path) => opened.open(view, path, who === null ? null : await tokenOf(app, who)),
    passDays: async (days) => {
      await app.passDays(days)
      await setTime()
    },
    close: async () => {
      await opened.close()
      await app.close()
    },
  }
}

/** A running Liren on an empty database, as it stands before its first start. */
export interface E2eOffice extends Omit<EmptyApp, 'close'> {
  readonly base: string
  /** A browser window of nobody. */
  open(view: View, path: string): Promise<Page>
  expectAccessible(page: Page): Promise<void>
  readonly faults: readonly string[]
  close(): Promise<void>
}

export async function openOffice(): Promise<E2eOffice> {
  const app = await emptyApp()
  const opened = await openPages(app, {})
  return {
    ...app,
    ...opened,
    open: (view, path) => opened.open(view, path, null),
    close: async () => {
      await opened.close()
      await app.close()
    },
  }
}

async function tokenOf(app: MatterApp, who: PersonKey): Promise<string> {
  const person = { tenantId: app.town.tenantId, personId: app.town.persons[who], ip: '127.0.0.1', userAgent: 'e2e' }
  const { token } = await app.db.tx((tx) => startSession(tx, person, app.clock.now()))
  return token
}

interface Window extends Required<OpenTownOptions> {
  readonly base: string
  /** Of whoever is signed in. */
  readonly cookie: string | null
  readonly view: View
}

async function newContext(
  app: Pick<EmptyApp, 'clock'>,
  browser: Browser,
  { base, cookie, view, lettersOnPhones, offline }: Window,
): Promise<BrowserContext> {
  const letters = picturesFolder !== undefined || (lettersOnPhones && view.width === 390)
  const agent = `Mozilla/5.0 (${systemWithLetters}) AppleWebKit/537.36 Chrome/${browser.version()} Safari/537.36`
  const context = await browser.newContext({
    ...(letters ? {} : { userAgent: agent }),
    viewport: { width: view.width, height: view.width === 390 ? 844 : 900 },
    locale: view.lang === 'zh' ? 'zh-CN' : 'en-US',
    timezoneId: 'Asia/Shanghai',
    hasTouch: view.width === 390,
    reducedMotion: 'reduce',
    serviceWorkers: offline ? 'allow' : 'block',
  })
  context.setDefaultTimeout(20_000)
  // Pages live in the town's time: what they call “today” and “overdue” is then the server's.
  await context.clock.setFixedTime(app.clock.now())
  if (cookie !== null)
    await context.addCookies([{ name: sessionCookie, value: cookie, url: base, httpOnly: true, sameSite: 'Lax' }])
  return context
}

async function keepPictures(contexts: readonly BrowserContext[], folder: string): Promise<void> {
  const pages = contexts.flatMap((context) => context.pages())
  for (const [i, page] of pages.entries())
    await page.screenshot({ path: join(folder, `${process.pid}-${i + 1}.png`), fullPage: true }).catch(() => {})
}
