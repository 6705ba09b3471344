import { useSyncExternalStore } from 'react'

let waiting: ServiceWorker | null = null
const listeners = new Set<() => void>()

function found(worker: ServiceWorker | null): void {
  waiting = worker
  for (const tell of listeners) tell()
}

/** Keeps the shell for offline use. Nothing is installed and nobody is asked to install anything. */
export async function registerServiceWorker(): Promise<void> {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return
  const registration = await navigator.serviceWorker.register('/sw.js').catch(() => null)
  if (!registration) return // plain http or a private window: everything works but for offline
  if (registration.waiting) found(registration.waiting)
  registration.addEventListener('updatefound', () => {
    const next = registration.installing
    next?.addEventListener('statechange', () => {
      if (next.state === 'installed' && navigator.serviceWorker.controller) found(next)
    })
  })
}

/** Whether a newer version of the app is ready to be opened. */
export function useNewVersion(): boolean {
  return useSyncExternalStore(
    (tell) => {
      listeners.add(tell)
      return () => listeners.delete(tell)
    },
    () => waiting !== null,
    () => false,
  )
}

/** Opens the newer version; what was typed into forms is the page's to keep. */
export function takeNewVersion(): void {
  navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true })
  waiting?.postMessage({ type: 'SKIP_WAITING' })
}
