import { describe, expect, it } from 'vitest'
import { newEventId, type RecordId } from '../../domain/ids.ts'
import type { FoldedRecord } from '../../domain/record/folded.ts'
import { addressOf, judgeScanned, judgeTyped } from './code.ts'

const id = (): RecordId => newEventId(1_790_000_000_000) as string as RecordId
const asset = (assetCode: string, assetType: string, state = 'active'): FoldedRecord =>
  ({ id: id(), kind: 'asset', state, fields: { assetCode, assetType, name: assetCode } }) as unknown as FoldedRecord

const toilet = asset('370303-T-0037', 'toilet')
const road = asset('370303-R-0037', 'road')
const gone = asset('370303-T-0090', 'toilet', 'retired')
const [old, renewed] = [asset('370303-T-0012', 'toilet', 'retired'), asset('370303-T-0012', 'toilet')]
const records = [toilet, road, gone, old, renewed]
const asked = { records, host: 'xunji.example', type: 'toilet' }

describe('codes on the doors', () => {
  it('[WC1] a code of ours opens what it stands on, whatever address it was printed for', () => {
    expect(judgeScanned(addressOf('https://xunji.example', toilet.id), asked)).toEqual({ found: toilet.id })
    expect(judgeScanned(addressOf('http://10.0.0.7:8080', toilet.id), asked)).toEqual({ found: toilet.id })
    expect(judgeScanned(' 370303-t-0037 ', asked)).toEqual({ found: toilet.id })
    expect(judgeScanned('370303-T-0012', asked)).toEqual({ found: renewed.id })
  })
  it('[WC2] a code of another system, of another street, of a retired facility, of another type: each its own sentence', () => {
    for (const text of [
      'https://pay.example/q/abc',
      'https://xunji.example/q/',
      'WIFI:S:office;P:secret;;',
      '',
      'x'.repeat(10_000),
      `https://other.example/q/${id()}`,
      `https://xunji.example/q/${toilet.id}?x=<script>`,
    ])
      expect(judgeScanned(text, asked), text.slice(0, 40)).toEqual({ why: 'foreign' })
    expect(judgeScanned(addressOf('https://xunji.example', id()), asked)).toEqual({ why: 'notHere' })
    expect(judgeScanned('370303-T-0999', asked)).toEqual({ why: 'notHere' })
    expect(judgeScanned(addressOf('https://xunji.example', gone.id), asked)).toEqual({ why: 'retired', record: gone })
    expect(judgeScanned(addressOf('https://xunji.example', road.id), asked)).toEqual({ why: 'otherKind', record: road })
  })
  it('[WC3] a typed code may be short; one that fits several places asks for the whole', () => {
    expect(judgeTyped('t37', asked)).toEqual({ found: toilet.id })
    expect(judgeTyped('37', asked)).toEqual({ found: toilet.id })
    expect(judgeTyped('37', { ...asked, type: undefined })).toEqual({ why: 'several', records: [toilet, road] })
    expect(judgeTyped('T-0012', asked)).toEqual({ found: renewed.id })
    expect(judgeTyped('T90', asked)).toEqual({ why: 'retired', record: gone })
    for (const text of ['T99', '公厕', '12345', "'; drop table", '9'.repeat(10_000)])
      expect(judgeTyped(text, asked), text.slice(0, 20)).toEqual({ why: 'unknownCode' })
  })
})
