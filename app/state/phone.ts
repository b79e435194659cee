import { batch, createSignal } from 'solid-js'
import { createStore, reconcile } from 'solid-js/store'
import type { MeAnswer, TeamMember } from '../../domain/api.ts'
import type { EventId, RecordId } from '../../domain/ids.ts'
import { kindOf } from '../../domain/kinds/registry.ts'
import type { Fields } from '../../domain/record/event.ts'
import type { FoldedRecord } from '../../domain/record/folded.ts'
import { titleOf } from '../../domain/record/title.ts'
import { ownKey } from '../frame.ts'
import type { OutboxRow } from '../store/rows.ts'
import { openStore, practiceStore } from '../store/store.ts'
import type { Change, Creation, Part } from '../sync/acts.ts'
import { openLinkLater } from '../sync/lazy-link.ts'
import type { LocalRecord } from '../sync/ledger.ts'
import { createPhoneCore, type SessionState } from '../sync/phone-core.ts'
import type { createReporter } from '../told/reporter.ts'
import { lang } from '../words/words.ts'
import { type Advice, advise, problemOf, problemsOf } from './advise.ts'
import { createDrafts } from './drafts.ts'
import { exportWork } from './export.ts'
import { createFacts } from './facts.ts'
import { loadKinds } from './kinds.ts'
import { createLearner, offerAgain } from './learn.ts'
import { createLinking } from './linking.ts'
import { namesOf } from './names.ts'
import { createPhotos } from './photos.ts'
import { fetchSnapshot } from './snapshot.ts'
import { measureSpace, type Space } from './space.ts'
import { alone, joinTabs, type Tabs } from './tabs.ts'
import { createTold } from './told.ts'
import { applyUpdate, newVersion } from './update.ts'
import { onWakeups } from './wakeups.ts'

export type { Clash } from '../sync/clashes.ts'
export type { LocalRecord } from '../sync/ledger.ts'

/** The phone of one person as the screens see it: what is on disk, what is shown, what waits. */
export type Phone = Awaited<ReturnType<typeof openPhone>>

/** `practice`: a store of its own with invented records, which never gets its turn to send. */
export async function openPhone(me: MeAnswer, onSignInNeeded: () => void, practice = false) {
  const store = await openStore(practice ? practiceStore(me.person.id) : me.person.id)
  if (practice) {
    const { fillPractice } = await import('../start/practice-records.ts')
    const own = await openStore(me.person.id)
    await fillPractice(
      me,
      store,
      (await own.allItems()).filter(({ room }) => /(^|\/)org$/.test(room)),
    )
    own.close()
  }
  await offerAgain(store)
  const core = await createPhoneCore({
    me,
    store,
    connect: openLinkLater,
    now: Date.now,
    random: Math.random,
    monotonic: () => performance.now(),
    snapshot: fetchSnapshot,
    pause: () => new Promise((resolve) => setTimeout(resolve)),
  })

  /** A record of a kind that was not loaded is shown raw until its kind has come. */
  async function learnKinds(ids: Iterable<RecordId>): Promise<void> {
    const raw = [...ids].filter((id) => !kindOf(core.records.get(id)?.record.kind ?? ''))
    if (raw.length === 0) return
    const kinds = new Set(raw.flatMap((id) => core.records.get(id)?.record.kind ?? []))
    if (await loadKinds(kinds)) core.refold(new Set(raw))
  }
  await learnKinds(core.records.keys())

  const [records, setRecords] = createStore<{ [id: string]: LocalRecord }>(Object.fromEntries(core.records))
  const [waiting, setWaiting] = createSignal(core.waiting())
  const [needs, setNeeds] = createSignal<readonly OutboxRow[]>(core.needs())
  const [online, setOnline] = createSignal(false)
  const [lastReceipt, setLastReceipt] = createSignal<number>()
  const [session, setSession] = createSignal<SessionState>('in')
  const drafts = await createDrafts(store, () => tabs.tell({ type: 'drafts' }))
  const [space, setSpace] = createSignal<Space>()
  const [skew, setSkew] = createSignal<number | undefined>(Date.now() - core.serverNow())
  const [revision, setRevision] = createSignal(0)
  const names = namesOf(core)
  const told = createTold(core)
  const photos = createPhotos({
    core,
    store,
    recordOf: (id) => records[id],
    arrived: told.arrived,
    tell: () => tabs.tell({ type: 'photos' }),
    onSignInNeeded: () => {
      setSession('signIn')
      onSignInNeeded()
    },
  })
  await photos.start()
  const facts = createFacts({ core, store, tell: () => tabs.tell({ type: 'facts' }) })
  await facts.start()
  let leading = false
  let closed = false
  /** Says to the server what reached this phone; it comes by itself, once this tab syncs. */
  let reporter: ReturnType<typeof createReporter> | undefined

  const showLink = (next: { online: boolean; lastReceipt?: number | undefined; session: SessionState }): void => {
    setOnline(next.online)
    if (next.lastReceipt !== undefined) setLastReceipt(next.lastReceipt)
    if (next.session === 'signIn' && session() !== 'signIn') onSignInNeeded()
    setSession(next.session)
  }
  const linkNow = () => {
    const at = core.lastReceipt()
    return { online: core.online(), session: core.session(), ...(at === undefined ? {} : { lastReceipt: at }) }
  }
  const measure = async (): Promise<void> => {
    setSpace(await measureSpace())
    setSkew(Date.now() - core.serverNow())
  }

  const learn = createLearner(core)
  /** The server is there again. */
  const onBack = (): void => {
    photos.wake()
    void facts.refresh(true)
    void learn().then(measure)
    reporter?.again()
  }
  const tabs: Tabs = practice
    ? alone
    : joinTabs(ownKey(`xunji ${me.person.id}`), {
        lead() {
          leading = true
          void core.lead()
          photos.lead()
          void import('../told/reporter.ts').then((own) => {
            if (!closed) reporter = own.createReporter(core)
          })
        },
        hear(news) {
          if (news.type === 'rows') void core.takeIn(news.events)
          else if (news.type === 'drafts') void drafts.reload()
          else if (news.type === 'photos') void photos.reload()
          else if (news.type === 'facts') void facts.reload()
          else if (news.type === 'wake' && leading) wake()
          else if (news.type === 'hello' && leading) tabs.tell({ type: 'link', ...linkNow() })
          else if (news.type === 'link' && !leading) showLink(news)
        },
      })
  core.watch(({ records: touched, events }) => {
    batch(() => {
      const changed: { [id: string]: LocalRecord } = {}
      for (const id of touched) {
        const local = core.records.get(id)
        if (local) changed[id] = local
      }
      if (touched.size > 0) setRecords(changed)
      setWaiting(core.waiting())
      setNeeds(core.needs())
      names.refresh()
      facts.changed(touched)
      if (leading && !online() && core.online()) onBack()
      if (leading) showLink(linkNow())
      setRevision((n) => n + 1)
    })
    void learnKinds(touched)
    if (events.length > 0) tabs.tell({ type: 'rows', events })
    if (!leading) return
    reporter?.changed(touched)
    tabs.tell({ type: 'link', ...linkNow() })
    photos.kick()
  })
  tabs.tell({ type: 'hello' })
  void measure()

  const wake = (): void => {
    if (leading) {
      core.wake()
      photos.wake()
    } else tabs.tell({ type: 'wake' })
  }
  const stopWakeups = onWakeups({
    wake,
    lost: core.drop,
    visible() {
      if (!leading) return
      void facts.refresh(false)
      void learn()
    },
  })

  const lookup = (id: string) => {
    const named = records[id]
    const kind = named && kindOf(named.record.kind)
    return named && kind ? { kind, fields: named.record.fields } : undefined
  }
  const photosOf = (draft: string | undefined) => (draft === undefined ? [] : photos.ofDraft(draft))
  /** A draft has become events: its photos are the record's. */
  const settledDraft = async (): Promise<void> => {
    await drafts.changed()
    await photos.reload()
    tabs.tell({ type: 'photos' })
  }

  const advice = (): readonly Advice[] => {
    revision()
    const now = { session: session(), waiting: waiting(), online: online(), skew: skew(), space: space() }
    return problemsOf(core, { ...now, newVersion: newVersion() }).map(advise)
  }

  return {
    get me(): MeAnswer {
      return core.me
    },
    /** What is worth a word now, the most urgent first. */
    advice,
    /** Starts the new version now; drafts are on disk. */
    update: applyUpdate,
    /** Why a record needs somebody, as far as it is a matter of sending. */
    adviceOf(record: FoldedRecord): Advice | undefined {
      const row = needs().find(({ id }) => record.history.some((entry) => entry.id === id))
      if (row) return advise(problemOf(row))
      return photos.of({ record: record.id }).some((photo) => photo.state === 'refused')
        ? advise({ type: 'photoRefused' })
        : undefined
    },
    /** The people of whom this one is the leader, with their numbers; known offline. */
    team(): readonly TeamMember[] {
      revision()
      return core.me.team ?? []
    },
    leader(): TeamMember | undefined {
      revision()
      return core.me.leader
    },
    /** Now (ms UTC) as the server would say, as far as the phone can tell. */
    serverNow: core.serverNow,
    records,
    photos,
    waiting,
    needs,
    online,
    /** The first try to reach the server is under way. */
    linking: createLinking(online),
    lastReceipt,
    session,
    space,
    /** How far the phone's clock is ahead of the server's (ms); undefined as long as no server time is known. */
    skew,
    wake,
    roleFor: core.roleFor,
    areaFor: (role: string): string => core.me.grants.find((grant) => grant.role === role)?.area ?? '',
    nameOf: (id: string): string => told.nameOf(id) ?? names.nameOf(id),
    people: names.people,
    /** What the office says: switches with their ground, rules, days off. */
    org: names.org,
    fact: facts.fact,
    serverFact: facts.serverFact,
    /** The fields with the restricted ones, as far as this person may read them: what a form starts from. */
    fieldsOf(id: RecordId): Fields {
      // Read for the sake of following: the record is shown anew with each change of its restricted part.
      if (!records[id]) return {}
      return core.fieldsOf(id)
    },
    /** Asks the server what only it knows of a record: when others' events came in, which photos it has. */
    look: told.look,
    arrived: told.arrived,
    /** When (ms UTC) the event was received: its receipt on this phone, or what the server said. */
    receivedAt(event: EventId): number | undefined {
      revision()
      return core.receivedAt(event) ?? told.receivedAt(event)
    },
    titleOf(record: FoldedRecord): string {
      const kind = kindOf(record.kind)
      return kind ? titleOf(kind, record.fields, lang(), lookup) : record.kind
    },
    async create(kind: string, made: Creation) {
      const saved = await core.create(kind, { ...made, photos: photosOf(made.draft) })
      if (saved.ok && made.draft !== undefined) await settledDraft()
      return saved
    },
    /** Several records that name each other, as one act; the draft's photos are the first one's. */
    async createAll(list: readonly { readonly kind: string; readonly made: Creation }[]) {
      const saved = await core.createAll(
        list.map(({ kind, made }) => ({ kind, made: { ...made, photos: photosOf(made.draft) } })),
      )
      if (saved.ok && list.some(({ made }) => made.draft !== undefined)) await settledDraft()
      return saved
    },
    async change(record: RecordId, change: Change) {
      const saved = await core.change(record, { ...change, photos: photosOf(change.draft) })
      if (saved.ok && change.draft !== undefined) await settledDraft()
      return saved
    },
    /** Several records in one act, such as a visit and what it found of the home: all of it, or nothing. */
    async together(parts: readonly Part[]) {
      let draft: string | undefined
      const saved = await core.together(
        parts.map((part) => {
          if ('record' in part) return part
          return {
            kind: part.kind,
            create(made) {
              const creation = part.create(made)
              draft ??= creation.draft
              return { ...creation, photos: photosOf(creation.draft) }
            },
          }
        }),
      )
      if (saved.ok && draft !== undefined) await settledDraft()
      return saved
    },
    settle: core.settle,
    remark: core.remark,
    headMark: store.headMark,
    saveHead: store.saveHead,
    /** Drafts, the newest first. */
    drafts: drafts.list,
    draft: store.draft,
    saveDraft: drafts.save,
    async dropDraft(key: string): Promise<void> {
      await store.dropDraft(key)
      await settledDraft()
    },
    /** Everything without a receipt, and the drafts, as one file that the person can carry away. */
    exportAll: (): Promise<Blob> => exportWork(core, store),
    close() {
      closed = true
      reporter?.close()
      tabs.close()
      photos.close()
      core.close()
      stopWakeups()
      store.close()
      setRecords(reconcile({}))
    },
  }
}
