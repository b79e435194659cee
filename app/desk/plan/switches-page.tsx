import { createResource, createSignal, For, type JSX, Show } from 'solid-js'
import type { MeAnswer } from '../../../domain/api.ts'
import { bookOf, labelOf } from '../../../domain/kinds/registry.ts'
import type { OrgSwitch } from '../../../domain/org.ts'
import { type Switch, switches, switchOn } from '../../../domain/switches.ts'
import { post, request } from '../../state/api.ts'
import { areaName } from '../../state/areas.ts'
import { dateWords, lang, t } from '../../words/words.ts'
import type { Live } from '../live.ts'
import { Top } from '../top.tsx'

/** Books whose workers anything is asked of. */
const BOOKS = ['worker', 'sanitation', 'rural', 'police', 'posts']

/** What may be asked of workers, per book: on only with a ground that they read themselves. */
export function SwitchesPage(props: { me: MeAnswer; live: Live; tabs: JSX.Element }): JSX.Element {
  const area = () => props.me.grants.find(({ role }) => role === 'admin')?.area ?? ''
  const [answer, { refetch }] = createResource(async () => {
    const found = await request<{ readonly switches: readonly OrgSwitch[] }>('/api/switches')
    return found.ok ? found.value.switches : []
  })
  const said = () => answer.latest ?? []
  return (
    <>
      <Top title={t('switchTitle')} sub={areaName(area())} live={props.live}>
        {props.tabs}
      </Top>
      <div class="plan-rules">
        <p class="sub">{t('switchSub')}</p>
        <table class="grid">
          <thead>
            <tr>
              <th scope="col">{t('planTabSwitches')}</th>
              <th scope="col">{t('switchBook')}</th>
              <th scope="col">{t('state')}</th>
              <th scope="col">{t('switchGround')}</th>
              <th scope="col" />
            </tr>
          </thead>
          <tbody>
            <For each={switches}>
              {(one) => (
                <For each={BOOKS}>
                  {(book, i) => (
                    <Row
                      one={one}
                      book={book}
                      first={i() === 0}
                      area={area()}
                      said={said()}
                      onDone={() => void refetch()}
                    />
                  )}
                </For>
              )}
            </For>
          </tbody>
        </table>
      </div>
    </>
  )
}

function Row(props: {
  one: Switch
  book: string
  first: boolean
  area: string
  said: readonly OrgSwitch[]
  onDone: () => void
}): JSX.Element {
  const now = () => switchOn(props.said, props.one.id, props.book, '', props.area, Date.now())
  const [asking, setAsking] = createSignal(false)
  const [ground, setGround] = createSignal('')
  const [bad, setBad] = createSignal('')
  async function turn(on: boolean): Promise<void> {
    if (on && !asking()) return void setAsking(true)
    if (on && ground().trim() === '') return void setBad(t('switchGroundMissing'))
    const body = { id: props.one.id, book: props.book, area: props.area, on, ground: on ? ground().trim() : '' }
    const answer = await post('/api/admin/switches', body)
    if (!answer.ok) return void setBad(t(answer.problem.status === 0 ? 'ruleBad_noNetwork' : 'ruleBad_other'))
    setAsking(false)
    setBad('')
    props.onDone()
  }
  return (
    <tr data-testid="switch" data-switch={`${props.one.id}.${props.book}`} data-on={now().on}>
      <th scope="row">{props.first ? labelOf(props.one, lang()) : ''}</th>
      <td>{labelOf(bookOf(props.book), lang())}</td>
      <td>
        <span classList={{ ok: now().on, sub: !now().on }}>{t(now().on ? 'switchOn' : 'switchOff')}</span>
      </td>
      <td>
        <Show
          when={asking()}
          fallback={now().on ? `${now().ground ?? ''} · ${t('ruleSince', { day: dateWords(now().from ?? 0) })}` : ''}
        >
          <input
            class="input"
            data-testid="switch-ground"
            aria-label={t('switchGround')}
            placeholder={t('switchGround')}
            maxLength={400}
            value={ground()}
            onInput={(event) => setGround(event.currentTarget.value)}
          />
        </Show>
        <Show when={bad()}>
          <p class="msg bad" role="alert">
            {bad()}
          </p>
        </Show>
      </td>
      <td>
        <button type="button" class="btn" data-testid="switch-turn" onClick={() => void turn(!now().on)}>
          {t(now().on ? 'switchTurnOff' : 'switchTurnOn')}
        </button>
      </td>
    </tr>
  )
}
