import { fail, type Result } from '../../../domain/result.ts'
import type { Table, TableProblem } from './read-table.ts'

/** Reads a file off the main thread: a hundred thousand rows do not freeze the page. */
export function openTable(file: Blob, most: number): Promise<Result<Table, TableProblem>> {
  return new Promise((done) => {
    const worker = new Worker(new URL('./table-worker.ts', import.meta.url), { type: 'module' })
    const end = (outcome: Result<Table, TableProblem>): void => {
      worker.terminate()
      done(outcome)
    }
    worker.onmessage = ({ data }: MessageEvent<Result<Table, TableProblem>>) => end(data)
    worker.onerror = () => end(fail({ why: 'noTable' }))
    worker.postMessage({ file, most })
  })
}
