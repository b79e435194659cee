import { existsSync } from 'node:fs'

/** The system's Chromium; `npm test` installs it where there is none. */
export const chromiumPath = (): string => {
  const found = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) =>
    existsSync(path),
  )
  if (!found) throw new Error('No Chromium found. Run npm test, which installs it, or: apt-get install chromium')
  return found
}
export const chromiumArgs = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]
