import { describe, expect, it } from 'vitest'
import divisions from '../../domain/data/zhangdian-divisions.json' with { type: 'json' }
import { allUnits, areaName, DISTRICT } from './areas.ts'

describe('areas are called by their names', () => {
  it('[SCREEN8] the district is named as in its source; a bare code is never shown while the names come in', async () => {
    expect(DISTRICT).toEqual(divisions.district)
    expect(areaName('370303005')).toBe('')
    await expect.poll(() => allUnits().length).toBeGreaterThan(300)
    expect(areaName('370303')).toBe(DISTRICT.name)
    expect(areaName('370303005')).toBe('科苑街道')
  })
})
