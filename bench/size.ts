import { readFileSync } from 'node:fs'
import type { Browser, Page } from 'playwright-core'
import { inProject } from '../kernel/root.ts'
import { launchBrowser } from './browser.ts'
import { rounded } from './figures.ts'
import type { Installation } from './installation.ts'
import { startServer } from './programs.ts'
import type { Compared } from './readers.ts'
import { type Build, readBuild } from './weights.ts'

interface FirstLoad {
  readonly what: string
  readonly app: 'desk' | 'pocket'
  readonly path: string
  /** Its source; the empty text for the shell alone. */
  readonly page: string
  /** Bytes of script and style, as gzip. */
  readonly bar: number | null
  /** Opened from there without loading the app again. */
  readonly thenPath: string
}

const report = '../../modules/matters/pocket/report/report-page.tsx'
const today = '../../modules/matters/desk/my-work-page.tsx'
const loads: readonly FirstLoad[] = [
  { what: 'report page on a phone', app: 'pocket', path: '/report', page: report, bar: 120_000, thenPath: '/' },
  { what: 'shell of the desk', app: 'desk', path: '/desk/', page: '', bar: 350_000, thenPath: '/matters' },
  { what: 'desk with its first page', app: 'desk', path: '/desk/', page: today, bar: null, thenPath: '/matters' },
]

/** `npm run bench -- size`: what a first visit loads, by the build and as a browser with an empty cache sees it. */
export async function benchSize(installation: Installation, { say }: Compared) {
  const builds = { desk: readBuild('desk'), pocket: readBuild('pocket') }
  const server = await startServer(installation.url, installation.dataDir, 4)
  const browser = await launchBrowser()
  try {
    const [cookie = ''] = await installation.signIn(installation.district.workers.slice(0, 1))
    const runs = []
    for (const load of loads) {
      const byBuild = weigh(builds[load.app], builds[load.app].filesOf(load.page))
      const seen = await visit(browser, server.url, cookie, load, builds[load.app])
      const within = load.bar === null || Math.max(byBuild, load.page ? seen.first.gzip : 0) <= load.bar
      say(
        `${load.what}: ${kilo(byBuild)} by the build; a browser loads ${told(seen.first)}` +
          `${load.bar === null ? '' : `; ${within ? 'within' : 'beyond'} ${kilo(load.bar)}`}; then ${load.thenPath}: ${told(seen.next)}`,
      )
      runs.push({ what: load.what, byBuild, ...seen, bar: load.bar, within })
    }
    const apart = { desk: beyondShell(builds.desk), pocket: beyondShell(builds.pocket) }
    for (const [app, { pages, early, heaviest }] of Object.entries(apart))
      say(`${app}: ${pages} pages, ${early} of them loaded before they are opened; heaviest ${heaviest}`)
    const kept = keptForOffline(builds.pocket)
    say(`pocket keeps ${kept.files} files for use without a network, ${kilo(kept.bytes)}`)
    return { runs, pages: apart, keptForOffline: kept }
  } finally {
    await browser.close()
    await server.stop()
  }
}

const kilo = (bytes: number) => `${rounded(bytes / 1000, 1)} KB`

const weigh = (build: Build, files: ReadonlySet<string>) =>
  [...files].reduce((sum, file) => sum + (/\.(js|css)$/.test(file) ? build.gzip(file) : 0), 0)

/** The pages of an app beside its shell. */
function beyondShell(build: Build) {
  const shell = build.filesOf('')
  const own = build.pages.map((page) => {
    const files = new Set([...build.filesOf(page)].filter((file) => !shell.has(file)))
    return { page, files: files.size, bytes: weigh(build, files) }
  })
  const [heaviest] = own.toSorted((a, b) => b.bytes - a.bytes)
  return {
    pages: own.length,
    early: own.filter(({ files }) => files === 0).length,
    heaviest: heaviest ? `${heaviest.page.replace(/^(\.\.\/)+/, '')} ${kilo(heaviest.bytes)}` : '',
  }
}

/** A phone and a desk that bring Chinese letters of their own, as nearly all do. */
const agents = {
  pocket: 'Mozilla/5.0 (Linux; Android 12; HarmonyOS) AppleWebKit/537.36 Chrome/120.0 Mobile Safari/537.36',
  desk: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/120.0 Safari/537.36',
}

interface Loaded {
  readonly files: number
  /** Bytes of script and style: packed as gzip, and as they came over the wire (the server sends Brotli where it may). */
  readonly gzip: number
  readonly wire: number
}

const told = ({ files, gzip, wire }: Loaded) => `${kilo(gzip)} as gzip, ${kilo(wire)} over the wire, in ${files} files`

/** What is loaded: at the first load, and when another page is opened from there. */
async function visit(
  browser: Browser,
  base: string,
  cookie: string,
  { app, path, thenPath }: FirstLoad,
  build: Build,
): Promise<{ first: Loaded; next: Loaded }> {
  const context = await browser.newContext({ userAgent: agents[app], serviceWorkers: 'block' })
  try {
    const [name = '', value = ''] = cookie.split('=')
    // A neighbour reports without an account; at the desk somebody is signed in.
    if (app === 'desk') await context.addCookies([{ name, value, url: base }])
    const page = await context.newPage()
    const wire = await context.newCDPSession(page)
    const urls = new Map<string, string>()
    const loaded: Loaded[] = []
    wire.on('Network.responseReceived', ({ requestId, type, response }) => {
      if (type === 'Script' || type === 'Stylesheet') urls.set(requestId, response.url)
    })
    wire.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
      const url = urls.get(requestId)
      const file = url && new URL(url).pathname.replace(app === 'desk' ? '/desk/' : '/', '')
      if (file) loaded.push({ files: 1, gzip: build.gzip(file), wire: encodedDataLength })
    })
    await wire.send('Network.enable')
    await page.goto(`${base}${path}`)
    await settled(page)
    const first = loaded.splice(0)
    await page.locator(`a[href$="${thenPath}"]`).first().click()
    await settled(page)
    return { first: sumOf(first), next: sumOf(loaded) }
  } finally {
    await context.close()
  }
}

/** Not `networkidle`: the stream of live updates stays open. */
async function settled(page: Page): Promise<void> {
  await page.waitForLoadState('load')
  await page.locator('h1').first().waitFor()
  await page.waitForTimeout(2500)
}

const sumOf = (loaded: readonly Loaded[]): Loaded => ({
  files: loaded.length,
  gzip: loaded.reduce((sum, { gzip }) => sum + gzip, 0),
  wire: loaded.reduce((sum, { wire }) => sum + wire, 0),
})

/** What the service worker fetches after the first visit. */
function keptForOffline(build: Build) {
  const worker = readFileSync(inProject('dist/pocket/sw.js'), 'utf8')
  const files = [...worker.matchAll(/url:"([^"]+)"/g)].map(([, url = '']) => url)
  return { files: files.length, bytes: files.reduce((sum, file) => sum + build.gzip(file), 0) }
}
