import { createSignal } from 'solid-js'
import type { RecordAnswer } from '../../domain/api.ts'
import type { RecordId } from '../../domain/ids.ts'
import type { PhoneCore } from '../sync/phone-core.ts'
import { request } from './api.ts'

type Told = Pick<RecordAnswer, 'received' | 'photosArrived' | 'names'>

/**
 * What only the server knows of a record: when each event came in, also those of others, and which photos it has. Asked
 * for when somebody looks, and gone with the page; without a network the page goes without it.
 */
export function createTold(core: PhoneCore) {
  const [told, setTold] = createSignal<ReadonlyMap<RecordId, Told>>(new Map())
  const [received, setReceived] = createSignal<ReadonlyMap<string, number>>(new Map())
  const [names, setNames] = createSignal<ReadonlyMap<string, string>>(new Map())
  return {
    async look(record: RecordId): Promise<void> {
      const room = core.roomOf(record)
      if (!room || !core.online()) return
      const answer = await request<RecordAnswer>(`/api/records/${encodeURIComponent(room)}/${record}`)
      if (!answer.ok) return
      setTold((all) => new Map(all).set(record, answer.value))
      setReceived((all) => new Map([...all, ...Object.entries(answer.value.received)]))
      setNames((all) => new Map([...all, ...Object.entries(answer.value.names)]))
    },
    receivedAt: (event: string): number | undefined => received().get(event),
    nameOf: (person: string): string | undefined => names().get(person),
    /** Hashes of the photos that the server has; undefined as long as it was not asked. */
    arrived: (record: RecordId): readonly string[] | undefined => told().get(record)?.photosArrived,
  }
}
