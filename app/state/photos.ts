import { createSignal } from 'solid-js'
import type { RecordId, RoomName } from '../../domain/ids.ts'
import { kindOf } from '../../domain/kinds/registry.ts'
import type { Place } from '../../domain/record/event.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import { framed } from '../frame.ts'
import type { PhotoProblem } from '../photo/picture.ts'
import { shrinkPhoto } from '../photo/shrink.ts'
import { createUploader } from '../photo/uploader.ts'
import type { PhotoOwner, PhotoRow, Store } from '../store/rows.ts'
import type { NewPhoto } from '../sync/acts.ts'
import type { LocalRecord } from '../sync/ledger.ts'
import type { PhoneCore } from '../sync/phone-core.ts'

export type { PhotoProblem } from '../photo/picture.ts'
export type PhotoTarget = { readonly record: RecordId } | { readonly draft: string }
export type LocalPhoto = {
  readonly id: string
  readonly sha256?: string
  readonly label: string
  readonly state: 'shrinking' | 'waiting' | 'received' | 'refused'
  /** Why the server did not take it. */
  readonly reason?: string
  /** Undefined while it is being opened. */
  readonly url?: string
}
/** Owner of a photo between its own row and the event that names it: a kill in between leaves no half photo. */
const LOOSE = 'photo:'

type Deps = {
  readonly core: PhoneCore
  readonly store: Store
  /** As the screens see it: what reads it, follows it. */
  readonly recordOf: (id: RecordId) => LocalRecord | undefined
  /** Hashes of a record's photos that the server has, if it was asked. */
  readonly arrived: (id: RecordId) => readonly string[] | undefined
  readonly tell: () => void
  readonly onSignInNeeded: () => void
}

/** Photos as the screens see them: those on this phone, and by their address those that only the server has. */
export function createPhotos(deps: Deps) {
  const { core, store, tell } = deps
  const [rows, setRows] = createSignal<readonly PhotoRow[]>([])
  const [shrinking, setShrinking] = createSignal<readonly (LocalPhoto & { target: PhotoTarget })[]>([])
  const [urls, setUrls] = createSignal<ReadonlyMap<string, string>>(new Map())
  const opening = new Set<string>()
  let leading = false

  const reload = async (): Promise<void> => {
    setRows(await store.photos())
    if (leading) uploader.kick()
  }
  const uploader = createUploader({
    store,
    rows,
    ready(row) {
      const record = 'record' in row.owner ? core.records.get(row.owner.record)?.record : undefined
      const named = record?.photos.find((photo) => photo.sha256 === row.sha256)
      const mark = named && core.markOf(named.event)
      return named !== undefined && mark !== 'waiting' && mark !== 'aside'
    },
    async changed() {
      await reload()
      tell()
    },
    onSignInNeeded: deps.onSignInNeeded,
  })

  const isOf = (owner: PhotoOwner, target: PhotoTarget): boolean =>
    'draft' in target
      ? 'draft' in owner && owner.draft === target.draft
      : 'record' in owner && owner.record === target.record

  /** An address of the opened bytes; asks for them once. */
  function urlOf(id: string): string | undefined {
    const known = urls().get(id)
    if (known || opening.has(id)) return known
    opening.add(id)
    void store.photoBytes(id).then((bytes) => {
      if (bytes) setUrls((all) => new Map(all).set(id, URL.createObjectURL(new Blob([bytes], { type: 'image/jpeg' }))))
    })
    return undefined
  }
  const shown = (row: PhotoRow): LocalPhoto => {
    const url = row.gone ? addressOf(row) : urlOf(row.id)
    const { id, sha256, label, state, reason } = row
    return { id, sha256, label, state, ...(reason ? { reason } : {}), ...(url ? { url } : {}) }
  }

  function addressOf({ owner, sha256 }: PhotoRow): string | undefined {
    return 'record' in owner ? addressAt(owner.room, owner.record, sha256) : undefined
  }
  const addressAt = (room: RoomName, record: RecordId, sha256: string): string =>
    framed(`/api/photos/${sha256}?${new URLSearchParams({ room, record })}`)

  function elsewhere(record: RecordId, here: readonly PhotoRow[]): readonly LocalPhoto[] {
    const local = deps.recordOf(record)
    return (local?.record.photos ?? []).flatMap((photo): LocalPhoto[] => {
      if (!local || here.some((row) => row.sha256 === photo.sha256)) return []
      const { event: id, sha256, label } = photo
      // Its event is here before it: somebody else's phone still holds it.
      if (deps.arrived(record)?.includes(sha256) === false) return [{ id, sha256, label, state: 'waiting' }]
      return [{ id, sha256, label, state: 'received', url: addressAt(local.room, record, sha256) }]
    })
  }

  async function add(
    target: PhotoTarget,
    label: string,
    file: Blob,
    place?: Place,
  ): Promise<Result<LocalPhoto, PhotoProblem>> {
    const id = crypto.randomUUID()
    setShrinking((all) => [...all, { id, label, state: 'shrinking', target }])
    try {
      const shrunk = await shrinkPhoto(file)
      return shrunk.ok ? await keep(id, target, label, shrunk.value, place) : shrunk
    } finally {
      setShrinking((all) => all.filter((one) => one.id !== id))
    }
  }

  type Kept = {
    readonly bytes: Uint8Array<ArrayBuffer>
    readonly sha256: string
    readonly width: number
    readonly height: number
  }
  async function keep(
    id: string,
    target: PhotoTarget,
    label: string,
    { bytes, sha256, width, height }: Kept,
    place: Place | undefined,
  ): Promise<Result<LocalPhoto, PhotoProblem>> {
    const twin = rows().find((row) => row.sha256 === sha256 && row.label === label && isOf(row.owner, target))
    if (twin) return ok(shown(twin))
    const draft = 'draft' in target ? target.draft : `${LOOSE}${id}`
    const row: PhotoRow = {
      ...{ id, owner: { draft }, label, sha256, width, height, bytes: bytes.length, at: Date.now(), state: 'waiting' },
      ...(place ? { place } : {}),
    }
    const stored = await store.addPhoto(row, bytes)
    if (!stored.ok)
      return fail({ why: stored.problem.why === 'full' ? 'full' : 'failed', detail: stored.problem.detail })
    if ('record' in target) {
      const named = await core.change(target.record, { role: roleFor(target.record), photos: [newPhoto(row)], draft })
      if (!named.ok) {
        await store.dropPhoto(id)
        return fail({ why: named.problem.why === 'full' ? 'full' : 'failed', detail: named.problem.detail })
      }
    }
    await reload()
    tell()
    return ok(shown(row))
  }

  /** A role in which the person works on this record. */
  function roleFor(record: RecordId): string {
    const kind = kindOf(core.records.get(record)?.record.kind ?? '')
    const allowed = kind ? [...kind.createdBy, ...kind.moves.flatMap((move) => move.by)] : []
    return core.roleFor(allowed) ?? core.me.grants[0]?.role ?? ''
  }

  return {
    add,
    /** Those of a record or a draft, in the order in which they were taken. */
    of(target: PhotoTarget): readonly LocalPhoto[] {
      const here = rows().filter((row) => isOf(row.owner, target))
      const local = [...here].sort((a, b) => a.at - b.at).map(shown)
      const coming = shrinking().filter(({ target: of }) =>
        'draft' in of
          ? 'draft' in target && of.draft === target.draft
          : 'record' in target && of.record === target.record,
      )
      return [...('record' in target ? elsewhere(target.record, here) : []), ...local, ...coming]
    },
    /** Takes a draft's photo away; what is in a record stays there. */
    async remove(id: string): Promise<void> {
      const row = rows().find((one) => one.id === id)
      if (!row || 'record' in row.owner) return
      await store.dropPhoto(id)
      const url = urls().get(id)
      if (url) URL.revokeObjectURL(url)
      await reload()
      tell()
    },
    /** Photos of records that the server does not have yet. */
    waiting: (): number => rows().filter((row) => row.state === 'waiting' && 'record' in row.owner).length,
    waitingBytes: (): number =>
      rows().reduce((sum, row) => sum + (row.state === 'waiting' && 'record' in row.owner ? row.bytes : 0), 0),
    /** What a full phone can let go: photos that the office has. */
    spare: (): { readonly count: number; readonly bytes: number } => {
      const kept = rows().filter((row) => row.state === 'received' && !row.gone)
      return { count: kept.length, bytes: kept.reduce((sum, row) => sum + row.bytes, 0) }
    },
    /** Lets them go; they are shown from the server from then on. */
    async letGo(): Promise<void> {
      await store.dropBytes(rows().flatMap((row) => (row.state === 'received' ? [row.id] : [])))
      await reload()
      tell()
    },
    /** What the events of an act say of its draft's photos. */
    ofDraft: (draft: string): readonly NewPhoto[] =>
      rows().flatMap((row) => ('draft' in row.owner && row.owner.draft === draft ? [newPhoto(row)] : [])),
    reload,
    kick: uploader.kick,
    wake: uploader.wake,
    async start(): Promise<void> {
      for (const row of await store.photos()) {
        if ('draft' in row.owner && row.owner.draft.startsWith(LOOSE)) await store.dropPhoto(row.id)
      }
      await reload()
    },
    lead(): void {
      leading = true
      uploader.kick()
    },
    close(): void {
      uploader.close()
      for (const url of urls().values()) URL.revokeObjectURL(url)
    },
  }
}

const newPhoto = ({ sha256, label, width, height, bytes, place }: PhotoRow): NewPhoto => ({
  ...{ sha256, label, width, height, bytes },
  ...(place ? { place } : {}),
})
