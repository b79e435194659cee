import { describe, expect, it } from 'vitest'
import type { Kind, Move } from '../kinds/define.ts'
import { kindOf, moveOf } from '../kinds/registry.ts'
import type { Fields } from './event.ts'
import type { FoldedRecord } from './folded.ts'
import { offeredMoves } from './moves.ts'
import { againstOthers, missingLink, type Others } from './others.ts'
import { createStory, system, T0, visitFields, who } from './story-for-tests.ts'

const assistant = who('a', 'assistant')
const officer = who('o', 'officer')
const [visitKind, homeKind, assetKind] = ['home_visit', 'household', 'asset'].map((id) => kindOf(id) as Kind) as [
  Kind,
  Kind,
  Kind,
]
const holding = (...records: readonly FoldedRecord[]): Others => ({
  ofKind: (kind) => records.filter((record) => record.kind === kind),
})
const against = (kind: Kind, move: string, record: FoldedRecord, others: Others) =>
  againstOthers(moveOf(kind, move) as Move, kind, record, others)

function followUp(): FoldedRecord {
  const story = createStory('home_visit', assistant, T0, { ...visitFields, followUpAt: '2026-12-01' })
  story.move(assistant, T0 + 1, 'submit')
  story.move(officer, T0 + 2, 'verify')
  story.move(system, T0 + 3, 'open_follow_up')
  return story.fold()
}
function visit(followsVisitId: string, handedIn = true): FoldedRecord {
  const story = createStory('home_visit', assistant, T0 + 9, { ...visitFields, purpose: ['follow_up'], followsVisitId })
  if (handedIn) story.move(assistant, T0 + 10, 'submit')
  return story.fold()
}
const HOME = { addressText: 'x', point: { lat: 36.8, lon: 118 }, tenancy: 'vacant', houseUse: 'residence' }
const home = (addressCode: string, accepted = true, area = '370303005003'): FoldedRecord => {
  const story = createStory('household', assistant, T0, { ...HOME, addressCode }, { area })
  if (accepted) story.move(officer, T0 + 1, 'accept')
  return story.fold()
}
const asset = (coordinates: readonly number[], assetType: string, more: Fields = {}): FoldedRecord =>
  createStory('asset', who('l', 'team_leader'), T0, {
    assetType,
    geometry: { type: 'Point', coordinates },
    ...more,
  }).fold()

describe('what other records say against a move', () => {
  it('[MOVE7] a follow-up is closed only when a visit that follows it has been handed in', () => {
    const open = followUp()
    const close = moveOf(visitKind, 'close_follow_up') as Move
    expect(missingLink(close, open, holding(open))).toMatchObject({ kind: 'home_visit', by: 'followsVisitId' })
    expect(missingLink(close, open, holding(visit(open.id, false)))).toBeDefined()
    expect(missingLink(close, open, holding(visit('somewhere else')))).toBeDefined()
    expect(missingLink(close, open, holding(visit(open.id)))).toBeUndefined()
    const none: Move = { ...close, guards: [{ type: 'linked', kind: 'home_visit', by: 'followsVisitId', none: true }] }
    expect(missingLink(none, open, holding(visit(open.id)))).toBeDefined()
    expect(missingLink(none, open, holding(open))).toBeUndefined()
  })
  it('[MOVE11] an offer is blocked by what other records say, where they are at hand', () => {
    const mine = home('370303005003-1', false)
    const offer = (others?: Others) =>
      offeredMoves(homeKind, mine, { person: officer.by, roles: ['officer'] }, T0, others)[0]
    expect(offer()).toMatchObject({ move: { id: 'accept' } })
    expect(offer()?.blocked).toBeUndefined()
    expect(offer(holding(home('370303005003-1')))?.blocked).toEqual({ type: 'NotUnique', fields: ['addressCode'] })
  })
  it('[MOVE8] an address code is accepted once in its area', () => {
    const mine = home('370303005003-1', false)
    expect(against(homeKind, 'accept', mine, holding(mine, home('370303005003-2')))).toEqual([])
    expect(against(homeKind, 'accept', mine, holding(mine, home('370303005003-1')))).toEqual([
      { type: 'NotUnique', fields: ['addressCode'] },
    ])
    expect(against(homeKind, 'accept', mine, holding(home('370303005003-1', true, '370303005004')))).toEqual([])
    const written = home('370303005003-1', false)
    expect(against(homeKind, 'accept', mine, holding({ ...written, state: 'inactive' }))).toEqual([])
  })
  it('[MOVE9] no facility of the same type stands within the metres of the kind', () => {
    const guard = { type: 'noneNear', metres: 20, same: 'assetType' } as const
    const strict: Kind = { ...assetKind, moves: [{ ...(moveOf(assetKind, 'accept') as Move), guards: [guard] }] }
    const mine = { ...asset([118.05, 36.8], 'toilet'), state: 'pending' }
    const beside = { ...asset([118.0501, 36.8], 'toilet'), state: 'active' }
    expect(against(strict, 'accept', mine, holding(mine, beside))).toEqual([{ type: 'TooNear', metres: 20 }])
    expect(against(strict, 'accept', mine, holding({ ...asset([118.06, 36.8], 'toilet'), state: 'active' }))).toEqual(
      [],
    )
    expect(against(strict, 'accept', mine, holding({ ...asset([118.05, 36.8], 'bin'), state: 'active' }))).toEqual([])
    // The facilities of the district may stand close together for a reason.
    expect(against(assetKind, 'accept', mine, holding(beside))).toEqual([])
  })
  it('[MOVE10] what is named must be in one of the states asked for, where it is held', () => {
    const kind: Kind = {
      ...visitKind,
      moves: [{ ...(visitKind.moves[0] as Move), guards: [{ type: 'state', field: 'householdId', in: ['active'] }] }],
    }
    const named = home('370303005003-7', false)
    const record = createStory('home_visit', assistant, T0, { ...visitFields, householdId: named.id }).fold()
    expect(against(kind, 'submit', record, holding(named))).toEqual([{ type: 'OtherState', field: 'householdId' }])
    expect(against(kind, 'submit', record, holding({ ...named, state: 'active' }))).toEqual([])
    expect(against(kind, 'submit', record, holding())).toEqual([])
  })
})
