/// <reference lib="webworker" />
import { readTable } from './read-table.ts'

declare const self: DedicatedWorkerGlobalScope

self.onmessage = async ({ data }: MessageEvent<{ readonly file: Blob; readonly most: number }>): Promise<void> => {
  self.postMessage(await readTable(new Uint8Array(await data.file.arrayBuffer()), data.most))
}
