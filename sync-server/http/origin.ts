/** True if a page of this `Origin` was served by ourselves. Whatever is no address (`null`, noise) is not ours. */
export const isOwnOrigin = (origin: string, host: string | undefined, publicUrl: string | undefined): boolean =>
  URL.canParse(origin) && (new URL(origin).host === host || origin === publicUrl)
