import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'
import { browserConfig } from '../../vite/browser.ts'
import { serviceWorker } from '../../vite/service-worker.ts'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const config = browserConfig({ root: here('.'), base: '/', outDir: here('../../dist/pocket'), port: 5173, shared: 10 })

/** On a phone the same components run under Preact: see docs/decisions/0006-preact-on-phones.md. */
const preact = [
  { find: /^react(-dom)?$/, replacement: 'preact/compat' },
  { find: 'react-dom/client', replacement: 'preact/compat/client' },
  { find: 'react/jsx-runtime', replacement: 'preact/jsx-runtime' },
]

/** The shell and the pages; the map (1 MB) and font slices are kept once they were used. */
const keeps = (path: string) =>
  /\.(html|css|js|svg|png|webmanifest)$/.test(path) && !/(^|\/)(map-view-|maplibre|400-|600-)/.test(path)

export default defineConfig({
  ...config,
  resolve: { alias: [...preact, ...(Array.isArray(config.resolve?.alias) ? config.resolve.alias : [])] },
  plugins: [...(config.plugins ?? []), serviceWorker({ source: here('./sw.ts'), keeps })],
})
