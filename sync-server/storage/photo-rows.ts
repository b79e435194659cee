import { DatabaseSync } from 'node:sqlite'
import type { PersonId, RecordId, RoomName } from '../../domain/ids.ts'
import type { PhotoType } from '../../domain/photo.ts'

/** What an upload says that it is; the server believes it when the bytes have shown it. */
export type PhotoClaim = {
  /** Hex. */
  readonly sha256: string
  readonly room: RoomName
  readonly record: RecordId
  readonly person: PersonId
  readonly mime: PhotoType
  readonly bytes: number
}
export type Upload = PhotoClaim & {
  readonly id: string
  readonly createdAt: number
  /** Checked: its bytes are what it claimed, and only its name and row may be missing. */
  readonly state: 'open' | 'checked' | 'done'
}
/** A photo that is on disk, whole and checked, for one record of one room. Times ms UTC. */
export type PhotoArrived = PhotoClaim & { readonly arrivedAt: number }

const SCHEMA = `
create table if not exists upload (id text primary key, sha256 text not null, room text not null, record text not null,
  person text not null, mime text not null, bytes integer not null, created integer not null, state text not null) strict;
create index if not exists upload_person on upload (person, created);
create table if not exists photo (sha256 text not null, room text not null, record text not null, person text not null,
  mime text not null, bytes integer not null, arrived integer not null, primary key (room, record, sha256)) strict, without rowid;
create index if not exists photo_sha256 on photo (sha256);
`
const UPLOAD = 'select id, sha256, room, record, person, mime, bytes, created as createdAt, state from upload'
const PHOTO = 'select sha256, room, record, person, mime, bytes, arrived as arrivedAt from photo'

export interface PhotoRows {
  open(upload: Omit<Upload, 'state'>): void
  upload(id: string): Upload | undefined
  /** Not yet done. */
  unfinished(): readonly Upload[]
  /** Oldest first. */
  openOf(person: PersonId): readonly Upload[]
  uploadsBefore(at: number): readonly Upload[]
  drop(id: string): void
  checked(id: string): void
  /** The upload is done and the photo has arrived, in one transaction; false if it had arrived before. */
  arrive(upload: Upload, at: number): boolean
  photo(room: RoomName, record: RecordId, sha256: string): PhotoArrived | undefined
  ofRecord(room: RoomName, record: RecordId): readonly PhotoArrived[]
  all(): readonly PhotoArrived[]
  close(): void
}

export function openPhotoRows(path: string): PhotoRows {
  const db = new DatabaseSync(path)
  db.exec('pragma journal_mode=wal; pragma synchronous=full; pragma busy_timeout=5000;')
  db.exec(SCHEMA)
  const q = {
    open: db.prepare("insert into upload values (?, ?, ?, ?, ?, ?, ?, ?, 'open')"),
    upload: db.prepare(`${UPLOAD} where id = ?`),
    unfinished: db.prepare(`${UPLOAD} where state <> 'done'`),
    openOf: db.prepare(`${UPLOAD} where state = 'open' and person = ? order by created, id`),
    before: db.prepare(`${UPLOAD} where created < ?`),
    drop: db.prepare('delete from upload where id = ?'),
    checked: db.prepare("update upload set state = 'checked' where id = ?"),
    done: db.prepare("update upload set state = 'done' where id = ?"),
    arrive: db.prepare('insert or ignore into photo values (?, ?, ?, ?, ?, ?, ?)'),
    photo: db.prepare(`${PHOTO} where room = ? and record = ? and sha256 = ?`),
    ofRecord: db.prepare(`${PHOTO} where room = ? and record = ? order by arrived`),
    all: db.prepare(`${PHOTO} order by arrived`),
  }
  return {
    open: (u) => void q.open.run(u.id, u.sha256, u.room, u.record, u.person, u.mime, u.bytes, u.createdAt),
    upload: (id) => q.upload.get(id) as Upload | undefined,
    unfinished: () => q.unfinished.all() as Upload[],
    openOf: (person) => q.openOf.all(person) as Upload[],
    uploadsBefore: (at) => q.before.all(at) as Upload[],
    drop: (id) => void q.drop.run(id),
    checked: (id) => void q.checked.run(id),
    arrive(u, at) {
      db.exec('begin immediate')
      try {
        const { changes } = q.arrive.run(u.sha256, u.room, u.record, u.person, u.mime, u.bytes, at)
        q.done.run(u.id)
        db.exec('commit')
        return Number(changes) > 0
      } catch (error) {
        if (db.isTransaction) db.exec('rollback')
        throw error
      }
    },
    photo: (room, record, sha256) => q.photo.get(room, record, sha256) as PhotoArrived | undefined,
    ofRecord: (room, record) => q.ofRecord.all(room, record) as PhotoArrived[],
    all: () => q.all.all() as PhotoArrived[],
    close: () => db.close(),
  }
}
