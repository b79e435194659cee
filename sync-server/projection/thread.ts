import { Worker } from 'node:worker_threads'

/** A thread that is started again when it dies. What is said to it meanwhile is lost: it finds out for itself. */
export type Thread<Request> = {
  /** False while there is none: the request is lost. */
  readonly post: (request: Request) => boolean
  /** Says the last word and waits for its end. */
  readonly close: (last: Request) => Promise<void>
}

const AGAIN_AFTER = 1000

export function keepThread<Request, Report>(options: {
  readonly file: URL
  readonly workerData: object
  readonly onReport: (report: Report) => void
  /** It died, and is started again soon. */
  readonly onDeath: (error: Error) => void
}): Thread<Request> {
  let closing = false
  let again: ReturnType<typeof setTimeout> | undefined
  let worker: Worker | undefined = start()

  function start(): Worker {
    const own = new Worker(options.file, { workerData: options.workerData })
    let cause: Error | undefined
    own.on('message', options.onReport)
    own.on('error', (error: Error) => {
      cause = error
    })
    own.on('exit', (code) => {
      worker = undefined
      if (closing) return
      options.onDeath(cause ?? new Error(`the thread ended with ${code}`))
      again = setTimeout(() => {
        worker = start()
      }, AGAIN_AFTER)
    })
    return own
  }

  return {
    post(request) {
      worker?.postMessage(request)
      return worker !== undefined
    },
    async close(last) {
      closing = true
      clearTimeout(again)
      const own = worker
      if (!own) return
      const ended = new Promise<void>((done) => void own.once('exit', () => done()))
      own.postMessage(last)
      await ended
    },
  }
}
