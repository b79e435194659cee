/** Keeps the page itself, so that it opens without a network as the app does. */
self.addEventListener('install', () => self.skipWaiting())
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()))
self.addEventListener('fetch', (event) => {
  const { request } = event
  if (request.method !== 'GET' || new URL(request.url).pathname.startsWith('/api/')) return
  event.respondWith(answer(request))
})

async function answer(request) {
  const cache = await caches.open('page')
  try {
    const fresh = await fetch(request)
    await cache.put(request, fresh.clone())
    return fresh
  } catch (error) {
    const kept = await cache.match(request)
    if (kept) return kept
    throw error
  }
}
