import type { Page, Worker } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type E2eTown, openTown, phoneZh } from './town.fixture.ts'

let town: E2eTown
beforeAll(async () => {
  town = await openTown({ offline: true })
}, 120_000)
afterAll(() => town?.close())

/** Keeps what the service worker shows: a browser without a screen has nowhere to show it. */
const keepShown = (worker: Worker) =>
  worker.evaluate(() => {
    const scope = globalThis as unknown as ServiceWorkerGlobalScope & { shown: unknown[] }
    scope.shown = []
    scope.registration.showNotification = async (title, options) => void scope.shown.push({ title, ...options })
  })
const shown = (worker: Worker) => worker.evaluate(() => (globalThis as unknown as { shown: unknown[] }).shown)

/** A way to hand to the browser what a push service would. */
async function pushService(phone: Page, worker: Worker): Promise<(data: string) => Promise<void>> {
  const wire = await phone.context().newCDPSession(phone)
  const registered = new Promise<string>((done) =>
    wire.on('ServiceWorker.workerVersionUpdated', ({ versions }) => {
      const version = versions.find(({ scriptURL }) => scriptURL === worker.url())
      if (version) done(version.registrationId)
    }),
  )
  await wire.send('ServiceWorker.enable')
  const registrationId = await registered
  return async (data) => {
    await wire.send('ServiceWorker.deliverPushMessage', { origin: town.base, registrationId, data })
  }
}

it('a notice that comes through a push service is shown; one that cannot be read is shown all the same', async () => {
  const phone = await town.open('gridWorker11', phoneZh, '/')
  await phone.evaluate(() => navigator.serviceWorker.ready.then(() => true))
  const [worker] = phone.context().serviceWorkers()
  if (!worker) throw new Error('the phone app registered no service worker')
  await keepShown(worker)
  const push = await pushService(phone, worker)
  await push(JSON.stringify({ title: '新任务', text: '路灯不亮，请在 2 小时内受理', link: '/matters/1', id: 'a' }))
  await push('not { json')
  const icon = '/mark-192.png'
  await expect
    .poll(() => shown(worker))
    .toEqual([
      { title: '新任务', body: '路灯不亮，请在 2 小时内受理', data: '/matters/1', tag: 'a', icon },
      { title: '里仁', body: '', data: '/inbox', icon },
    ])
  expect(town.faults).toEqual([])
})
