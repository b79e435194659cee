import { useNavigate } from '@solidjs/router'
import { createMemo, createSignal, For, type JSX, Show } from 'solid-js'
import type { Kind } from '../../domain/kinds/define.ts'
import { enumOf, fieldOf, kindOf, labelOf } from '../../domain/kinds/registry.ts'
import { isPresent, isRow } from '../../domain/record/condition.ts'
import type { Fields, Value } from '../../domain/record/event.ts'
import type { FoldedRecord } from '../../domain/record/folded.ts'
import { isWithinNorm } from '../../domain/record/norms.ts'
import { checkValue, missingFields } from '../../domain/record/values.ts'
import { openRepairs } from '../../domain/toilet/rounds.ts'
import { FieldInput } from '../parts/field-input.tsx'
import { PlaceWords } from '../parts/place-words.tsx'
import type { Scope } from '../parts/widgets/widget.ts'
import { NotSavedScreen } from '../screens/not-saved.tsx'
import { useBack } from '../screens/phone-frame.tsx'
import { plainRecords } from '../state/agenda.ts'
import { createNow } from '../state/now.ts'
import { usePhone } from '../state/phone-context.ts'
import { createPlace } from '../state/place.ts'
import type { NotSaved } from '../store/rows.ts'
import { clockTime, lang, t } from '../words/words.ts'
import { allGood, type Fault, faultsIn, HANDLED, ITEMS, owedOf, toReport } from './answers.ts'
import { FaultBlock } from './fault-block.tsx'
import { hourWords } from './hours.ts'
import { keptToilets } from './known.ts'
import { placeOf, saveCheck } from './report.ts'
import { classWords } from './rounds.ts'
import { Supplies } from './supplies.tsx'

const CLASS = 'assetId.toiletClass'
const OWED = { fault: 'wcWhere', same: 'wcSameAsk', impact: 'wcImpact', notice: 'wcNotice' } as const
const MEASURED = ['temp', 'nh3', 'h2s'] as const

/** One look round a toilet: everything good in one press, or only what is bad told. On disk as a draft at each press. */
export function CheckForm(props: {
  toilet: FoldedRecord
  draftKey: string
  kept: Fields
  scannedAt: number | undefined
}): JSX.Element {
  const phone = usePhone()
  const navigate = useNavigate()
  const back = useBack()
  const kind = kindOf('toilet_check') as Kind
  const placing = createPlace()
  const kept = keptToilets(phone, createNow())
  const round = () => kept().find(({ toilet }) => toilet.id === props.toilet.id)?.round
  const open = createMemo(() =>
    openRepairs(
      plainRecords(phone).map(({ record }) => record),
      props.toilet.id,
    ),
  )
  const [answers, setAnswers] = createSignal<Fields>(props.kept)
  const [tried, setTried] = createSignal(false)
  const [busy, setBusy] = createSignal(false)
  const [notSaved, setNotSaved] = createSignal<NotSaved>()
  let body: HTMLElement | undefined
  const place = () => placeOf(props.toilet, placing.place(), props.scannedAt)

  let writing: Promise<unknown> = Promise.resolve()
  const write = (next: Fields): void => {
    setAnswers(next)
    writing = writing.then(() => phone.saveDraft(props.draftKey, { kind: kind.id, fields: next }))
  }
  const put = (id: string, value: Value): void => write({ ...answers(), [id]: value })
  const faults = () => faultsIn(answers())
  const putFaults = (next: readonly Fault[]): void => put('faults', next as unknown as Value)
  const setFault = (at: number, next: Fault): void => putFaults(faults().map((one, i) => (i === at ? next : one)))
  function judge(id: string, good: boolean): void {
    const rest = faults().filter((fault) => fault.of !== id)
    const can = ITEMS.some((item) => item.id === id && item.faults.length > 0)
    const next = good || !can ? rest : [...rest, faults().find((fault) => fault.of === id) ?? { of: id }]
    write({ ...answers(), [id]: good ? 'pass' : 'fail', faults: next as unknown as Value })
  }

  const judged = () => ({ ...answers(), [CLASS]: props.toilet.fields['toiletClass'] ?? null })
  const untouched = () => ITEMS.every(({ id }) => !isPresent(answers()[id])) && faults().length === 0
  const missing = createMemo(() =>
    missingFields(kind, 'submitted', {
      fields: { ...answers(), assetId: props.toilet.id, checkAt: 1 },
      state: 'draft',
    }),
  )
  const wrong = createMemo(() =>
    kind.fields.filter(
      (field) => field.id !== 'faults' && checkValue(kind, field, answers()[field.id], answers()).length > 0,
    ),
  )
  const owed = createMemo(() => faults().findIndex((fault) => owedOf(fault, open()) !== undefined))
  const complete = () => missing().length === 0 && wrong().length === 0 && owed() === -1
  const good = () => ITEMS.filter(({ id }) => answers()[id] === 'pass' || answers()[id] === 'na').length

  async function save(what: Fields): Promise<void> {
    if (busy()) return
    setBusy(true)
    // The act takes the draft with it; a write of the draft still under way would bring it back.
    await writing
    const saved = await saveCheck(phone, props.toilet, what, { draft: props.draftKey, place: place() })
    setBusy(false)
    if (!saved.ok) setNotSaved(saved.problem)
    else {
      navigator.vibrate?.(30)
      navigate(`/saved/${saved.value}`, { replace: true })
    }
  }
  /** The first press says everything; after something bad was told it only fills the rest. */
  function press(): void {
    const fresh = untouched()
    const all = { ...allGood(props.toilet), ...answers() }
    write(all)
    if (fresh) void save(all)
  }
  function jump(): void {
    setTried(true)
    const [first] = missing()
    const target =
      owed() >= 0
        ? body?.querySelectorAll<HTMLElement>('[data-fault]')[owed()]
        : body?.querySelector<HTMLElement>(`[data-testid="field-${wrong()[0]?.id ?? first}"]`)
    target?.scrollIntoView({ block: 'center' })
    target?.querySelector<HTMLElement>('input, button')?.focus({ preventScroll: true })
  }
  const scope: Scope = {
    kind,
    named: () => '',
    tried,
    camera: { photos: phone.photos, target: { draft: props.draftKey } },
    fields: answers,
    place: placing.place,
    area: props.toilet.area,
    choices: () => [],
  }
  const field = (id: string) => {
    const declared = fieldOf(kind, id)
    const over = () => declared && isWithinNorm(declared, judged() as Fields) === false
    return (
      <Show when={declared}>
        {(known) => (
          <FieldInput
            scope={scope}
            field={known()}
            value={answers()[id]}
            needed={known().need === 'always'}
            hint={over() ? t('wcOver', { class: classWords(props.toilet) }) : undefined}
            siblings={answers()}
            onChange={(value) => put(id, value)}
          />
        )}
      </Show>
    )
  }
  const says = () => {
    const hours = round()?.window
    return hours ? t('wcNth', { n: hours.nth, window: hourWords(hours) }) : classWords(props.toilet)
  }
  const next = (): string => {
    const fault = faults()[owed()]
    const part = fault && owedOf(fault, open())
    if (part) return t(OWED[part])
    const id = wrong()[0]?.id ?? missing()[0]
    return id ? labelOf(fieldOf(kind, id), lang()) : ''
  }

  return (
    <div class="phone toilet">
      <header class="bar">
        <button type="button" class="back" aria-label={t('back')} onClick={back}>
          <i class="i i-chevron-left" aria-hidden="true" />
        </button>
        <div>
          <h1>{String(props.toilet.fields['name'] ?? '')}</h1>
          <p class="sub">{says()}</p>
        </div>
      </header>
      <main
        ref={(element) => {
          body = element
        }}
      >
        <Show when={untouched()}>
          <section class="block">
            <p class="label">{t('wcWalk')}</p>
            <button type="button" class="btn main big" data-testid="all-fine" aria-busy={busy()} onClick={press}>
              <i class="i i-thumbs-up l" aria-hidden="true" />
              {busy() ? t('saving') : t('wcAllFine')}
            </button>
            <p class="msg">{t('wcAllFineNote')}</p>
          </section>
          <div class="head">
            <h2>{t('wcOnlyBad')}</h2>
          </div>
        </Show>
        <For each={ITEMS}>
          {(item) => (
            <>
              <Judged
                id={item.id}
                label={labelOf(fieldOf(kind, item.id), lang())}
                value={answers()[item.id]}
                owed={tried() && missing().includes(item.id)}
                words={[t('wcPass'), t('wcFail')]}
                isGood={(value) => value === 'pass'}
                onJudge={(isGood) => judge(item.id, isGood)}
              />
              <Show when={faults().some((fault) => fault.of === item.id)}>
                <FaultBlock
                  {...at(() => faults().findIndex((fault) => fault.of === item.id))}
                  offered={[...item.faults, HANDLED]}
                />
              </Show>
            </>
          )}
        </For>
        <Judged
          id="disinfected"
          label={labelOf(fieldOf(kind, 'disinfected'), lang())}
          value={answers()['disinfected']}
          owed={tried() && missing().includes('disinfected')}
          words={[t('wcDone'), t('wcNotDone')]}
          isGood={(value) => value === true}
          onJudge={(isDone) => put('disinfected', isDone)}
        />
        <section class="sect">
          {field('odour')}
          {field('flies')}
          {field('maggots')}
        </section>
        <For each={faults().flatMap((fault, i) => (fault.of === '' ? [i] : []))}>
          {(i) => (
            <FaultBlock
              {...at(() => i)}
              offered={enumOf(kind, 'fault').map(({ id }) => id)}
              onDrop={() => putFaults(faults().filter((_, n) => n !== i))}
            />
          )}
        </For>
        <section class="block">
          <button
            type="button"
            class="btn"
            data-testid="fault-more"
            onClick={() => putFaults([...faults(), { of: '' }])}
          >
            <i class="i i-plus" aria-hidden="true" />
            {t('wcMore')}
          </button>
        </section>
        <Supplies
          value={isRow(answers()['supplies']) ? (answers()['supplies'] as Fields) : {}}
          onChange={(value) => put('supplies', value)}
        />
        <details class="more">
          <summary>{t('wcMeasured')}</summary>
          <section class="sect">
            <For each={MEASURED}>{(id) => field(id)}</For>
          </section>
        </details>
        <section class="sect">
          <p class="strong with-icon" data-testid="scanned">
            <i class="i i-qr-code" aria-hidden="true" />
            {props.scannedAt ? t('wcScanned', { time: clockTime(props.scannedAt) }) : t('wcNotScanned')}
          </p>
          <PlaceWords placing={placing} subject={props.toilet} near={50} area={props.toilet.area} />
        </section>
      </main>
      <Show when={!untouched()}>
        <footer class="foot">
          <p class="note">
            <span>
              {toReport(answers()).length > 0
                ? t('wcTally', { good: good(), bad: toReport(answers()).length })
                : t('wcTallyGood', { good: good() })}
            </span>
          </p>
          <div class="stack">
            <Show when={missing().length > 0}>
              <button type="button" class="btn" data-testid="all-fine" onClick={press}>
                {t('wcRest')}
              </button>
            </Show>
            <button
              type="button"
              class="btn main"
              data-testid="save-record"
              aria-busy={busy()}
              onClick={() => (complete() ? void save(answers()) : jump())}
            >
              {busy()
                ? t('saving')
                : !complete()
                  ? t('wcNext', { what: next() })
                  : toReport(answers()).length > 0
                    ? t('wcSaveReport', { n: toReport(answers()).length })
                    : t('save')}
            </button>
          </div>
        </footer>
      </Show>
      <Show when={notSaved()}>
        {(why) => (
          <NotSavedScreen
            why={why()}
            title={String(props.toilet.fields['name'] ?? '')}
            content={{ kind: kind.id, fields: answers() }}
            photos={phone.photos}
            onAgain={() => save(answers())}
            onBack={() => setNotSaved(undefined)}
          />
        )}
      </Show>
    </div>
  )

  /** What every block of a fault gets; `of` finds its place anew with each change. */
  function at(of: () => number) {
    return {
      get fault(): Fault {
        return faults()[of()] ?? { of: '' }
      },
      kind,
      get open() {
        return open()
      },
      get tried() {
        return tried()
      },
      draftKey: props.draftKey,
      place: placing.place,
      onChange: (next: Fault) => setFault(of(), next),
    }
  }
}

/** Good or bad, as two buttons beside the name; neither is chosen before somebody pressed it. */
function Judged(props: {
  id: string
  label: string
  value: Value | undefined
  owed: boolean
  words: readonly [string, string]
  isGood: (value: Value) => boolean
  onJudge: (good: boolean) => void
}): JSX.Element {
  const is = (good: boolean) =>
    isPresent(props.value) && props.value !== 'na' && props.isGood(props.value as Value) === good
  return (
    <fieldset class="judged" classList={{ problem: props.owed }} data-testid={`field-${props.id}`}>
      <legend class="strong">{props.label}</legend>
      <button type="button" class="chip" aria-pressed={is(true)} data-testid="pass" onClick={() => props.onJudge(true)}>
        <Show when={is(true)}>
          <i class="i i-check s" aria-hidden="true" />
        </Show>
        {props.words[0]}
      </button>
      <button
        type="button"
        class="chip ill"
        aria-pressed={is(false)}
        data-testid="fail"
        onClick={() => props.onJudge(false)}
      >
        <Show when={is(false)}>
          <i class="i i-x s" aria-hidden="true" />
        </Show>
        {props.words[1]}
      </button>
    </fieldset>
  )
}
