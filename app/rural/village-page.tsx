import '../words/late.ts'
import './rural.css'
import { createMemo, createSignal, For, type JSX, Show } from 'solid-js'
import { kindOf, labelOf, moveOf } from '../../domain/kinds/registry.ts'
import type { FoldedRecord } from '../../domain/record/folded.ts'
import { masked } from '../../domain/record/mask.ts'
import { keepScroll, useBack } from '../screens/phone-frame.tsx'
import { areaName } from '../state/areas.ts'
import { usePhone } from '../state/phone-context.ts'
import { lang, t } from '../words/words.ts'
import { settleHousehold } from './habits.ts'
import { printPublicity } from './publicity.ts'
import { applyFor, fileNoOf, villageOf } from './village-data.ts'

/** The clerk's village: how far it is, who has not applied, the list for the wall, the signatures. */
export function VillagePage(): JSX.Element {
  const phone = usePhone()
  const back = useBack('/')
  const village = createMemo(() => villageOf(phone))
  const area = () => phone.areaFor('village_staff')
  const [busy, setBusy] = createSignal(false)
  const [said, setSaid] = createSignal('')
  const kind = () => kindOf('latrine')
  const stages = () =>
    (kind()?.states ?? []).flatMap((state) => {
      const n = village().latrines.filter((one) => one.state === state.id).length
      return n > 0 ? [{ state, n }] : []
    })
  const homeOf = (record: FoldedRecord) => phone.records[String(record.fields['householdId'] ?? '')]?.record
  const nameOf = (record: FoldedRecord | undefined) => masked('name', String(record?.fields['headName'] ?? ''))

  async function each(list: readonly FoldedRecord[], act: (record: FoldedRecord) => Promise<boolean>): Promise<void> {
    if (busy()) return
    setBusy(true)
    let done = 0
    for (const record of list) {
      if (!(await act(record))) {
        setSaid(`${t('notSavedTitle')}。${t('notSavedTry')}`)
        break
      }
      done++
    }
    setBusy(false)
    if (done === list.length) setSaid(t('ruralDone', { n: done }))
  }
  const apply = (list: readonly FoldedRecord[]) => each(list, async (home) => (await applyFor(phone, home)).ok)
  const post = () =>
    each(village().toPost, async (record) => {
      const known = kind()
      const move = known && moveOf(known, 'publicise')
      if (!move || !(await settleHousehold(phone, record)).ok) return false
      const subsidy = record.fields['subsidy'] ?? defaults()
      const saved = await phone.change(record.id, {
        role: phone.roleFor(move.by) ?? '',
        set: { subsidy },
        move: { move: move.id, to: move.to },
      })
      return saved.ok
    })
  /** What the province, the city and the district give, by the declaration. */
  const defaults = (): { readonly [part: string]: number } =>
    Object.fromEntries(
      (kind()?.fields.find((field) => field.id === 'subsidy')?.items ?? []).flatMap((item) =>
        typeof item.default === 'number' ? [[item.id, item.default]] : [],
      ),
    )
  const print = () => {
    const given = Object.values(defaults()).reduce((sum, part) => sum + part, 0)
    printPublicity(
      area(),
      Date.now(),
      village().toPost.map((record) => ({
        fileNo: fileNoOf(record),
        name: String(homeOf(record)?.fields['headName'] ?? ''),
        latrineType: String(record.fields['latrineType'] ?? ''),
        money: given,
      })),
    )
  }
  return (
    <div class="phone">
      <header class="bar">
        <button type="button" class="back" aria-label={t('back')} onClick={back}>
          <i class="i i-chevron-left" aria-hidden="true" />
        </button>
        <div>
          <h1>{t('ruralVillage')}</h1>
          <p class="sub">{areaName(area())}</p>
        </div>
      </header>
      <main ref={keepScroll('village')}>
        <Show when={said()}>
          <p class="block strong" role="status" data-testid="village-said">
            {said()}
          </p>
        </Show>
        <section class="block" data-testid="harmless-rate">
          <p class="lead">
            {village().rate.percent === undefined
              ? t('ruralNoBase')
              : t('ruralVillageSub', {
                  percent: village().rate.percent as number,
                  harmless: village().rate.harmless,
                  base: village().rate.base,
                })}
          </p>
          <Show when={village().rate.excluded > 0}>
            <p class="sub">{t('ruralHarmlessNote', { n: village().rate.excluded })}</p>
          </Show>
        </section>
        <Show when={village().toPost.length > 0}>
          <section class="block" data-testid="to-post">
            <p class="lead">{t('ruralToPost', { n: village().toPost.length })}</p>
            <p class="sub">{t('ruralToPostNote')}</p>
            <div class="stack">
              <button type="button" class="btn" data-testid="print-list" onClick={print}>
                <i class="i i-printer" aria-hidden="true" />
                {t('ruralPrint')}
              </button>
              <button
                type="button"
                class="btn main"
                data-testid="post-all"
                aria-busy={busy()}
                onClick={() => void post()}
              >
                {t('ruralPost', { n: village().toPost.length })}
              </button>
            </div>
          </section>
        </Show>
        <Show when={village().posted.length > 0}>
          <div class="head">
            <h2>{t('ruralPosted', { n: village().posted.length })}</h2>
            <span class="sub">{t('ruralPostedNote')}</span>
          </div>
          <ul class="rows">
            <For each={village().posted}>
              {(record) => (
                <li class="link">
                  <a class="row" href={`/record/${record.id}`} data-testid="posted-row" data-record={record.id}>
                    <span>
                      <span class="t">
                        {fileNoOf(record)} · {nameOf(homeOf(record))}
                      </span>
                      <span class="sub">{record.fields['handSign'] ? t('ruralHasSigned') : t('ruralToSign')}</span>
                    </span>
                  </a>
                </li>
              )}
            </For>
          </ul>
        </Show>
        <Show when={village().notBegun.length > 0}>
          <div class="head">
            <h2>{t('ruralNotBegun', { n: village().notBegun.length })}</h2>
          </div>
          <p class="block sub">{t('ruralNotBegunNote')}</p>
          <Show when={village().notBegun.length > 1}>
            <div class="block">
              <button
                type="button"
                class="btn"
                data-testid="apply-all"
                aria-busy={busy()}
                onClick={() => void apply(village().notBegun)}
              >
                {t('ruralApplyAll', { n: village().notBegun.length })}
              </button>
            </div>
          </Show>
          <ul class="rows">
            <For each={village().notBegun.slice(0, MOST)}>
              {(home) => (
                <li class="row">
                  <span>
                    <span class="t">
                      {fileNoOf(home)} · {nameOf(home)}
                    </span>
                    <span class="sub">{String(home.fields['doorNo'] ?? '')}</span>
                  </span>
                  <button
                    type="button"
                    class="btn"
                    data-testid="apply"
                    data-record={home.id}
                    onClick={() => void apply([home])}
                  >
                    {t('ruralApply')}
                  </button>
                </li>
              )}
            </For>
          </ul>
        </Show>
        <div class="head">
          <h2>{t('ruralByStage')}</h2>
        </div>
        <dl class="block facts">
          <For each={stages()}>
            {({ state, n }) => (
              <div>
                <dt>{labelOf(state, lang())}</dt>
                <dd data-testid={`count-${state.id}`}>{n}</dd>
              </div>
            )}
          </For>
        </dl>
      </main>
      <footer class="foot">
        <a class="btn" href="/import" data-testid="to-import">
          <i class="i i-file-up" aria-hidden="true" />
          {t('ruralImport')}
        </a>
      </footer>
    </div>
  )
}

/** Rows that stand there at once; the rest comes as these are applied for. */
const MOST = 60
