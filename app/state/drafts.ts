import { createSignal } from 'solid-js'
import type { Draft, DraftRow, DraftStore } from '../store/rows.ts'

/** Unfinished work, on disk at each change. */
export async function createDrafts(store: DraftStore, tell: () => void) {
  const [rows, setRows] = createSignal<readonly DraftRow[]>(await store.drafts())
  const reload = async (): Promise<void> => {
    setRows(await store.drafts())
  }
  const changed = async (): Promise<void> => {
    await reload()
    tell()
  }
  return {
    /** The newest first. */
    list: (): readonly DraftRow[] => [...rows()].sort((a, b) => b.at - a.at),
    reload,
    changed,
    async save(key: string, draft: Draft) {
      const saved = await store.saveDraft(key, draft)
      if (saved.ok && !rows().some((row) => row.key === key)) await changed()
      return saved
    },
  }
}
