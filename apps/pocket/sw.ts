import { clientsClaim } from 'workbox-core'
import type { WorkboxPlugin } from 'workbox-core/types.js'
import { ExpirationPlugin } from 'workbox-expiration'
import {
  cleanupOutdatedCaches,
  createHandlerBoundToURL,
  type PrecacheEntry,
  precacheAndRoute,
} from 'workbox-precaching'
import { NavigationRoute, registerRoute } from 'workbox-routing'
import { CacheFirst } from 'workbox-strategies'

// The service worker of the phone app, served as /sw.js: the shell without a network, and notices.

declare const self: ServiceWorkerGlobalScope
/** Put in by the build (vite/service-worker.ts). */
declare const KEPT_FILES: PrecacheEntry[]

// The pages work offline. What is not among the kept files (the map, font slices) is kept once it was used.
precacheAndRoute(KEPT_FILES)
cleanupOutdatedCaches()
registerRoute(
  new NavigationRoute(createHandlerBoundToURL('/index.html'), {
    denylist: [/^\/api\//, /^\/desk(\/|$)/, /^\/files\//],
  }),
)
// Named because its own types leave open whether its callbacks are there at all.
const expiration = new ExpirationPlugin({ maxEntries: 120, maxAgeSeconds: 60 * 24 * 3600 }) as WorkboxPlugin
registerRoute(
  ({ url, sameOrigin }) => sameOrigin && url.pathname.startsWith('/assets/'),
  new CacheFirst({ cacheName: 'assets', plugins: [expiration] }),
)

// A new version waits until the reader agrees (service-worker.ts) or every tab is closed: open pages keep their own files.
clientsClaim()
self.addEventListener('message', (event) => {
  if (event.data?.type === 'SKIP_WAITING') void self.skipWaiting()
})

interface Told {
  readonly title?: string
  readonly text?: string
  readonly link?: string
  readonly id?: string
}

/** Never throws: whatever came, the browser demands that something is shown. */
function toldBy(data: PushMessageData | null): Told {
  try {
    return data?.json() ?? {}
  } catch {
    return {}
  }
}

self.addEventListener('push', (event) => {
  const { title = '里仁', text = '', link = '/inbox', id } = toldBy(event.data)
  const shown = { body: text, icon: '/mark-192.png', data: link, ...(id ? { tag: id } : {}) }
  event.waitUntil(self.registration.showNotification(title, shown))
})

self.addEventListener('notificationclick', (event) => {
  event.notification.close()
  const link = String(event.notification.data ?? '/inbox')
  event.waitUntil(self.clients.openWindow(link.startsWith('/') ? link : '/inbox'))
})
