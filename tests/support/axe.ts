import axe from 'axe-core'
import type { Page } from 'playwright-core'

const LOOKS = ['light', 'dark'] as const

/**
 * What axe finds on the page as it stands: one line a fault, with the element and what to do. Everything is judged in
 * the light look, in the dark one its colours.
 */
export async function axeFaults(page: Page): Promise<readonly string[]> {
  // Through the tools of the browser: the page's own policy lets no foreign script in.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source)
  const faults: string[] = []
  const size = page.viewportSize()
  // What is scrolled away has no label that axe would see.
  if (size) await page.setViewportSize({ width: size.width, height: 6000 })
  for (const look of LOOKS) {
    const { violations } = await page.evaluate(async (theme) => {
      const root = document.documentElement
      const before = root.dataset['theme']
      // A colour on its way is nobody's colour. A sheet made by script, as the page's policy takes no other.
      const still = new CSSStyleSheet()
      still.replaceSync('*, *::before, *::after { transition: none !important; animation: none !important }')
      document.adoptedStyleSheets = [still]
      root.dataset['theme'] = theme
      const only = theme === 'light' ? {} : { runOnly: ['color-contrast'] }
      // Here it is the page's own, put in above.
      const found = await (window as unknown as { axe: typeof axe }).axe.run(document, {
        resultTypes: ['violations'],
        ...only,
      })
      document.adoptedStyleSheets = []
      root.dataset['theme'] = before
      return found
    }, look)
    for (const { id, nodes } of violations)
      for (const { target, failureSummary } of nodes)
        faults.push(`${look} ${id}: ${target.join(' ')}: ${failureSummary?.replaceAll('\n', ' ')}`)
  }
  if (size) await page.setViewportSize(size)
  return faults
}
