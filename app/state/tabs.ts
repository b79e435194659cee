import type { EventId } from '../../domain/ids.ts'
import type { SessionState } from '../sync/phone-core.ts'

/** What tabs of one person tell each other. Rows are read from disk, never sent. */
export type News =
  | { readonly type: 'rows'; readonly events: readonly EventId[] }
  | { readonly type: 'drafts' }
  | { readonly type: 'photos' }
  | { readonly type: 'facts' }
  | { readonly type: 'link'; readonly online: boolean; readonly lastReceipt?: number; readonly session: SessionState }
  | { readonly type: 'hello' }
  | { readonly type: 'wake' }

export type Tabs = {
  tell(news: News): void
  close(): void
}

/** For a store that is nobody's to send: it has no turn, and tells nobody. */
export const alone: Tabs = { tell: () => undefined, close: () => undefined }

/**
 * Of all tabs that show one store, one syncs: whoever holds the lock. `onLead` comes when this tab's turn comes, which
 * may be when another is closed. Where there are no locks (an insecure address) each tab syncs.
 */
export function joinTabs(name: string, on: { lead(): void; hear(news: News): void }): Tabs {
  const channel = new BroadcastChannel(name)
  channel.onmessage = (event: MessageEvent<News>) => on.hear(event.data)
  let release: () => void = () => {}
  const held = new Promise<void>((done) => {
    release = done
  })
  const turn = new AbortController()
  if (navigator.locks) {
    navigator.locks
      .request(name, { signal: turn.signal }, () => {
        on.lead()
        return held
      })
      .catch(() => undefined)
  } else on.lead()
  return {
    tell: (news) => channel.postMessage(news),
    close() {
      turn.abort()
      release()
      channel.close()
    },
  }
}
