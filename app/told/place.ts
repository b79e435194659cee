export type PlaceWords = { readonly lat: string; readonly lon: string; readonly acc: number }

/** A point of a record as it is said: five decimals are a metre. Undefined for what is no point. */
export function placeOf(value: unknown): PlaceWords | undefined {
  const { lat, lon, acc } = (value ?? {}) as { lat?: unknown; lon?: unknown; acc?: unknown }
  if (typeof lat !== 'number' || typeof lon !== 'number') return undefined
  return { lat: lat.toFixed(5), lon: lon.toFixed(5), acc: typeof acc === 'number' ? Math.round(acc) : 0 }
}
