import { post, request } from '../state/api.ts'

/** `never`: this browser cannot; `denied`: the person said no, and only the browser's settings change that. */
export type PushState = 'on' | 'off' | 'never' | 'denied'

const able = (): boolean =>
  'serviceWorker' in navigator && 'PushManager' in window && typeof Notification !== 'undefined'

export async function pushState(): Promise<PushState> {
  if (!able()) return 'never'
  if (Notification.permission === 'denied') return 'denied'
  const registration = await navigator.serviceWorker.getRegistration()
  return (await registration?.pushManager.getSubscription()) ? 'on' : 'off'
}

/** Asks the person, then the browser's push service, then tells the server. False: it did not work. */
export async function turnPushOn(): Promise<boolean> {
  try {
    if ((await Notification.requestPermission()) !== 'granted') return false
    const answer = await request<{ readonly key: string }>('/api/push')
    if (!answer.ok) return false
    const { pushManager } = await navigator.serviceWorker.ready
    const applicationServerKey = answer.value.key
    const subscription = await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey })
    const { endpoint, keys } = subscription.toJSON()
    const told = await post('/api/push', { endpoint, keys })
    if (!told.ok) await subscription.unsubscribe()
    return told.ok
  } catch {
    // A phone without the services of its browser's maker refuses here.
    return false
  }
}

export async function turnPushOff(): Promise<void> {
  const registration = await navigator.serviceWorker.getRegistration()
  await (await registration?.pushManager.getSubscription())?.unsubscribe()
  await request('/api/push', { method: 'DELETE' })
}
