import { For, type JSX } from 'solid-js'
import { roles } from '../../../domain/kinds/vocabulary.ts'
import { allUnits, areaName, DISTRICT } from '../../state/areas.ts'
import { lang, t } from '../../words/words.ts'

export type Given = { readonly role: string; readonly area: string }

/** A role and where it holds. The area is chosen by its name or typed as its code. */
export function GrantFields(props: { value: Given; onChange: (value: Given) => void }): JSX.Element {
  const areas = () => [
    { code: DISTRICT.code, name: DISTRICT.name },
    ...[...new Map(allUnits().map((unit) => [unit.street, unit.streetName]))].map(([code, name]) => ({ code, name })),
    ...allUnits(),
  ]
  return (
    <>
      <label>
        {t('peopleRole')}
        <select
          class="input"
          data-testid="grant-role"
          onChange={(event) => props.onChange({ ...props.value, role: event.currentTarget.value })}
        >
          <For each={roles.filter((one) => one.account)}>
            {(one) => (
              <option value={one.id} selected={one.id === props.value.role}>
                {one[lang()]}
              </option>
            )}
          </For>
        </select>
      </label>
      <label>
        {t('peopleAreaCode')}
        <input
          class="input"
          list="area-codes"
          data-testid="grant-area"
          value={props.value.area}
          onInput={(event) => props.onChange({ ...props.value, area: event.currentTarget.value.trim() })}
        />
        <span class="sub">{props.value.area ? areaName(props.value.area) : ''}</span>
      </label>
      <datalist id="area-codes">
        <For each={areas()}>{(area) => <option value={area.code}>{area.name}</option>}</For>
      </datalist>
    </>
  )
}
