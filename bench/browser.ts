import { pathToFileURL } from 'node:url'
import { type Browser, chromium } from 'playwright-core'
import { inProject } from '../kernel/root.ts'

/** A headless Chromium with an empty profile that talks to nobody but our server. */
export async function launchBrowser(): Promise<Browser> {
  // Where it lies, not as part of the bundle: it finds its folders from there.
  const { findBrowser } = (await import(
    pathToFileURL(inProject('scripts/browser.mjs')).href
  )) as typeof import('../scripts/browser.mjs')
  const { executablePath, env } = await findBrowser()
  return chromium.launch({
    executablePath,
    headless: true,
    // The sandbox cannot be had as root, and must not be given up otherwise.
    chromiumSandbox: process.getuid?.() !== 0,
    env: { ...process.env, ...env } as Record<string, string>,
    args: ['--disable-background-networking', '--disable-component-update', '--no-first-run'],
  })
}
