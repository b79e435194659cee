/// <reference lib="webworker" />
import { cleanupOutdatedCaches, createHandlerBoundToURL, precacheAndRoute } from 'workbox-precaching'
import { NavigationRoute, registerRoute } from 'workbox-routing'

declare const self: ServiceWorkerGlobalScope & { __WB_MANIFEST: (string | { url: string; revision: string | null })[] }

/** The whole shell is on the phone after one visit; data never goes through a cache. */
precacheAndRoute(self.__WB_MANIFEST)
cleanupOutdatedCaches()
registerRoute(new NavigationRoute(createHandlerBoundToURL('index.html'), { denylist: [/^\/api\//, /^\/sync\//] }))
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()))
// Only when a person asks for the new version: otherwise it waits until no page of the old one is open.
self.addEventListener('message', (event) => {
  if (event.data === 'skipWaiting') void self.skipWaiting()
})

/** What a push says: of what kind, and how many; what it is about stands only in the app. */
type Pushed = { readonly kind?: string; readonly count?: number }
const SAYS: { readonly [kind: string]: string } = {
  sos: '有人求助，马上打开巡迹',
  assigned: '有新任务',
  returned: '有一条退回，要改',
  notice: '有新通知',
  answered: '有答复',
  feedback: '有人提了意见',
}
self.addEventListener('push', (event) => {
  let said: Pushed = {}
  try {
    said = event.data?.json() as Pushed
  } catch {
    // Not ours to read: something waits, that is all.
  }
  const kind = said.kind ?? ''
  const words = SAYS[kind] ?? '有新的事'
  const more = (said.count ?? 1) > 1 ? `，${said.count} 件` : ''
  const options = { body: `${words}${more}`, tag: kind, icon: '/mark.svg', data: { kind }, renotify: true }
  event.waitUntil(self.registration.showNotification('巡迹', options as NotificationOptions))
})
/** Opens what it was about: an open window goes there, else a new one. */
self.addEventListener('notificationclick', (event) => {
  event.notification.close()
  const { kind } = (event.notification.data ?? {}) as Pushed
  const target = `/told/${encodeURIComponent(kind ?? '')}`
  const open = async (): Promise<void> => {
    const [first] = await self.clients.matchAll({ type: 'window', includeUncontrolled: true })
    if (!first) return void (await self.clients.openWindow(target))
    await first.focus()
    await first.navigate(target).catch(() => self.clients.openWindow(target))
  }
  event.waitUntil(open())
})
