// Read by the service worker: shows what came, and opens what it is about.
self.addEventListener('push', (event) => {
  let told = {}
  try {
    told = event.data.json()
  } catch {
    // Nothing that can be read: the browser must show something all the same.
  }
  const { title = '里仁', text = '', link = '/inbox', id } = told
  event.waitUntil(self.registration.showNotification(title, { body: text, tag: id, icon: '/mark-192.png', data: link }))
})
self.addEventListener('notificationclick', (event) => {
  event.notification.close()
  const link = String(event.notification.data ?? '/inbox')
  event.waitUntil(self.clients.openWindow(link.startsWith('/') ? link : '/inbox'))
})
