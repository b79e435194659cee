import { For, type JSX, Show } from 'solid-js'
import type { Kind } from '../../../domain/kinds/define.ts'
import { labelOf } from '../../../domain/kinds/registry.ts'
import { type Columns, textOf, type Village } from '../../../domain/rural/roll.ts'
import type { Cell } from '../../../domain/rural/roll-cells.ts'
import { ruralFields } from '../../../domain/rural/roll-fields.ts'
import { lang, t } from '../../words/words.ts'

type Props = {
  readonly kind: Kind
  readonly head: readonly Cell[]
  readonly columns: Columns
  readonly villages: readonly Village[]
  readonly village: string
  readonly onColumns: (columns: Columns) => void
  readonly onVillage: (code: string) => void
}

/** Which column of the file fills which field, guessed from its heading. */
export function ColumnsPanel(props: Props): JSX.Element {
  return (
    <section class="panel">
      <h2>{t('importColumns')}</h2>
      <p class="def">{t('importColumnsNote')}</p>
      <div class="columns">
        <For each={ruralFields(props.kind)}>
          {(field) => (
            <label>
              <span class="sub">{labelOf(field, lang())}</span>
              <select
                class="input"
                data-testid={`column-${field.id}`}
                value={String(props.columns[field.id] ?? -1)}
                onChange={(event) =>
                  props.onColumns({ ...props.columns, [field.id]: Number(event.currentTarget.value) })
                }
              >
                <option value="-1">{t('importNoColumn')}</option>
                <For each={props.head}>
                  {(cell, i) => (
                    <option value={String(i())} selected={props.columns[field.id] === i()}>
                      {textOf(cell) || String(i() + 1)}
                    </option>
                  )}
                </For>
              </select>
            </label>
          )}
        </For>
        <Show when={props.villages.length > 1}>
          <label>
            <span class="sub">{t('importVillage')}</span>
            <select
              class="input"
              data-testid="import-village"
              onChange={(event) => props.onVillage(event.currentTarget.value)}
            >
              <option value="">{t('choose')}</option>
              <For each={props.villages}>
                {(one) => (
                  <option value={one.code} selected={one.code === props.village}>
                    {one.name}
                  </option>
                )}
              </For>
            </select>
          </label>
        </Show>
      </div>
    </section>
  )
}
