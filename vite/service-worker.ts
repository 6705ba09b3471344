import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join, relative, resolve, sep } from 'node:path'
import { build } from 'esbuild'
import type { Plugin } from 'vite'
import type { PrecacheEntry } from 'workbox-precaching'

/**
 * Builds the service worker at `source` into `sw.js`, after everything else is written: it is told by the name
 * `KEPT_FILES` which files to keep, those whose path `keeps` says yes to.
 */
export function serviceWorker({ source, keeps }: { source: string; keeps: (path: string) => boolean }): Plugin {
  let outDir = ''
  return {
    name: 'service-worker',
    apply: 'build',
    configResolved(config) {
      outDir = resolve(config.root, config.build.outDir)
    },
    async writeBundle() {
      const kept = await keptFiles(outDir, keeps)
      await build({
        entryPoints: [source],
        outfile: join(outDir, 'sw.js'),
        bundle: true,
        // Not a module: Firefox registers those as service workers only since version 147.
        format: 'iife',
        target: ['chrome107', 'safari16', 'firefox110'],
        minify: true,
        define: { KEPT_FILES: JSON.stringify(kept), 'process.env.NODE_ENV': '"production"' },
        logLevel: 'warning',
      })
    },
  }
}

/** `revision` tells two contents of one address apart; null in assets/, where the name does. */
async function keptFiles(outDir: string, keeps: (path: string) => boolean): Promise<PrecacheEntry[]> {
  const entries = await readdir(outDir, { recursive: true, withFileTypes: true })
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(outDir, join(entry.parentPath, entry.name)).replaceAll(sep, '/'))
    .filter(keeps)
  return Promise.all(
    paths.toSorted().map(async (url) => {
      if (url.startsWith('assets/')) return { url, revision: null }
      const hash = createHash('sha256').update(await readFile(join(outDir, url)))
      return { url, revision: hash.digest('hex').slice(0, 16) }
    }),
  )
}
