import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { brotliCompress, gzip, type ZlibOptions } from 'node:zlib'
import react from '@vitejs/plugin-react'
import type { Plugin, UserConfig } from 'vite'
import { writtenStyles } from './written-styles.ts'

const brotli = promisify(brotliCompress)
const zip = promisify<Buffer, ZlibOptions, Buffer>(gzip)

/** The font package offers woff beside woff2; every browser that we serve reads woff2, so half the files stay home. */
const woff2Only = (): Plugin => ({
  name: 'woff2-only',
  enforce: 'pre',
  transform(code, id) {
    if (!id.includes('@fontsource') || !id.split('?')[0]?.endsWith('.css')) return null
    return { code: code.replace(/,\s*url\([^)]+\.woff\)\s*format\(['"]woff['"]\)/g, ''), map: null }
  },
})

/** Puts a .br and a .gz beside each text file, which the server sends where the browser takes them: nothing is packed while people wait. */
function packed(): Plugin {
  let outDir = ''
  return {
    name: 'packed',
    apply: 'build',
    enforce: 'post',
    configResolved(config) {
      outDir = resolve(config.root, config.build.outDir)
    },
    closeBundle: () => packAll(outDir),
  }
}

/** All at once: packing is done on threads of its own. */
async function packAll(outDir: string): Promise<void> {
  const entries = await readdir(outDir, { recursive: true, withFileTypes: true })
  const texts = entries.filter((entry) => entry.isFile() && /\.(js|mjs|css|html|svg|webmanifest)$/.test(entry.name))
  await Promise.all(
    texts.map(async (entry) => {
      const path = join(entry.parentPath, entry.name)
      const bytes = await readFile(path)
      if (bytes.length < 1024) return
      await writeFile(`${path}.br`, await brotli(bytes))
      await writeFile(`${path}.gz`, await zip(bytes, { level: 9 }))
    }),
  )
}

/** What both apps build with. `base` is where the server mounts the app; `port` is of the development server only. */
export function browserConfig(app: {
  root: string
  base: string
  outDir: string
  port: number
  /** What so many pages share comes as one file; smaller files each cost more to ask for than to send. */
  shared: number
}): UserConfig {
  return {
    root: app.root,
    base: app.base,
    plugins: [woff2Only(), writtenStyles(), react(), packed()],
    resolve: {
      // Browser code reads an endpoint's method and path, never its schemas: see the file.
      alias: [
        { find: /^typebox$/, replacement: fileURLToPath(new URL('../kernel/web/schema-shell.ts', import.meta.url)) },
      ],
    },
    build: {
      outDir: app.outDir,
      emptyOutDir: true,
      target: ['chrome107', 'safari16', 'firefox110'],
      // Inline data: would need img-src data: and font-src data: in the content security policy.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      // Which page needs which file: read by `npm run bench -- size`.
      manifest: true,
      chunkSizeWarningLimit: 1200,
      rolldownOptions: {
        output: { codeSplitting: { groups: [{ name: 'common', minShareCount: app.shared }] } },
        // Declarations of a contract that an app never calls stay out of it.
        treeshake: {
          manualPureFunctions: ['endpoint', 'Type', 'idSchema', 'pageOf', 'nullable', 'literals', 'defineWords'],
        },
      },
    },
    server: {
      port: app.port,
      proxy: { '/api': { target: process.env.LIREN_API ?? 'http://127.0.0.1:8080', changeOrigin: false } },
    },
  }
}
