import { type Browser, chromium } from 'playwright-core'
import { hasRoom, memory } from '../../kernel/testing/memory.ts'
import { findBrowser } from '../../scripts/browser.mjs'

let running: Promise<Browser> | undefined

/**
 * The browser of this process, for all test files that run in it: each takes contexts of its own and closes them, never
 * the browser. It ends with the process.
 */
export async function sharedBrowser(): Promise<Browser> {
  const browser = await running?.catch(() => undefined)
  if (browser?.isConnected()) return browser
  // The first file asks, or the one after a crash: that file has failed, the others need not.
  running = launchBrowser()
  return running
}

/**
 * Starts a headless Chromium with an empty profile that talks to nobody but the pages under test. WebGL is drawn in
 * software, so that maps show; pages are drawn without it, which takes less time.
 */
async function launchBrowser(): Promise<Browser> {
  const { executablePath, env } = await findBrowser()
  const isRoot = process.getuid?.() === 0
  return chromium.launch({
    executablePath,
    headless: true,
    // The sandbox cannot be had as root, and must not be given up otherwise.
    chromiumSandbox: !isRoot,
    env: { ...process.env, ...env } as Record<string, string>,
    // Shared memory is memory where there is plenty; as files on a disk, which is the default, it costs more than the drawing.
    ignoreDefaultArgs: (await hasRoom(memory)) ? ['--disable-dev-shm-usage'] : [],
    args: [
      '--disable-background-networking',
      '--disable-component-update',
      '--no-first-run',
      '--no-default-browser-check',
      '--use-gl=angle',
      '--use-angle=swiftshader',
      '--enable-unsafe-swiftshader',
      '--ignore-gpu-blocklist',
      '--disable-gpu-rasterization',
      '--disable-gpu-compositing',
      // A page lives for seconds: what would be compiled for speed is hardly run again.
      '--js-flags=--no-maglev --no-opt',
    ],
  })
}
