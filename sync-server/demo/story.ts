import { type PersonId, type RecordId, recordOf } from '../../domain/ids.ts'
import { kindOf, moveOf } from '../../domain/kinds/registry.ts'
import type { Fields, Place } from '../../domain/record/event.ts'
import type { Diary } from './diary.ts'
import type { Actor, Draft, Pen } from './pen.ts'
import { HEIGHT, type Picture, WIDTH } from './pictures.ts'

/** One record from its first act on; each act knows of the one before. */
export type Story = {
  readonly record: RecordId
  readonly made: Draft
  /** The last act that a next one builds on. */
  readonly last: () => Draft
  set(who: Actor, at: number, fields: Fields): Story
  /** By the move's id; where it leads to says the kind. */
  move(who: Actor, at: number, move: string, note?: string): Story
  photo(who: Actor, at: number, label: string, picture: Picture): Story
}

export type Beginning = {
  readonly who: Actor
  readonly kind: string
  readonly area: string
  readonly at: number
  readonly set: Fields
  readonly place?: Place
  /** Whose worker room it lies in, if not the author's. */
  readonly owner?: PersonId
  /** The time whose room it lies in, if not its own. */
  readonly about?: number
}

/** Tells records act by act: each act is a page of the diary, sent when it was done. */
export function storyTeller(diary: Diary, pen: Pen): (beginning: Beginning) => Story {
  return ({ who, kind: id, area, at, set, place, owner, about = at }) => {
    const kind = kindOf(id)
    if (!kind) throw new Error(`demo: no kind ${id}`)
    const made = pen.create(who, id, area, at, set, place)
    const record = recordOf(made.id)
    let last = made
    const write = (by: Actor, draft: Draft): void =>
      diary.add({ who: by, kind: id, area, at: draft.event.at, about, owner: owner ?? who.person, drafts: [draft] })
    write(who, made)
    const story: Story = {
      record,
      made,
      last: () => last,
      set(by, when, fields) {
        last = pen.edit(by, record, when, last.id, fields)
        write(by, last)
        return story
      },
      move(by, when, move, note) {
        const to = moveOf(kind, move)?.to
        if (!to) throw new Error(`demo: ${id} has no move ${move}`)
        last = pen.move(by, record, when, last.id, { move, to, ...(note ? { note } : {}) })
        write(by, last)
        return story
      },
      photo(by, when, label, { sha256, bytes }) {
        write(by, pen.photo(by, record, when, { sha256, bytes, label, width: WIDTH, height: HEIGHT }))
        return story
      },
    }
    return story
  }
}
