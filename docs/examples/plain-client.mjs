// A plain y-websocket client of a room. Run: XUNJI=http://127.0.0.1:8080 ACCOUNT=police1 PASSWORD=xunji-demo node plain-client.mjs ROOM
import { ulid } from 'ulid'
import WebSocket from 'ws'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'

const { XUNJI, ACCOUNT: account, PASSWORD: password } = process.env
const headers = { 'content-type': 'application/json' }
const answer = await fetch(`${XUNJI}/api/session`, {
  method: 'POST',
  headers,
  body: JSON.stringify({ account, password }),
})
const { token, person } = await answer.json()
class Signed extends WebSocket {
  constructor(address) {
    super(address, { headers: { authorization: `Bearer ${token}` } })
  }
}
const doc = new Y.Doc()
const provider = new WebsocketProvider(`${XUNJI.replace('http', 'ws')}/sync`, process.argv[2], doc, {
  WebSocketPolyfill: Signed,
  disableBc: true,
})
await new Promise((done) => provider.on('sync', done))
const [record] = doc.getMap('e').keys()
doc.getMap('e').set(ulid(), {
  type: 'remark',
  record,
  by: person.id,
  role: 'assistant',
  at: Date.now(),
  text: 'from a plain client',
})
console.log(`${doc.getMap('e').size} events`)
setTimeout(() => process.exit(0), 500)
