import { createSignal } from 'solid-js'
import { isActive } from '../../domain/access.ts'
import type { FactsAnswer } from '../../domain/api.ts'
import { MINUTE } from '../../domain/clock.ts'
import { type Act, actOf, type Fact, factOf } from '../../domain/facts.ts'
import type { RecordId } from '../../domain/ids.ts'
import { kindOf } from '../../domain/kinds/registry.ts'
import type { FactStore, KeptFacts } from '../store/rows.ts'
import type { PhoneCore } from '../sync/phone-core.ts'
import { request } from './api.ts'
import { keptCycles } from './cycles.ts'

/** A district's facts are for its desk. */
const SHORTEST_AREA = 9
const EVERY = 10 * MINUTE

/** What the server knows of homes and facilities beyond the rooms of this phone, with this phone's own acts laid over. */
export function createFacts(deps: { core: PhoneCore; store: FactStore; tell: () => void }) {
  const { core, store, tell } = deps
  const kept = new Map<string, KeptFacts>()
  let under = new Map<RecordId, Fact>()
  const acts = new Map<RecordId, Map<RecordId, Act>>()
  const subjectOf = new Map<RecordId, RecordId>()
  const [revision, setRevision] = createSignal(0)
  const cycles = keptCycles(core.org)
  let asked = 0
  let asking = false

  /** A record of which an act was made may have changed what it says, and about whom. */
  function take(id: RecordId): void {
    const record = core.records.get(id)?.record
    const kind = record && kindOf(record.kind)
    const act = kind && actOf(kind, record, { receivedAt: core.receivedAt, calendar: core.org().calendar })
    const before = subjectOf.get(id)
    if (before && before !== act?.subject) acts.get(before)?.delete(id)
    if (!act) return
    subjectOf.set(id, act.subject)
    const own = acts.get(act.subject) ?? new Map<RecordId, Act>()
    acts.set(act.subject, own.set(id, act))
  }

  async function load(): Promise<void> {
    for (const one of await store.facts()) kept.set(one.area, one)
    under = new Map([...kept.values()].flatMap(({ facts }) => facts.map((fact) => [fact.record, fact] as const)))
    setRevision((n) => n + 1)
  }

  async function ask(area: string): Promise<boolean> {
    let changed = false
    for (let more = true; more; ) {
      const known = kept.get(area)
      const query = known ? `?${new URLSearchParams({ cursor: known.cursor })}` : ''
      const answer = await request<FactsAnswer>(`/api/facts/${area}${query}`)
      if (!answer.ok) return changed
      const { facts, cursor, reset } = answer.value
      const merged = new Map((reset ? [] : (known?.facts ?? [])).map((fact) => [fact.record, fact]))
      for (const fact of facts) merged.set(fact.record, fact)
      const next = { area, cursor, facts: [...merged.values()] }
      kept.set(area, next)
      if (facts.length > 0 || reset || known?.cursor !== cursor) await store.saveFacts(next)
      changed ||= facts.length > 0 || reset
      more = answer.value.more
    }
    return changed
  }

  return {
    async start(): Promise<void> {
      for (const id of core.records.keys()) take(id)
      await load()
    },
    changed(records: ReadonlySet<RecordId>): void {
      for (const id of records) take(id)
      if (records.size > 0) setRevision((n) => n + 1)
    },
    reload: load,
    /** Asks the server what is new; at most once in ten minutes, unless `now` says that it was away. */
    async refresh(now: boolean): Promise<void> {
      if (asking || (!now && Date.now() - asked < EVERY)) return
      asking = true
      asked = Date.now()
      try {
        const at = core.serverNow()
        const areas = core.me.grants.filter((grant) => isActive(grant, at)).map((grant) => grant.area)
        let changed = false
        for (const area of new Set(areas)) if (area.length >= SHORTEST_AREA) changed = (await ask(area)) || changed
        if (!changed) return
        await load()
        tell()
      } finally {
        asking = false
      }
    },
    /** What the server said, without what this phone did since. */
    serverFact(id: RecordId): Fact | undefined {
      revision()
      return under.get(id)
    },
    /** Last act, result, next due and card of a home or a facility. */
    fact(id: RecordId): Fact | undefined {
      revision()
      const record = core.records.get(id)?.record
      if (!record) return under.get(id)
      const subject = { record: id, kind: record.kind, fields: core.fieldsOf(id) }
      const now = core.serverNow()
      const own = [...(acts.get(id)?.values() ?? [])]
      return factOf(subject, own, now, under.get(id), cycles(record.area, now))
    },
  }
}
