import { createResource, createSignal, For, type JSX, Show } from 'solid-js'
import type { MeAnswer, SwitchesAnswer } from '../../../domain/api.ts'
import { bookOf, labelOf, roleName } from '../../../domain/kinds/registry.ts'
import type { OrgSwitch, SwitchWord } from '../../../domain/org.ts'
import { type Switch, switches, switchOn } from '../../../domain/switches.ts'
import { post, request } from '../../state/api.ts'
import { areaName } from '../../state/areas.ts'
import { clockTime, dateWords, lang, t } from '../../words/words.ts'
import type { Key } from '../../words/zh.ts'
import type { Live } from '../live.ts'
import { createWorkers } from '../people.ts'
import { Top } from '../top.tsx'

/** Why there is nothing to turn on. */
const NOTHING: { readonly [id: string]: Key } = { ranking: 'switchNoRanking', idle_notice: 'switchNoIdle' }

/** What may be asked of workers, per book: on only with a ground that they read themselves. */
export function SwitchesPage(props: { me: MeAnswer; live: Live; tabs: JSX.Element }): JSX.Element {
  const area = () => props.me.grants.find(({ role }) => role === 'admin')?.area ?? ''
  const [answer, { refetch }] = createResource(async () => {
    const found = await request<SwitchesAnswer>('/api/switches')
    return found.ok ? found.value : undefined
  })
  const said = () => answer.latest?.switches ?? []
  const words = () => answer.latest?.words ?? []
  const people = createWorkers(area, ['admin'])
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
                <Show
                  when={one.books.length > 0}
                  fallback={
                    <tr data-testid="switch" data-switch={one.id} data-on="false">
                      <th scope="row">{labelOf(one, lang())}</th>
                      <td />
                      <td class="sub">{t('switchOff')}</td>
                      <td colSpan={2} class="sub">
                        {t(NOTHING[one.id] ?? 'switchNothing')}
                      </td>
                    </tr>
                  }
                >
                  <For each={one.books}>
                    {(book, i) => (
                      <Row
                        one={one}
                        book={book}
                        first={i() === 0}
                        area={area()}
                        said={said()}
                        words={words()}
                        nameOf={people.nameOf}
                        onDone={() => void refetch()}
                      />
                    )}
                  </For>
                </Show>
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
  words: readonly SwitchWord[]
  nameOf: (person: string) => string
  onDone: () => void
}): JSX.Element {
  const now = () => switchOn(props.said, props.one.id, props.book, '', props.area, Date.now())
  const history = () => props.words.filter((word) => word.id === props.one.id && word.book === props.book)
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
      <td class="nb">{labelOf(bookOf(props.book), lang())}</td>
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
        <Show when={props.one.later}>
          <p class="sub">{t('switchLater')}</p>
        </Show>
        <Show when={history().length > 0}>
          <details data-testid="switch-history">
            <summary>{t('switchHistory', { n: history().length })}</summary>
            <ul>
              <For each={history()}>
                {(word) => (
                  <li>
                    {[
                      clockTime(word.from),
                      areaName(word.area),
                      word.role ? roleName(word.role, lang()) : '',
                      t(word.on ? 'switchOn' : 'switchOff'),
                      props.nameOf(word.by) || word.by,
                      word.ground ?? '',
                    ]
                      .filter(Boolean)
                      .join(' · ')}
                  </li>
                )}
              </For>
            </ul>
          </details>
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
