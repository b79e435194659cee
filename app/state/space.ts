/** How much room the phone has left. */
export type Space = {
  /** About how many records still fit. */
  readonly records: number
  /** The browser has promised not to clear this store by itself. */
  readonly persisted: boolean
}

/** A record with its sealed rows, marks and indexes takes about this much (bytes), photos aside. */
const RECORD_BYTES = 4096

/** Undefined where the browser does not tell. */
export async function measureSpace(): Promise<Space | undefined> {
  const { quota, usage } = (await navigator.storage?.estimate?.()) ?? {}
  if (quota === undefined || usage === undefined) return undefined
  const persisted = (await navigator.storage.persisted?.()) ?? false
  return { records: Math.max(0, Math.floor((quota - usage) / RECORD_BYTES)), persisted }
}
