import { createUniqueId, type JSX, Match, Show, Switch } from 'solid-js'
import type { Field } from '../../domain/kinds/define.ts'
import { labelOf } from '../../domain/kinds/registry.ts'
import { isPresent } from '../../domain/record/condition.ts'
import type { Fields, Value } from '../../domain/record/event.ts'
import { checkValue } from '../../domain/record/values.ts'
import { PhraseChips } from '../start/phrases.tsx'
import { badValueSentence, missingSentence } from '../words/problem.ts'
import { lang, t } from '../words/words.ts'
import { BoolWidget, EnumWidget } from './widgets/choice.tsx'
import { GeometryWidget, GeoWidget } from './widgets/geo.tsx'
import { CounterWidget, DecimalWidget } from './widgets/number.tsx'
import { PhotoWidget } from './widgets/photo.tsx'
import { RefWidget } from './widgets/ref.tsx'
import { GroupWidget, ListWidget } from './widgets/rows.tsx'
import { SignatureWidget } from './widgets/signature.tsx'
import { DateWidget, TextsWidget, TextWidget } from './widgets/text.tsx'
import type { Scope, WidgetProps } from './widgets/widget.ts'

type Props = {
  readonly scope: Scope
  readonly field: Field
  readonly within?: string
  readonly value: Value | undefined
  readonly needed: boolean
  /** Where a value that nobody typed came from. */
  readonly hint?: string | undefined
  /** The fields beside it, for limits that name one. */
  readonly siblings: Fields
  readonly under?: boolean
  readonly onChange: (value: Value) => void
}

/** One field of any kind, drawn from its declaration alone. */
export function FieldInput(props: Props): JSX.Element {
  const id = createUniqueId()
  const holdsFields = () => props.field.type === 'list' || props.field.type === 'group'
  const problem = (): string | undefined => {
    const { scope, field, value } = props
    const bad = checkValue(scope.kind, field, value, props.siblings)[0]
    // An entry that was opened a moment ago is not complete yet: no reproach before somebody is done.
    if (bad && (scope.tried() || !holdsFields()))
      return badValueSentence(scope.kind, field, value, bad.why, props.siblings)
    return scope.tried() && props.needed && !isPresent(value) ? missingSentence(field) : undefined
  }
  const hint = () => props.hint ?? (props.field.help ? labelOf(props.field.help, lang()) : '')
  return (
    <div
      class="field"
      classList={{ problem: Boolean(problem()), under: Boolean(props.under) }}
      data-testid={`field-${props.field.id}`}
    >
      <span class="label" id={`${id}-label`}>
        {labelOf(props.field, lang())}
        <Show when={props.needed}>
          <span class="req" role="img" aria-label={t('required')}>
            *
          </span>
        </Show>
      </span>
      <Widget
        scope={props.scope}
        field={props.field}
        within={props.within}
        value={props.value}
        needed={props.needed}
        labelId={`${id}-label`}
        messageId={`${id}-msg`}
        invalid={Boolean(problem())}
        onChange={props.onChange}
      />
      <Show when={props.field.type === 'text' || props.field.type === 'string'}>
        <PhraseChips
          kind={props.scope.kind.id}
          field={props.field}
          value={props.value}
          own={props.within === undefined ? (props.scope.phrases?.(props.field) ?? []) : []}
          onChange={props.onChange}
        />
      </Show>
      <div id={`${id}-msg`}>
        <Show when={hint()}>
          <p class="msg">{hint()}</p>
        </Show>
        <Show when={problem()}>
          <p class="msg bad">
            <i class="i i-circle-alert s" aria-hidden="true" />
            {problem()}
          </p>
        </Show>
      </div>
    </div>
  )
}

function Widget(props: WidgetProps): JSX.Element {
  const type = () => props.field.type
  return (
    <Switch fallback={<TextWidget {...props} />}>
      <Match when={type() === 'enum' || type() === 'enum[]'}>
        <EnumWidget {...props} />
      </Match>
      <Match when={type() === 'bool'}>
        <BoolWidget {...props} />
      </Match>
      <Match when={type() === 'int'}>
        <CounterWidget {...props} />
      </Match>
      <Match when={type() === 'decimal'}>
        <DecimalWidget {...props} />
      </Match>
      <Match when={type() === 'date' || type() === 'time' || type() === 'datetime'}>
        <DateWidget {...props} />
      </Match>
      <Match when={type() === 'ref' || type() === 'ref[]'}>
        <RefWidget {...props} />
      </Match>
      <Match when={type() === 'list'}>
        <ListWidget {...props} />
      </Match>
      <Match when={type() === 'group'}>
        <GroupWidget {...props} />
      </Match>
      <Match when={type() === 'string[]'}>
        <TextsWidget {...props} />
      </Match>
      <Match when={type() === 'geo'}>
        <GeoWidget {...props} />
      </Match>
      <Match when={type() === 'geometry'}>
        <GeometryWidget {...props} />
      </Match>
      <Match when={type() === 'photo'}>
        <PhotoWidget {...props} />
      </Match>
      <Match when={type() === 'signature'}>
        <SignatureWidget {...props} />
      </Match>
    </Switch>
  )
}
