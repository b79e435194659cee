import type { Move } from '../../domain/kinds/define.ts'
import { enumOf, kindOf, labelOf } from '../../domain/kinds/registry.ts'
import type { FoldedRecord } from '../../domain/record/folded.ts'
import type { StepHabits } from '../stages/step.ts'
import type { Phone } from '../state/phone.ts'
import { lang, t } from '../words/words.ts'
import { projectHabits, repairHabits } from './habits.ts'

/** What a kind's page says in its own words. */
export type Sheet = {
  readonly habits: StepHabits
  /** The field that names who does the work. */
  readonly doneBy: string
  readonly title: (phone: Phone, record: FoldedRecord) => string
  readonly where: (phone: Phone, record: FoldedRecord) => string
  /** Beside the deadline. */
  readonly about: (phone: Phone, record: FoldedRecord) => string
  readonly photosTitle: (record: FoldedRecord) => string
  /** What stands against the work, to be mended. */
  readonly owed: (record: FoldedRecord) => string
  /** What the present step wants, in a line. */
  readonly asks: (record: FoldedRecord, move: string) => string | undefined
  readonly mainWord: (move: Move) => string | undefined
  readonly refused: (record: FoldedRecord) => string
  /** How many looks are owed. */
  readonly checks: number
}

const option = (record: FoldedRecord, field: string, of: string): string => {
  const kind = kindOf(record.kind)
  return labelOf(kind && enumOf(kind, of).find(({ id }) => id === record.fields[field]), lang())
}
const text = (record: FoldedRecord, field: string): string => String(record.fields[field] ?? '')

export const repairSheet: Sheet = {
  habits: repairHabits,
  doneBy: 'assignee',
  checks: 0,
  title: (_, record) => option(record, 'fault', 'fault'),
  where: (phone, record) => {
    const toilet = phone.records[text(record, 'assetId')]?.record
    return [toilet ? text(toilet, 'name') : '', text(record, 'stall')].filter(Boolean).join(' · ')
  },
  about: (phone, record) => {
    const impact = option(record, 'impact', 'impact')
    return [impact, firmWords(phone, record.fields['assignee'])].filter(Boolean).join(' · ')
  },
  photosTitle: ({ photos, state }) =>
    state === 'on_site' && !photos.some(({ label }) => label === 'after') ? t('repairPhotosSame') : t('repairPhotos'),
  owed: () => '',
  asks: ({ photos }, move) => {
    if (move !== 'finish') return undefined
    return photos.some(({ label }) => label === 'after') ? undefined : t('repairAsksAfter')
  },
  mainWord: ({ id }) => {
    if (id === 'finish') return t('repairFinish')
    return id === 'verify' ? t('repairVerify') : undefined
  },
  refused: () => t('ruralBlocked'),
}

export const projectSheet: Sheet = {
  habits: projectHabits,
  doneBy: 'contractorId',
  checks: 3,
  title: (_, record) => text(record, 'name'),
  where: (_, record) => [option(record, 'projectType', 'project_type'), text(record, 'projectNo')].join(' · '),
  about: (_, record) => {
    const { progress } = record.fields
    return [
      option(record, 'stage', 'project_stage'),
      typeof progress === 'number' ? `${progress}%` : '',
      text(record, 'contractor'),
    ]
      .filter(Boolean)
      .join(' · ')
  },
  photosTitle: () => t('projectPhotos'),
  owed: (record) => (record.state === 'rectify' ? text(record, 'rectifyList') : ''),
  asks: (_, move) => (move === 'start' ? t('projectAsksBefore') : undefined),
  mainWord: ({ id }) => {
    if (id === 'request_accept') return t('projectRequest')
    return id === 'rectified' ? t('projectRectified') : undefined
  },
  refused: (record) => (record.state === 'accept_pending' ? t('projectTooFew') : t('ruralBlocked')),
}

/** The firm that somebody works for, if it is not the office itself. */
export function firmWords(phone: Phone, person: unknown): string {
  const firm = typeof person === 'string' ? phone.people().get(person as never)?.firm : undefined
  return firm ? t('workFirm', { firm }) : ''
}
