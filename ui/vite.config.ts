import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'
import { browserConfig } from '../vite/browser.ts'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const config = browserConfig({ root: here('.'), base: '/', outDir: here('../dist/catalogue'), port: 5175, shared: 2 })

/** The living catalogue of the design system: `npx vite -c ui/vite.config.ts`, then /catalogue.html. Not shipped. */
export default defineConfig({
  ...config,
  build: { ...config.build, rolldownOptions: { ...config.build?.rolldownOptions, input: here('catalogue.html') } },
})
