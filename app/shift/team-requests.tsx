import { createMemo, createSignal, For, type JSX, Show } from 'solid-js'
import { fromIsoDate } from '../../domain/clock.ts'
import { kindOf, labelOf } from '../../domain/kinds/registry.ts'
import type { FoldedRecord } from '../../domain/record/folded.ts'
import { usePhone } from '../state/phone-context.ts'
import { dateWords, lang, t } from '../words/words.ts'
import type { Worklist } from './plans.ts'
import { ProxySheet } from './proxy-sheet.tsx'
import type { TeamActs } from './team-acts.ts'
import { momentWords, optionOf } from './words.ts'

const KINDS = ['leave_request', 'clock_fix', 'swap_request']

/** Leave, late clocks and swaps that wait for an answer; a refusal says why. Leave that no shift says yet is one tap. */
export function TeamRequests(props: { list: Worklist; acts: TeamActs; team: ReadonlySet<string> }): JSX.Element {
  const phone = usePhone()
  const [refusing, setRefusing] = createSignal<FoldedRecord>()
  const waiting = createMemo(() =>
    KINDS.flatMap((kind) => props.list.ofKind(kind))
      .filter(({ state, fields }) => state === 'requested' && props.team.has(String(fields['personId'])))
      .sort((a, b) => a.createdAt - b.createdAt),
  )
  const line = ({ kind, fields }: FoldedRecord): string => {
    if (kind === 'leave_request') {
      const span = { from: momentWords(Number(fields['fromAt'])), to: momentWords(Number(fields['toAt'])) }
      return `${optionOf(kind, 'leave_type', fields['leaveType'])} · ${t('leaveLine', span)}`
    }
    if (kind === 'clock_fix') {
      const type = optionOf('shift', 'clock_type', fields['clockType'])
      return t('fixLine', { type, time: momentWords(Number(fields['at'])) })
    }
    const day = dateWords(fromIsoDate(String(fields['date'])) ?? 0)
    return t('swapLine', { day, name: phone.nameOf(String(fields['withId'])) })
  }
  /** Steps in shifts that leave granted before still owes; the requests themselves are written along with them. */
  const owed = createMemo(() => props.acts.leaveToMark().filter((one) => 'move' in one && one.move).length)
  return (
    <>
      <Show when={owed() > 0}>
        <section class="block stack">
          <p class="strong">{t('leaveOwed', { n: owed() })}</p>
          <button type="button" class="btn" data-testid="mark-leave-all" onClick={() => void props.acts.markLeave()}>
            {t('leaveMark')}
          </button>
        </section>
      </Show>
      <Show when={waiting().length > 0}>
        <div class="head">
          <h2 class="need">{t('requestsN', { n: waiting().length })}</h2>
        </div>
        <ul>
          <For each={waiting()}>
            {(one) => (
              <li class="ask-row" data-testid="team-request" data-kind={one.kind}>
                <p class="strong">
                  {phone.nameOf(String(one.fields['personId']))} · {labelOf(kindOf(one.kind), lang())}
                </p>
                <p>{line(one)}</p>
                <p class="sub">{String(one.fields['reason'] ?? '')}</p>
                <Show when={props.acts.lacks(one)}>
                  {(what) => (
                    <p class="need strong" data-testid="request-lacks">
                      {t(what() === 'week' ? 'lacksWeek' : 'lacksShift')}
                    </p>
                  )}
                </Show>
                <div class="pair">
                  <button type="button" class="btn" data-testid="request-refuse" onClick={() => setRefusing(one)}>
                    {t('refuse')}
                  </button>
                  <Show when={!props.acts.lacks(one)}>
                    <button
                      type="button"
                      class="btn"
                      data-testid="request-approve"
                      onClick={() => void props.acts.approve(one)}
                    >
                      {one.kind === 'swap_request' ? t('approveSwap') : t('approve')}
                    </button>
                  </Show>
                </div>
              </li>
            )}
          </For>
        </ul>
        <Show when={refusing()}>
          {(one) => (
            <ProxySheet
              title={t('refuse')}
              note=""
              hint={t('whyNote')}
              onSave={async (note) => {
                if (await props.acts.refuse(one(), note)) setRefusing(undefined)
              }}
              onClose={() => setRefusing(undefined)}
            />
          )}
        </Show>
      </Show>
    </>
  )
}
