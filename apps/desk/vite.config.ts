import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'
import { browserConfig } from '../../vite/browser.ts'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

export default defineConfig(
  browserConfig({ root: here('.'), base: '/desk/', outDir: here('../../dist/desk'), port: 5174, shared: 60 }),
)
