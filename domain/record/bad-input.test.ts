import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DAY, fromIsoDate, HOUR, isoDate, isoWeekOf, shanghaiDate, startOfDay } from '../clock.ts'
import { isolated } from '../isolated.ts'
import type { Kind } from '../kinds/define.ts'
import { allKinds, kindOf } from '../kinds/registry.ts'
import { decodeItem, encodeItem } from '../room/grammar.ts'
import { marksOf } from './marks.ts'
import { createStory, T0, visitFields, who } from './story-for-tests.ts'
import { titleOf } from './title.ts'
import { checkFields, checkValue } from './values.ts'

const assistant = who('a', 'assistant')
const [visit, household] = [kindOf('home_visit') as Kind, kindOf('household') as Kind]
const DOOR = { lat: 36.8, lon: 118 }

describe('bad input', () => {
  it('[BAD1] a date of 1970 or 2099 in whatever field is kept and named, and one of today is not', () => {
    let fields = 0
    for (const kind of allKinds())
      for (const field of kind.fields.flatMap((one) => [one, ...(one.items ?? [])])) {
        if ((field.type !== 'date' && field.type !== 'datetime') || field.derived) continue
        fields++
        const value = (day: string) => (field.type === 'date' ? day : (fromIsoDate(day) as number))
        const why = (day: string) => checkValue(kind, field, value(day), {}).map((one) => one.why)
        for (const day of ['1970-01-01', '1970-12-31', '2099-01-01', '2099-12-31'])
          expect([kind.id, field.id, day, ...why(day)]).toEqual([kind.id, field.id, day, 'year'])
        expect(why('2026-11-25')).toEqual([])
      }
    expect(fields).toBeGreaterThan(30)
    const story = createStory('home_visit', assistant, T0, { ...visitFields, visitAt: 0 })
    expect(story.fold().fields['visitAt']).toBe(0)
    expect(story.fold().problems).toEqual([{ type: 'BadValue', field: 'visitAt', why: 'year' }])
    // In a list the row is named.
    const late = { ...visitFields, dogChanges: [{ breed: '犬', vaccinatedUntil: '2099-01-01', op: 'added' }] }
    expect(checkFields(visit, late).map(({ field }) => field)).toContain('dogChanges')
  })
  it('[BAD2] 10,000 characters in a name are kept and named, with how many there are', () => {
    const name = '楼'.repeat(10_000)
    const story = createStory('household', assistant, T0, { addressText: name })
    expect(story.fold().fields['addressText']).toBe(name)
    expect(story.fold().problems).toContainEqual({ type: 'BadValue', field: 'addressText', why: 'length' })
    expect(titleOf(household, story.fold().fields, 'zh', () => undefined)).toContain('楼')
  })
  it('[BAD3] half a letter becomes a mark, and a name that turns the line turns only itself', () => {
    const name = '张\ud800三'
    const story = createStory('household', assistant, T0, { addressText: name })
    const [, create] = story.events[0] as (typeof story.events)[number]
    const read = decodeItem(encodeItem(story.create, create as Parameters<typeof encodeItem>[1]).slice())
    expect(read.ok && read.value.event.type === 'create' && read.value.event.set['addressText']).toBe('张\ufffd三')
    const turned = isolated('evil\u202etxt\u2069.exe')
    expect(turned).toBe('\u2068evil\u202etxt.exe\u2069')
    expect(titleOf(household, { addressText: '1号楼\u202e 101' }, 'zh', () => undefined)).toContain('\u2068')
    expect(isolated('1号楼 101 (2)')).toBe('1号楼 101 (2)')
    expect(isolated('حسن')).toBe('\u2068حسن\u2069')
  })
  it('[BAD4] an accuracy of 5 km says nothing about where, a jump of 1,000 km says that it was far', () => {
    const at = (lat: number, acc: number) =>
      createStory('home_visit', assistant, T0, visitFields, {
        place: { lat, lon: DOOR.lon, acc, fixAt: T0, source: 'gps' },
      }).fold()
    expect(marksOf(visit, at(36.8, 5000), DOOR)).toMatchObject([{ type: 'rough', acc: 5000 }])
    expect(marksOf(visit, at(36.83, 5000), DOOR)).toMatchObject([{ type: 'rough', acc: 5000 }])
    expect(marksOf(visit, at(45.8, 8), DOOR)).toMatchObject([{ type: 'far' }])
  })
  it('[BAD5] a clock three hours fast is kept, and said with how much', () => {
    const story = createStory('home_visit', assistant, T0 + 3 * HOUR, visitFields, { anchor: [T0 - HOUR, HOUR] })
    const clock = { type: 'ClockOff', event: story.create, skewMs: 3 * HOUR }
    expect(story.fold().problems).toEqual([clock])
    expect(story.fold().state).toBe('draft')
  })
  describe('on a phone of another time zone', () => {
    const before = process.env['TZ']
    beforeAll(() => {
      process.env['TZ'] = 'America/Los_Angeles'
    })
    afterAll(() => {
      if (before === undefined) delete process.env['TZ']
      else process.env['TZ'] = before
    })
    it('[BAD6] days, weeks and hours are those of Shanghai', () => {
      const midnight = Date.parse('2026-11-25T00:00:00+08:00')
      expect(new Date(midnight).getDate()).toBe(24)
      expect([isoDate(midnight), isoDate(midnight - 1)]).toEqual(['2026-11-25', '2026-11-24'])
      expect(startOfDay(midnight + DAY - 1)).toBe(midnight)
      expect(fromIsoDate('2026-11-25')).toBe(midnight)
      expect(shanghaiDate(midnight)).toMatchObject({ day: 25, hour: 0, weekday: 3 })
      expect(isoWeekOf(Date.parse('2027-01-03T23:59:00+08:00'))).toEqual({ year: 2026, week: 53 })
    })
  })
})
