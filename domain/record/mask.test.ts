import { describe, expect, it } from 'vitest'
import { masked } from './mask.ts'

describe('what is shown of a person', () => {
  it('[SCREEN2] names, numbers, plates and ids stand masked', () => {
    expect(masked('name', '周小兰')).toBe('周*兰')
    expect(masked('name', '周兰')).toBe('周*')
    expect(masked('phone', '13800000126')).toBe('138****0126')
    expect(masked('plate', '鲁C12345')).toBe('鲁C***45')
    expect(masked('id', 'a'.repeat(64))).toBe('****')
    expect(masked(undefined, '9号楼')).toBe('9号楼')
  })
})
