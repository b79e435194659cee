import type { ReadyCheck } from '../../domain/api.ts'

/** Below this much free room (MB) photos of a week no longer fit. */
const ROOM = 200
/** A position that is further off says nothing about a street (m). */
const ROUGH = 100
/** The clock is worth a word from here on (min). */
const SKEW = 2
/** Not enough for a shift, if nothing charges (per cent). */
const LOW = 30

export type Check = ReadyCheck & { readonly say: string }
const good = (id: string, value?: number): Check => made(id, 'good', 'good', value)
const bad = (id: string, say = 'bad', value?: number): Check => made(id, 'bad', say, value)
const unknown = (id: string, say = 'unknown'): Check => made(id, 'unknown', say)
const made = (id: string, state: Check['state'], say: string, value?: number): Check => ({
  id,
  state,
  say,
  ...(value === undefined ? {} : { value }),
})

async function kept(): Promise<Check> {
  const safe = (await navigator.storage?.persisted?.()) || (await navigator.storage?.persist?.())
  return safe ? good('kept') : bad('kept')
}
async function space(): Promise<Check> {
  const { quota, usage } = (await navigator.storage?.estimate?.()) ?? {}
  if (quota === undefined || usage === undefined) return unknown('space')
  const left = Math.floor((quota - usage) / 1_000_000)
  return left >= ROOM ? good('space', left) : bad('space', 'bad', left)
}
/** Opens the camera and shuts it at once: that a permission is named is no proof that it works. */
async function camera(): Promise<Check> {
  const stream = await navigator.mediaDevices?.getUserMedia?.({ video: { facingMode: 'environment' } })
  if (!stream) return bad('camera')
  for (const track of stream.getTracks()) track.stop()
  return good('camera')
}
function place(): Promise<Check> {
  return new Promise((done) => {
    if (!navigator.geolocation) return done(bad('place'))
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        const off = Math.round(coords.accuracy)
        done(off <= ROUGH ? good('place', off) : bad('place', 'far', off))
      },
      () => done(bad('place')),
      { enableHighAccuracy: true, timeout: 15_000 },
    )
  })
}
/** `skew`: how far the phone's clock is ahead of the server's (ms). */
function clock(skew: number | undefined): Check {
  if (skew === undefined) return unknown('clock')
  const off = Math.round(Math.abs(skew) / 60_000)
  return off < SKEW ? good('clock', off) : bad('clock', 'bad', off)
}
const notify = (): Check =>
  'Notification' in window && Notification.permission === 'granted' ? good('notify') : bad('notify')
async function sync(): Promise<Check> {
  const registration = await navigator.serviceWorker?.getRegistration()
  return registration && 'sync' in registration ? good('sync') : bad('sync')
}
async function battery(): Promise<Check> {
  type Battery = { readonly level: number; readonly charging: boolean }
  const ask = (navigator as Navigator & { getBattery?: () => Promise<Battery> }).getBattery
  if (!ask) return unknown('battery')
  const { level, charging } = await ask.call(navigator)
  const percent = Math.round(level * 100)
  return charging || percent >= LOW ? good('battery', percent) : bad('battery', 'bad', percent)
}
const home = (): Check =>
  matchMedia('(display-mode: standalone)').matches || (navigator as { standalone?: boolean }).standalone === true
    ? good('home')
    : bad('home')
/** In another app's window the store may be cleared with that app. */
const browser = (): Check =>
  /MicroMessenger|QQ\/|DingTalk|wxwork|; wv\)|Weibo|AlipayClient/i.test(navigator.userAgent)
    ? bad('browser')
    : good('browser')
async function offline(): Promise<Check> {
  const ready = navigator.serviceWorker?.controller && (await caches.keys()).length > 0
  return ready ? good('offline') : bad('offline')
}

/** Everything that a day's work needs of a phone, one after the other; each is told as soon as it is known. */
export async function checkPhone(skew: number | undefined, tell: (check: Check) => void): Promise<readonly Check[]> {
  const all: readonly (readonly [id: string, run: () => Check | Promise<Check>])[] = [
    ['browser', browser],
    ['home', home],
    ['offline', offline],
    ['kept', kept],
    ['space', space],
    ['camera', camera],
    ['place', place],
    ['clock', () => clock(skew)],
    ['notify', notify],
    ['sync', sync],
    ['battery', battery],
  ]
  const done: Check[] = []
  for (const [id, run] of all) {
    // Refused by the person or by the phone: that is what it says.
    const check = await Promise.resolve()
      .then(run)
      .catch(() => bad(id))
    done.push(check)
    tell(check)
  }
  return done
}
