import * as Y from 'yjs'
import { encodeItem, joinItems, LIMITS } from '../../domain/room/grammar.ts'
import { encodeStep1, encodeStep2, encodeUpdate } from '../../domain/room/protocol.ts'
import { bombV2, itemAround, joined, nestedLists, numberRun, numbers, objectWith, struct, update } from './structs.ts'
import { visit } from './values.ts'

/**
 * What a server must do with a frame on an open, writable room. `ignored`: the socket stays open. In no case is
 * anything stored or shown to others.
 */
export type Verdict = 'closed-4422' | 'closed-4413' | 'ignored'
export type HostileFrame = { readonly name: string; readonly frame: Uint8Array; readonly expect: Verdict }

const id = visit(0).id
const goodValue = [118, 1, 1, 97, 126]
const madeBy = (act: (doc: Y.Doc) => void, before: (doc: Y.Doc) => void = () => {}): Uint8Array => {
  const doc = new Y.Doc()
  doc.clientID = 77
  before(doc)
  const vector = Y.encodeStateVector(doc)
  act(doc)
  return Y.encodeStateAsUpdate(doc, vector)
}
const put = (doc: Y.Doc): unknown => doc.getMap('e').set(id, { type: 'withheld' })

/** Updates outside the grammar, as a live update and again as an answer to a state vector. A1 … A15: the attacks. */
function updates(): readonly (readonly [name: string, update: Uint8Array])[] {
  const list: [string, Uint8Array][] = [
    ['A1 run-length bomb of V2, 5,000,000 structs', bombV2(5_000_000)],
    ['A1 run-length bomb of V2, 60,000,000 structs', bombV2(60_000_000)],
    ['A2 2^25 structs announced', numbers(1, 33_554_432, 7, 0)],
    ['A2 2^33 structs announced', numbers(1, 2 ** 33, 7, 0)],
    ['A2 2^53-1 structs announced', numbers(1, Number.MAX_SAFE_INTEGER, 7, 0)],
    ['A2 30,000 sections announced', numbers(30_000, 1, 7, 0)],
    ['A2 one struct more than there is', update([itemAround(goodValue)], { count: 2 })],
    [
      'A2 one struct less than there is',
      update([itemAround(goodValue), itemAround(goodValue, visit(1).id)], { count: 1 }),
    ],
    [
      'A4 deletions of 4,000 unknown writers',
      joined([0], numbers(4000, ...Array.from({ length: 4000 }, (_, i) => [i, 1, 0, 1]).flat())),
    ],
    ['A4 deletions announced, none there', numbers(0, 2 ** 32)],
    ['A6 garbage collected, 2^53-1 long', update([joined([0], numbers(Number.MAX_SAFE_INTEGER))])],
    ['A6 skipped, 2^53-1 long', update([joined([10], numbers(Number.MAX_SAFE_INTEGER))])],
    ['A6 deleted, 2^53-1 long', update([struct({ content: 1, key: id, body: numbers(Number.MAX_SAFE_INTEGER) })])],
    ['A6 clock 2^53-1', update([itemAround(goodValue)], { clock: Number.MAX_SAFE_INTEGER })],
    [
      'A6 clock above 2^53',
      joined(numbers(1, 1, 7), [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x1f], itemAround(goodValue), [0]),
    ],
    ['A7 deletes another item', madeBy((doc) => doc.getMap('e').delete(id), put)],
    ['A7 sets a key that is there', madeBy(put, put)],
    ['A7 sets one id twice without an origin', update([itemAround(goodValue), itemAround([118, 0])])],
    [
      'A7 two sections of one writer',
      joined([2], numbers(1, 77, 0), itemAround(goodValue), numbers(1, 77, 0), itemAround([118, 0], visit(1).id), [0]),
    ],
    ['A7 an item behind another item', update([struct({ content: 8, origin: [3, 0], body: joined([1], goodValue) })])],
    [
      'A7 an item before another item',
      update([struct({ content: 8, rightOrigin: [3, 0], body: joined([1], goodValue) })]),
    ],
    ['A8 lists 5,000 deep', update([itemAround(nestedLists(5000))])],
    ['A8 lists 9 deep in the event', update([itemAround(objectWith('set', nestedLists(8)))])],
    [
      'A8 objects 5,000 deep',
      update([itemAround(joined(...Array.from({ length: 5000 }, () => [118, 1, 1, 97]), [126]))]),
    ],
    [
      'A8 types 2,000 deep',
      madeBy((doc) => {
        let map = doc.getMap<unknown>('e')
        for (let i = 0; i < 2000; i++) map = map.set(visit(i).id, new Y.Map<unknown>())
      }),
    ],
    ['A10 a list at the root e', madeBy((doc) => doc.getArray('e').push([{ type: 'withheld' }]))],
    ['A10 a text at the root e', madeBy((doc) => doc.getText('e').insert(0, 'x'))],
    ['A10 another root', madeBy((doc) => doc.getMap('m').set(id, { type: 'withheld' }))],
    ['A10 a root without a name', update([struct({ content: 8, root: '', key: id, body: joined([1], goodValue) })])],
    ['A15 a nested map', madeBy((doc) => doc.getMap('e').set(id, new Y.Map([['a', 1]])))],
    ['A15 a subdocument', madeBy((doc) => doc.getMap('e').set(id, new Y.Doc()))],
    ['A15 an XML element', madeBy((doc) => doc.getXmlFragment('x').push([new Y.XmlElement('p')]))],
    [
      'A15 a format and an embed',
      madeBy((doc) => {
        doc.getText('t').insert(0, 'x', { bold: true })
        doc.getText('t').insertEmbed(0, { a: 1 })
      }),
    ],
    ['A15 bytes as the event', madeBy((doc) => doc.getMap('e').set(id, new Uint8Array(8)))],
    ['two values in one item', update([struct({ content: 8, key: id, body: joined([2], goodValue, goodValue) })])],
    ['no value in an item', update([struct({ content: 8, key: id, body: joined([0], goodValue) })])],
    ['an empty section', numbers(1, 0, 7, 0, 0)],
    ['a byte behind the update', joined(update([itemAround(goodValue)]), [0])],
    ['a number in a longer form', joined([0x81, 0x00], numbers(1, 77, 0), itemAround(goodValue), [0])],
    ['nothing at all', new Uint8Array()],
  ]
  for (const key of ['__proto__', 'constructor', 'prototype']) {
    list.push([
      `A9 the key ${key}`,
      update([itemAround(objectWith(key, objectWith('role', [119, 5, 97, 100, 109, 105, 110])))]),
    ])
    list.push([`A9 the key ${key} inside`, update([itemAround(objectWith('set', objectWith(key, [118, 0])))])])
    list.push([`A9 the event id ${key}`, update([itemAround(goodValue, key)])])
  }
  for (const key of ['0', '17', '4294967295'])
    list.push([`a key like an index: ${key}`, update([itemAround(objectWith(key))])])
  list.push(['a key twice', update([itemAround([118, 2, 1, 97, 126, 1, 97, 120])])])
  for (const key of ['', 'x', id.toLowerCase(), `${id}0`, `8${id.slice(1)}`, `${id.slice(1)}U`]) {
    list.push([`no event id: "${key}"`, update([itemAround(goodValue, key)])])
  }
  return [...list, ...values(), ...contents()]
}

function values(): [string, Uint8Array][] {
  const wrong: [string, readonly number[]][] = [
    ['undefined', [127]],
    ['a bigint', [122, 0, 0, 0, 0, 0, 0, 0, 1]],
    ['a type of lib0 that there is not', [99]],
    ['NaN', [124, 0x7f, 0xc0, 0, 0]],
    ['infinity', [123, 0x7f, 0xf0, 0, 0, 0, 0, 0, 0]],
    ['a whole number as a float', [124, 0x3f, 0x80, 0, 0]],
    ['a float32 as a float64', [123, 0x3f, 0xe0, 0, 0, 0, 0, 0, 0]],
    ['an integer in a longer form', [125, 0x81, 0x00]],
    ['a text that is not UTF-8', [119, 2, 0xc0, 0x80]],
    ['a text longer than the update', [119, 0xff, 0xff, 0xff, 0xff, 0x0f]],
    ['a list longer than the update', [117, 0xff, 0xff, 0xff, 0xff, 0x0f]],
    ['an object longer than the update', [118, 0xff, 0xff, 0xff, 0xff, 0x0f]],
    ['bytes longer than the update', [116, 0xff, 0xff, 0xff, 0xff, 0x0f]],
  ]
  return [
    ...wrong.map(([name, value]): [string, Uint8Array] => [name, update([itemAround(objectWith('a', value))])]),
    ['an event that is null', update([itemAround([126])])],
    ['an event that is a list', update([itemAround([117, 0])])],
    ['an event that is a text', update([itemAround([119, 4, 116, 121, 112, 101])])],
  ]
}

/** Every content but `Any`, with ten bodies each. */
function contents(): [string, Uint8Array][] {
  const bodies: Uint8Array[] = [
    numbers(0),
    numbers(1),
    numbers(1, 0),
    numbers(2 ** 31),
    joined([1], goodValue),
    joined([4], [116, 114, 117, 101]),
    joined([1, 4], [116, 114, 117, 101]),
    joined([1, 97, 4], [110, 117, 108, 108]),
    nestedLists(50),
    new Uint8Array(40).fill(0xff),
  ]
  const others = Array.from({ length: 17 }, (_, content) => content).filter((content) => content !== 8)
  return others.flatMap((content) =>
    bodies.map((body, n): [string, Uint8Array] => [
      `content ${content}, body ${n}`,
      update([struct({ content, key: id, body })]),
    ]),
  )
}

const withBytes = (n: number): Uint8Array =>
  madeBy((doc) => doc.getMap('e').set(id, { type: 'track', points: new Uint8Array(n) }))

function tooLarge(): HostileFrame[] {
  const item = encodeItem(id, visit(0).event)
  const count = Math.ceil(LIMITS.live / item.length) + 1
  const many = joinItems(Array.from({ length: count }, (_, clock) => ({ writer: 77, clock, bytes: item })))
  const writers = Array.from({ length: 130_000 }, (_, i) => [2 ** 40 + i, 1]).flat()
  const frames: [string, Uint8Array][] = [
    ['an event of 66 KB', encodeUpdate(withBytes(66 * 1024))],
    ['an event of 200 KB', encodeUpdate(withBytes(200 * 1024))],
    ['a live update above 256 KB', encodeUpdate(many)],
    ['a live update of 256 KB and one byte of noise', encodeUpdate(new Uint8Array(LIMITS.live + 1).fill(7))],
    ['A12 a state vector of 130,000 writers', encodeStep1(joined(numbers(130_000), numberRun(writers)))],
    ['A12 a state vector that announces 2^32 writers', encodeStep1(numbers(2 ** 32))],
    ['A2 2^33 sections announced', encodeUpdate(numbers(2 ** 33, 1, 7, 0))],
  ]
  return frames.map(([name, frame]) => ({ name, frame, expect: 'closed-4413' }))
}

function messages(): HostileFrame[] {
  const closed: [string, Uint8Array][] = [
    ['an empty frame', new Uint8Array()],
    ['a sync message without a step', numbers(0)],
    ['a sync message of step 3', joined(numbers(0, 3, 2), [0, 0])],
    ['a sync message of step 255', joined(numbers(0, 255, 2), [0, 0])],
    ['a byte behind a sync message', joined(encodeUpdate(joinItems([])), [0])],
    ['a sync message shorter than it says', numbers(0, 2, 100, 0)],
    ['a sync message of 2^53 bytes', numbers(0, 2, Number.MAX_SAFE_INTEGER)],
    ['a message number in a longer form', joined([0x80, 0x00], numbers(2, 2), [0, 0])],
    ['a message number above 2^53', new Uint8Array(20).fill(0xff)],
    ['a state vector of nothing', encodeStep1(new Uint8Array())],
    ['a state vector cut short', encodeStep1(numbers(2, 5, 1, 6))],
    ['a state vector with a writer twice', encodeStep1(numbers(2, 5, 1, 5, 2))],
    ['a state vector with a byte behind it', encodeStep1(numbers(1, 5, 1, 0))],
    ['a state vector with a clock above 2^53', encodeStep1(joined(numbers(1, 5), new Uint8Array(8).fill(0xff)))],
  ]
  for (let number = 2; number < 256; number++) {
    if (number === 3) continue
    closed.push([`a message of type ${number}`, joined(numbers(number), encodeUpdate(joinItems([])))])
  }
  const fake = Array.from({ length: 20_000 }, (_, i) => [i, 1, 2, 0x7b, 0x7d]).flat()
  const takeover = joined(numbers(1, 77, 2 ** 52), [4, 110, 117, 108, 108])
  const ignored: [string, Uint8Array][] = [
    ['A13 awareness of 20,000 clients', joined(numbers(1, fake.length), fake)],
    ['A13 awareness that removes another', joined(numbers(1, takeover.length), takeover)],
    ['A13 awareness of noise', joined(numbers(1), new Uint8Array(30).fill(0xff))],
    ['A13 a question for awareness', numbers(3)],
  ]
  return [
    ...closed.map(([name, frame]): HostileFrame => ({ name, frame, expect: 'closed-4422' })),
    ...ignored.map(([name, frame]): HostileFrame => ({ name, frame, expect: 'ignored' })),
  ]
}

/** The corpus: recipes, each with what must happen. Attacks that need a state (squatting, gaps) are with the server. */
export function hostileFrames(): readonly HostileFrame[] {
  const all = updates()
  return [
    ...all.map(
      ([name, body]): HostileFrame => ({ name: `live: ${name}`, frame: encodeUpdate(body), expect: 'closed-4422' }),
    ),
    // What is taken of an offer is its valid beginning; the corpus has only offers without one.
    ...all
      .filter(([, body]) => !beginsWell(body))
      .map(([name, body]): HostileFrame => ({ name: `offer: ${name}`, frame: encodeStep2(body), expect: 'ignored' })),
    ...tooLarge(),
    ...messages(),
  ]
}

/** True if the first struct of the update is a good item that an offer may keep. */
const beginsWell = (body: Uint8Array): boolean => {
  const good = itemAround(goodValue)
  for (let at = 0; at < 16; at++) {
    if (good.every((byte, i) => body[at + i] === byte)) return true
  }
  return false
}

/** Twenty good frames, cut at each byte: about 5,000, each to be closed with 4422. */
export function cutFrames(): readonly HostileFrame[] {
  return Array.from({ length: 20 }, (_, n) => {
    const { id: own, event } = visit(n)
    const frame = encodeUpdate(joinItems([{ writer: 77 + n, clock: n, bytes: encodeItem(own, event) }]))
    return Array.from(
      { length: frame.length },
      (_cut, length): HostileFrame => ({
        name: `frame ${n} cut at ${length}`,
        frame: frame.slice(0, length),
        expect: 'closed-4422',
      }),
    )
  }).flat()
}
