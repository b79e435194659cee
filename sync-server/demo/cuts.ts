/** Sessions that the demo page's switch has cut off: the server drops what they have open and refuses what they ask. */
export type Cuts = {
  readonly has: (session: string) => boolean
  readonly any: () => boolean
  readonly set: (session: string, open: boolean) => void
}

export function createCuts(): Cuts {
  const sessions = new Set<string>()
  return {
    has: (session) => sessions.has(session),
    any: () => sessions.size > 0,
    set(session, open) {
      if (open) sessions.delete(session)
      else sessions.add(session)
    },
  }
}
