/** What both a browser and Node offer and ES does not name. Nothing else of either host is visible in `domain/`. */
declare class TextEncoder {
  encode(text: string): Uint8Array<ArrayBuffer>
}
declare class TextDecoder {
  constructor(label?: string, options?: { fatal?: boolean; ignoreBOM?: boolean })
  decode(bytes: Uint8Array): string
}
declare const crypto: { getRandomValues(into: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> }
