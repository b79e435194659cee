import { DAY } from '../../domain/clock.ts'
import { enumOf, kindOf, labelOf } from '../../domain/kinds/registry.ts'
import { masked } from '../../domain/record/mask.ts'
import { PUBLIC_DAYS } from '../../domain/rural/payment.ts'
import { printList } from '../desk/village/print-list.ts'
import { areaName } from '../state/areas.ts'
import { dateWords, lang, t } from '../words/words.ts'

export type Posted = {
  readonly fileNo: string
  readonly name: string
  readonly latrineType: string
  /** Yuan. */
  readonly money: number
}

/** The public list of a village: file, masked name, type, money; no telephone, no address. `from`: ms UTC. */
export function printPublicity(village: string, from: number, rows: readonly Posted[]): void {
  const kind = kindOf('latrine')
  const word = (id: string) =>
    labelOf(
      kind?.fields.find((field) => field.id === id),
      lang(),
    )
  const type = (id: string) => labelOf(kind && enumOf(kind, 'latrine_type').find((one) => one.id === id), lang())
  const head = kindOf('rural_household')?.fields.find((field) => field.id === 'headName')
  printList({
    title: t('ruralListTitle', { village: areaName(village) }),
    text: t('ruralListText', { from: dateWords(from), to: dateWords(from + PUBLIC_DAYS * DAY) }),
    head: [t('ruralListNo'), word('fileNo'), labelOf(head, lang()), word('latrineType'), t('ruralListMoney')],
    rows: rows.map((row, i) => [
      String(i + 1),
      row.fileNo,
      masked('name', row.name),
      type(row.latrineType),
      row.money > 0 ? String(row.money) : '',
    ]),
    foot: t('ruralListFoot', { village: areaName(village), day: dateWords(from) }),
  })
}
