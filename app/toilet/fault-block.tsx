import { createUniqueId, For, type JSX, Show } from 'solid-js'
import type { Kind } from '../../domain/kinds/define.ts'
import { enumOf, kindOf, labelOf, stateOf } from '../../domain/kinds/registry.ts'
import type { Place } from '../../domain/record/event.ts'
import type { FoldedRecord } from '../../domain/record/folded.ts'
import { PhotoStrip } from '../parts/photo-strip.tsx'
import { usePhone } from '../state/phone-context.ts'
import { clockTime, lang, t } from '../words/words.ts'
import { type Fault, HANDLED, owedOf, sameOpen } from './answers.ts'

const PHOTOS = 6

/** What is broken, how bad it is, a picture: all that the repair needs, asked once. */
export function FaultBlock(props: {
  fault: Fault
  kind: Kind
  /** Open repairs of the toilet. */
  open: readonly FoldedRecord[]
  offered: readonly string[]
  tried: boolean
  draftKey: string
  place: () => Place | undefined
  onChange: (fault: Fault) => void
  onDrop?: () => void
}): JSX.Element {
  const phone = usePhone()
  const owed = () => (props.tried ? owedOf(props.fault, props.open) : undefined)
  const known = () => sameOpen(props.open, props.fault.fault)
  const word = (list: string, id: string | undefined): string =>
    labelOf(
      enumOf(props.kind, list).find((item) => item.id === id),
      lang(),
    )
  const fault = (id: string): string => (id === HANDLED ? t('wcHandled') : word('fault', id))
  const isReport = () => props.fault.fault && props.fault.fault !== HANDLED
  const isNew = () => isReport() && (!known() || props.fault.same === 'other')
  /** Another fault is another story: what was said of the first does not count for it. */
  const choose = (id: string) => {
    const { of, photo } = props.fault
    props.onChange({ of, fault: id, ...(photo && id !== HANDLED ? { photo } : {}) })
  }
  const state = (record: FoldedRecord): string => {
    const kind = kindOf(record.kind)
    return labelOf(kind && stateOf(kind, record.state), lang())
  }
  return (
    <section class="block fault" data-testid="field-faults" data-fault={props.fault.of}>
      <div class="cond">
        <Choice
          label={t('wcWhere')}
          problem={owed() === 'fault'}
          testId="fault"
          options={props.offered.map((id) => ({ id, label: fault(id) }))}
          chosen={props.fault.fault}
          onChoose={choose}
        />
        <Show when={known()}>
          {(record) => (
            <Choice
              label={t('wcSame', {
                fault: fault(String(record().fields['fault'])),
                time: clockTime(record().createdAt),
                state: state(record()),
              })}
              problem={owed() === 'same'}
              testId="same"
              options={[
                { id: record().id, label: t('wcIsSame') },
                { id: 'other', label: t('wcIsOther') },
              ]}
              chosen={props.fault.same}
              onChoose={(same) => props.onChange({ ...props.fault, same })}
            />
          )}
        </Show>
        <Show when={isNew()}>
          <Choice
            label={t('wcImpact')}
            problem={owed() === 'impact'}
            testId="impact"
            options={enumOf(props.kind, 'impact').map((item) => ({ id: item.id, label: labelOf(item, lang()) }))}
            chosen={props.fault.impact}
            onChoose={(impact) => props.onChange({ ...props.fault, impact })}
          />
        </Show>
        <Show when={isNew() && props.fault.impact === 'full_close'}>
          <Choice
            label={t('wcNotice')}
            note={t('wcNoticeNote')}
            problem={owed() === 'notice'}
            testId="notice"
            options={[
              { id: 'yes', label: t('wcNoticeYes') },
              { id: 'no', label: t('wcNoticeNo') },
            ]}
            chosen={props.fault.notice === undefined ? undefined : props.fault.notice ? 'yes' : 'no'}
            onChoose={(is) => props.onChange({ ...props.fault, notice: is === 'yes' })}
          />
        </Show>
        <Show when={isReport()}>
          <div class="field">
            <PhotoStrip
              photos={phone.photos}
              target={{ draft: props.draftKey }}
              label="failed"
              title={fault(props.fault.fault ?? '')}
              max={PHOTOS}
              place={props.place}
              mayAdd={true}
              only={props.fault.photo ?? []}
              onAdded={({ sha256 }) =>
                sha256 && props.onChange({ ...props.fault, photo: [...(props.fault.photo ?? []), sha256] })
              }
              onRemoved={({ sha256 }) =>
                props.onChange({ ...props.fault, photo: (props.fault.photo ?? []).filter((one) => one !== sha256) })
              }
            />
            <p class="msg">{isNew() ? t('wcWillReport') : t('wcSameNote')}</p>
          </div>
        </Show>
        <Show when={props.onDrop}>
          {(drop) => (
            <button type="button" class="btn plain" onClick={() => drop()()}>
              {t('remove')}
            </button>
          )}
        </Show>
      </div>
    </section>
  )
}

function Choice(props: {
  label: string
  note?: string
  problem: boolean
  testId: string
  options: readonly { readonly id: string; readonly label: string }[]
  chosen: string | undefined
  onChoose: (id: string) => void
}): JSX.Element {
  const name = createUniqueId()
  return (
    <fieldset class="field" classList={{ problem: props.problem }}>
      <legend class="label">{props.label}</legend>
      <div class="chips">
        <For each={props.options}>
          {({ id, label }) => (
            <label class="chip">
              <input
                type="radio"
                name={name}
                checked={props.chosen === id}
                data-testid={`${props.testId}-${id}`}
                onChange={() => props.onChoose(id)}
              />
              <span>{label}</span>
            </label>
          )}
        </For>
      </div>
      <Show when={props.problem || props.note}>
        <p class="msg" classList={{ bad: props.problem }}>
          {props.problem ? t('stillToChoose') : props.note}
        </p>
      </Show>
    </fieldset>
  )
}
