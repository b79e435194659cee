/**
 * The one policy under which text becomes HTML or the address of a script (the server's CSP demands one). It is made
 * before anything is drawn, and lets through only what the build itself writes: templates without scripts or
 * event attributes, and scripts of this origin that the build has laid out.
 */
type Policy = {
  readonly createHTML: (html: string) => string
  readonly createScriptURL: (address: string) => string
}
declare global {
  interface Window {
    readonly trustedTypes?: { createPolicy(name: string, policy: Policy): unknown }
  }
}

const ACTIVE = /<\s*(script|object|embed|base|meta|link)\b|\s(on\w+|srcdoc)\s*=|javascript:/i
const OWN_SCRIPT = /^\/(service-worker\.m?js|assets\/[\w.-]+\.m?js)$/

export const policy: Policy = {
  createHTML(html) {
    if (ACTIVE.test(html)) throw new TypeError('markup with active content')
    return html
  },
  createScriptURL(address) {
    const { origin, pathname } = new URL(address, location.href)
    if (origin !== location.origin || !OWN_SCRIPT.test(pathname)) throw new TypeError('a script from elsewhere')
    return address
  },
}

// The build server of development brings its own scripts and sends no such CSP.
if (import.meta.env.PROD) window.trustedTypes?.createPolicy('default', policy)
