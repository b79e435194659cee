import { createSignal } from 'solid-js'

/** How the phone looks, chosen by hand; `system` follows the phone's own wishes. */
export type Look = 'system' | 'light' | 'dark' | 'contrast'
export const LOOKS: readonly Look[] = ['system', 'light', 'dark', 'contrast']

const KEPT = 'xunji-look'
const KEPT_SIZE = 'xunji-size'
const stored = localStorage.getItem(KEPT)
const [look, showLook] = createSignal<Look>(LOOKS.find((one) => one === stored) ?? 'system')
const [large, showLarge] = createSignal(localStorage.getItem(KEPT_SIZE) === 'large')

export { large, look }

const dark = matchMedia('(prefers-color-scheme: dark)')
const contrast = matchMedia('(prefers-contrast: more)')

function apply(): void {
  const chosen = look()
  const theme = chosen !== 'system' ? chosen : contrast.matches ? 'contrast' : dark.matches ? 'dark' : 'light'
  document.documentElement.dataset['theme'] = theme
  document.documentElement.dataset['size'] = large() ? 'large' : 'normal'
}

/** Before the first paint, and again whenever the phone changes its mind. */
export function startLook(): void {
  apply()
  dark.addEventListener('change', apply)
  contrast.addEventListener('change', apply)
}
export function setLook(next: Look): void {
  localStorage.setItem(KEPT, next)
  showLook(next)
  apply()
}
export function setLarge(next: boolean): void {
  localStorage.setItem(KEPT_SIZE, next ? 'large' : 'normal')
  showLarge(next)
  apply()
}
