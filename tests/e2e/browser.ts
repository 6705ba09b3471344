import { type Browser, chromium } from 'playwright-core'
import { findBrowser } from '../../scripts/browser.mjs'

/**
 * Starts a headless Chromium with an empty profile that talks to nobody but the pages under test. WebGL is drawn in
 * software, so that maps show; pages are drawn without it, which takes less time.
 */
export async function launchBrowser(): Promise<Browser> {
  const { executablePath, env } = await findBrowser()
  const isRoot = process.getuid?.() === 0
  return chromium.launch({
    executablePath,
    headless: true,
    // The sandbox cannot be had as root, and must not be given up otherwise.
    chromiumSandbox: !isRoot,
    env: { ...process.env, ...env } as Record<string, string>,
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
    ],
  })
}
