import type { Connect, RoomLink } from './link.ts'

type Call = (link: RoomLink) => void

/**
 * Rooms are folded from the phone's own rows: nothing of Yjs and its sockets is needed before the first screen shows.
 * So they come by themselves right after it; what is to be sent meanwhile waits in order.
 */
export const openLinkLater: Connect = (room, start, events) => {
  let link: RoomLink | undefined
  let closed = false
  const calls: Call[] = []
  const then = (call: Call): void => {
    if (link) call(link)
    else calls.push(call)
  }
  let tries = 0
  async function fetchLink(): Promise<void> {
    try {
      const { openLink } = await import('./room-link.ts')
      if (closed) return
      link = openLink(room, start, events)
      for (const call of calls.splice(0)) call(link)
    } catch {
      // The file is on the phone after one visit; before that a network may bring it a little later.
      if (!closed) setTimeout(fetchLink, Math.min(30_000, 1000 * 2 ** tries++))
    }
  }
  void fetchLink()
  return {
    push: (items) => then((known) => known.push(items)),
    offer: (items) => then((known) => known.offer(items)),
    wake: () => then((known) => known.wake()),
    drop: () => then((known) => known.drop()),
    close() {
      closed = true
      link?.close()
    },
  }
}
