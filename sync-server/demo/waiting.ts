import { readFileSync } from 'node:fs'
import { createServer, type RequestListener } from 'node:http'
import { createServer as createSecure } from 'node:https'
import type { AddressInfo } from 'node:net'
import type { Config } from '../config.ts'

/** What a browser finds at the server's address while the demo district is laid. */
export type Waiting = {
  readonly port: number
  /** How far it is: 0 to 1. */
  tell(share: number): void
  close(): Promise<void>
}

/** Answers every page with how far the district is; it looks again by itself. An app that asks is told to come again. */
export async function openWaiting({ port, host, tls }: Pick<Config, 'port' | 'host' | 'tls'>): Promise<Waiting> {
  let share = 0
  const answer: RequestListener = (request, response) => {
    const isPage = request.headers.accept?.includes('text/html') ?? false
    response.writeHead(503, {
      'retry-after': '2',
      'cache-control': 'no-store',
      'content-type': isPage ? 'text/html; charset=utf-8' : 'application/problem+json',
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
    })
    const percent = Math.floor(share * 100)
    response.end(isPage ? pageOf(percent) : JSON.stringify({ title: 'The demo district is being made', percent }))
  }
  const server = tls
    ? createSecure({ cert: readFileSync(tls.cert), key: readFileSync(tls.key) }, answer)
    : createServer(answer)
  await new Promise<void>((done, failed) => {
    server.once('error', failed)
    server.listen(port, host, () => done())
  })
  return {
    port: (server.address() as AddressInfo).port,
    tell: (next) => {
      share = Math.max(share, Math.min(1, next))
    },
    close: () =>
      new Promise((done) => {
        server.close(() => done())
        server.closeAllConnections()
      }),
  }
}

const pageOf = (percent: number): string => `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta http-equiv="refresh" content="1">
<meta name="viewport" content="width=device-width,initial-scale=1"><title>${percent}% · 巡迹 Xunji</title>
<style>
body{margin:0;min-height:100vh;display:grid;place-content:center;gap:16px;padding:24px;box-sizing:border-box;
font:18px/1.5 system-ui,"Noto Sans SC",sans-serif;color:#16211c;background:#f5f7f4;text-align:center}
h1{font-size:24px;margin:0}p{margin:0}progress{width:min(420px,80vw);height:14px;accent-color:#0b6b4f}
@media(prefers-color-scheme:dark){body{color:#e8efe9;background:#121815}}
</style></head><body>
<h1>示范区正在生成 ${percent}%</h1>
<progress max="100" value="${percent}"></progress>
<p>约半分钟，好了自动打开。</p>
<p lang="en">The demo district is being made. It opens by itself in about half a minute.</p>
</body></html>`
