import '../../../app/trusted-types.ts'
import { loadKindsOf } from '../../../app/state/kinds.ts'
import { openPhone, type Phone } from '../../../app/state/phone.ts'
import { keepMe, keptMe } from '../../../app/store/kept.ts'
import type { MeAnswer } from '../../../domain/api.ts'

/** The phone as the screens see it, without screens: a test speaks to it through `window.phone`. */
declare global {
  interface Window {
    phone: Phone
    openPhone: (account?: string) => Promise<void>
  }
}

await navigator.serviceWorker.register('/service-worker.js')
await navigator.serviceWorker.ready
// The kinds of the people that the tests are: kept with the rest of the page.
await loadKindsOf(['assistant', 'officer', 'toilet_keeper', 'maintainer'])
// What was loaded before the worker was there.
const loaded = performance.getEntriesByType('resource').map((entry) => entry.name)
const shell = [location.href, ...loaded].filter((name) => !new URL(name).pathname.startsWith('/api/'))
await caches
  .open('page')
  .then((cache) => cache.addAll(shell))
  .catch(() => undefined)

window.openPhone = async (account) => {
  if (account) {
    const signedIn = await fetch('/api/session', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ account, password: 'xunji-demo' }),
    })
    if (!signedIn.ok) throw new Error(`not signed in: ${signedIn.status}`)
  }
  const answer = await fetch('/api/me').catch(() => undefined)
  if (answer?.ok) await keepMe((await answer.json()) as MeAnswer)
  const me = await keptMe()
  if (!me) throw new Error('nobody is known on this phone')
  window.phone = await openPhone(me, () => {})
}
