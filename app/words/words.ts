import { createSignal } from 'solid-js'
import { DAY, shanghaiDate, startOfDay } from '../../domain/clock.ts'
import { isolated } from '../../domain/isolated.ts'
import type { Lang } from '../../domain/kinds/registry.ts'
import { common } from './zh/common.ts'
import { phone } from './zh/phone.ts'
import { sync } from './zh/sync.ts'
import type { Key } from './zh.ts'

const KEPT = 'xunji-lang'
const [lang, change] = createSignal<Lang>(localStorage.getItem(KEPT) === 'en' ? 'en' : 'zh')

export { lang }

type Words = { readonly [K in Key]: string }
/** What the first screen says; the rest comes with the screens that say it (`late.ts`). */
let chinese: Partial<Words> = { ...common, ...phone, ...sync }
export function addWords(all: Words): void {
  chinese = all
}

/** English comes by itself when somebody asks for it: precached, but not in the first load. */
let english: Words | undefined
let withIt: (next: Lang) => Promise<void> = async () => undefined
/** What else has words and fetches them before the screen changes its language. */
export function beforeLanguage(fetch: typeof withIt): void {
  withIt = fetch
}
async function fetchWords(of: Lang): Promise<void> {
  if (of === 'en') english ??= (await import('./en.ts')).en
  await withIt(of)
}

/** Before the first paint: the words of the chosen language. */
export async function startWords(): Promise<void> {
  try {
    await fetchWords(lang())
  } catch {
    // Chinese words are better than none; the next start tries again.
  }
  document.documentElement.lang = lang() === 'zh' ? 'zh-CN' : 'en'
}

// Chosen in another tab, or on the page around this frame.
window.addEventListener('storage', ({ key, newValue }) => {
  if (key === KEPT && newValue && newValue !== lang()) void setLang(newValue === 'en' ? 'en' : 'zh')
})

export async function setLang(next: Lang): Promise<void> {
  await fetchWords(next)
  localStorage.setItem(KEPT, next)
  document.documentElement.lang = next === 'zh' ? 'zh-CN' : 'en'
  change(next)
}

/** The sentence of a key in the chosen language, `{name}` replaced from `values`. */
export const t = (key: Key, values: { readonly [name: string]: string | number } = {}): string =>
  (((lang() === 'en' ? english : undefined) ?? chinese)[key] ?? key).replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    isolated(String(values[name] ?? '')),
  )

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const WEEKDAYS = { zh: '一二三四五六日', en: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] } as const

/** `11月24日`, `24 Nov`; with the year if it is another. */
export function dateWords(at: number): string {
  const { year, month, day } = shanghaiDate(at)
  const other = year !== shanghaiDate(Date.now()).year
  if (lang() === 'zh') return `${other ? `${year}年` : ''}${month}月${day}日`
  return `${day} ${MONTHS[month - 1]}${other ? ` ${year}` : ''}`
}

/** `今天`, `昨天`, else `11月24日 周二`. */
export function dayWords(at: number): string {
  const days = Math.round((startOfDay(at) - startOfDay(Date.now())) / DAY)
  if (days === 0) return t('today')
  if (days === -1) return t('yesterday')
  const { weekday } = shanghaiDate(at)
  return lang() === 'zh'
    ? `${dateWords(at)} 周${WEEKDAYS.zh[weekday - 1]}`
    : `${WEEKDAYS.en[weekday - 1]} ${dateWords(at)}`
}

/** `14:03`; with the day before it unless it is today. */
export function clockTime(at: number): string {
  const { hour, minute } = shanghaiDate(at)
  const time = `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`
  return startOfDay(at) === startOfDay(Date.now()) ? time : `${dateWords(at)} ${time}`
}
