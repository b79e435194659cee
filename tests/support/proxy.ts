import { connect, createServer, type Socket } from 'node:net'

/** ms between the last byte and the end of a connection that is cut after some bytes. */
const STALL = 1000

/**
 * A TCP proxy that can cut: Chromium leaves open sockets open when it is told to be offline, so a test that only says
 * so proves nothing. `bytesToServer` counts what passed.
 */
export async function cuttingProxy(target: number): Promise<{
  readonly port: number
  cut(): void
  /** Cuts by itself once so many more bytes have gone to the server. */
  cutAfter(bytes: number): void
  mend(): void
  bytesToServer(): number
  close(): void
}> {
  let open = true
  let bytes = 0
  let limit = Number.POSITIVE_INFINITY
  const sockets = new Set<Socket>()
  function cut(): void {
    open = false
    limit = Number.POSITIVE_INFINITY
    for (const socket of sockets) socket.destroy()
  }
  const server = createServer((client) => {
    if (!open) {
      client.destroy()
      return
    }
    const upstream = connect(target, '127.0.0.1')
    for (const socket of [client, upstream]) {
      sockets.add(socket)
      socket.on('error', () => socket.destroy())
      socket.on('close', () => {
        sockets.delete(socket)
        client.destroy()
        upstream.destroy()
      })
    }
    client.on('data', (chunk) => {
      bytes += chunk.length
      if (bytes < limit) return
      // Nothing goes on, as where a phone leaves the network; the end is noticed later.
      limit = Number.POSITIVE_INFINITY
      open = false
      // At once: a busy loop reads all that has come before it lets anything else run.
      client.unpipe(upstream)
      client.pause()
      setTimeout(cut, STALL)
    })
    client.pipe(upstream)
    upstream.pipe(client)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const address = server.address()
  return {
    port: typeof address === 'object' && address ? address.port : 0,
    cut,
    cutAfter(more) {
      limit = bytes + more
    },
    mend() {
      open = true
    },
    bytesToServer: () => bytes,
    close() {
      for (const socket of sockets) socket.destroy()
      server.close()
    },
  }
}
