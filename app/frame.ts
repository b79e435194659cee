/**
 * Which frame of the demo page this is; undefined everywhere else. The page gives the name, and it survives a reload.
 * Each frame is a phone or a desk of its own: its session, its store and what it keeps carry the name.
 */
export const frame: string | undefined =
  typeof window === 'undefined' || window.parent === window ? undefined : /^xunji-([a-z]+)$/.exec(window.name)?.[1]

/** What a request of this frame carries. */
export const frameHeaders = (): { readonly [name: string]: string } => (frame ? { 'x-xunji-frame': frame } : {})

/** The same for addresses that take no header: sockets, server-sent events, images. */
export const framed = (address: string): string =>
  frame ? `${address}${address.includes('?') ? '&' : '?'}frame=${frame}` : address

/** The name of something that is kept in the browser for this frame alone. */
export const ownKey = (key: string): string => (frame ? `${key}-${frame}` : key)
