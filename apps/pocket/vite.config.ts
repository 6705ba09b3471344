import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'
import { VitePWA } from 'vite-plugin-pwa'
import { browserConfig } from '../../vite/browser.ts'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const config = browserConfig({ root: here('.'), base: '/', outDir: here('../../dist/pocket'), port: 5173, shared: 10 })

const manifest = {
  name: '里仁',
  short_name: '里仁',
  description: '说一声，有人管，看得见。',
  lang: 'zh-CN',
  start_url: '/',
  scope: '/',
  display: 'standalone' as const,
  background_color: '#faf8f3',
  theme_color: '#faf8f3',
  icons: [
    { src: '/mark-192.png', sizes: '192x192', type: 'image/png' },
    { src: '/mark-512.png', sizes: '512x512', type: 'image/png' },
    { src: '/mark.svg', sizes: 'any', type: 'image/svg+xml' },
  ],
}

/** On a phone the same components run under Preact: see docs/decisions/0006-preact-on-phones.md. */
const preact = [
  { find: /^react(-dom)?$/, replacement: 'preact/compat' },
  { find: 'react-dom/client', replacement: 'preact/compat/client' },
  { find: 'react/jsx-runtime', replacement: 'preact/jsx-runtime' },
]

export default defineConfig({
  ...config,
  resolve: { alias: [...preact, ...(Array.isArray(config.resolve?.alias) ? config.resolve.alias : [])] },
  plugins: [
    ...(config.plugins ?? []),
    VitePWA({
      manifest,
      filename: 'sw.js',
      // Registered by service-worker.ts: no inline script, so the content security policy stays strict.
      injectRegister: null,
      workbox: {
        // The shell and the pages work offline; the map (1 MB) and font slices are kept once they were used.
        globPatterns: ['**/*.{html,css,js,svg,webmanifest}'],
        globIgnores: ['**/map-view-*', '**/maplibre*', '**/400-*', '**/600-*'],
        importScripts: ['/push.js'],
        navigateFallback: '/index.html',
        navigateFallbackDenylist: [/^\/api\//, /^\/desk(\/|$)/, /^\/files\//],
        cleanupOutdatedCaches: true,
        // A new version waits until the reader agrees or every tab is closed: open pages keep their own files.
        skipWaiting: false,
        clientsClaim: true,
        runtimeCaching: [
          {
            urlPattern: ({ url, sameOrigin }) => sameOrigin && url.pathname.startsWith('/assets/'),
            handler: 'CacheFirst',
            options: { cacheName: 'assets', expiration: { maxEntries: 120, maxAgeSeconds: 60 * 24 * 3600 } },
          },
        ],
      },
    }),
  ],
})
