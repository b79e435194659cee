import { createSignal } from 'solid-js'
import type { Lang } from '../../domain/kinds/registry.ts'
import { en } from './en.ts'
import { type Key, zh } from './zh.ts'

const KEPT = 'xunji-lang'
const [lang, change] = createSignal<Lang>(localStorage.getItem(KEPT) === 'en' ? 'en' : 'zh')

export { lang }

// Chosen in another tab, or on the page around this frame.
window.addEventListener('storage', ({ key, newValue }) => {
  if (key === KEPT && newValue && newValue !== lang()) setLang(newValue === 'en' ? 'en' : 'zh')
})

export function setLang(next: Lang): void {
  localStorage.setItem(KEPT, next)
  document.documentElement.lang = next === 'zh' ? 'zh-CN' : 'en'
  change(next)
}

/** The sentence of a key in the chosen language, `{name}` replaced from `values`. */
export const t = (key: Key, values: { readonly [name: string]: string | number } = {}): string =>
  (lang() === 'en' ? en : zh)[key].replaceAll(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''))

/** `14:03`; with the day before it unless it is today. */
export function clockTime(at: number): string {
  const date = new Date(at)
  const time = date.toLocaleTimeString('zh-CN', { hour: '2-digit', minute: '2-digit', timeZone: 'Asia/Shanghai' })
  const day = (when: Date) => when.toLocaleDateString('en-CA', { timeZone: 'Asia/Shanghai' })
  if (day(date) === day(new Date())) return time
  const [, month = '', dayOfMonth = ''] = day(date).split('-')
  return lang() === 'zh'
    ? `${Number(month)}月${Number(dayOfMonth)}日 ${time}`
    : `${Number(dayOfMonth)}/${Number(month)} ${time}`
}
