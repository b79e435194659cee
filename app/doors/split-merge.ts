import type { RecordId } from '../../domain/ids.ts'
import type { Kind } from '../../domain/kinds/define.ts'
import type { Fields, Value } from '../../domain/record/event.ts'
import type { FoldedRecord } from '../../domain/record/folded.ts'
import { addressOf, newHome } from './registry-change.ts'

/** What the form keeps of the act beside the visit: the doors that one home became, the home that is no more. */
export const SPLIT_ROOMS = 'splitRooms'
export const MERGED_HOME = 'mergedHome'

const MOST_SPLIT = 10
const GONE = new Set(['inactive', 'erased'])
const textOf = (value: Value | undefined): string => (typeof value === 'string' ? value.trim() : '')
const says = (visit: Fields, change: string): boolean =>
  ((visit['registryChange'] ?? []) as readonly string[]).includes(change)
export const isSplit = (visit: Fields): boolean => says(visit, 'split')
export const isMerged = (visit: Fields): boolean => says(visit, 'merged')

/** Homes of the same house that the register still has. */
const housemates = (home: FoldedRecord, all: Iterable<FoldedRecord>): readonly FoldedRecord[] =>
  [...all].filter(
    (one) =>
      one.kind === home.kind &&
      one.id !== home.id &&
      !GONE.has(one.state) &&
      textOf(one.fields['buildingId']) === textOf(home.fields['buildingId']),
  )

/** The numbers that somebody wrote for the doors of a split home: `fresh` are to be made, `known` stand there already. */
export function splitRooms(
  written: Value | undefined,
  home: FoldedRecord,
  all: Iterable<FoldedRecord>,
): { readonly fresh: readonly string[]; readonly known: readonly string[] } {
  const own = textOf(home.fields['roomNo'])
  const rooms = [...new Set(textOf(written).split(/[\s,，、;；]+/))].filter((room) => room && room !== own)
  const taken = new Set(
    housemates(home, all)
      .filter((one) => textOf(one.fields['unitNo']) === textOf(home.fields['unitNo']))
      .map((one) => textOf(one.fields['roomNo'])),
  )
  return {
    fresh: rooms.filter((room) => !taken.has(room)).slice(0, MOST_SPLIT),
    known: rooms.filter((room) => taken.has(room)),
  }
}

/** The entry of a door that was a part of `home`: in the same house, on the same floor, used as the visit saw it. */
export function splitHome(
  kind: Kind,
  home: Fields,
  room: string,
  from: {
    readonly visit: Fields
    readonly code: string
    readonly building: string
    readonly point?: Value | undefined
  },
): Fields {
  const own = textOf(home['roomNo'])
  const address = textOf(home['addressText'])
  const unitNo = textOf(home['unitNo'])
  const { visit, code, building } = from
  // The visit was made at the old door: that it stands empty says nothing of the new one.
  const seen = visit['result'] === 'vacant' ? undefined : visit['tenancySeen']
  const made = newHome(
    kind,
    {
      door: { buildingId: textOf(home['buildingId']), unitNo, roomNo: room },
      visit: { tenancySeen: (seen ?? home['tenancy'] ?? 'owner_occupied') as Value },
      beside: {
        addressText:
          own && address.endsWith(own)
            ? `${address.slice(0, -own.length)}${room}`
            : addressOf(building || address, unitNo, room),
      },
      code,
    },
    { name: building, point: home['point'] ?? from.point },
  )
  return {
    ...made,
    ...(typeof home['floorNo'] === 'number' ? { floorNo: home['floorNo'] } : {}),
    ...(typeof home['houseUse'] === 'string' ? { houseUse: home['houseUse'] } : {}),
  }
}

const collator = new Intl.Collator('zh-CN', { numeric: true })
const addressed = (one: FoldedRecord): string => textOf(one.fields['addressText'])

/** Homes that may have gone into this one: of the same house, those of its unit first; active, so that it can be reported. */
export function mergeable(home: FoldedRecord, all: Iterable<FoldedRecord>): readonly FoldedRecord[] {
  const near = (one: FoldedRecord): number => Number(one.fields['unitNo'] === home.fields['unitNo'])
  return housemates(home, all)
    .filter((one) => one.state === 'active')
    .sort((a, b) => near(b) - near(a) || collator.compare(addressed(a), addressed(b)))
}

/** The home that the visit found to be no more: it went into `home`. */
export function mergedOf(
  visit: Fields,
  chosen: Value | undefined,
  home: FoldedRecord,
  all: Iterable<FoldedRecord>,
): RecordId | undefined {
  return isMerged(visit) ? mergeable(home, all).find((one) => one.id === chosen)?.id : undefined
}
