import { createResource, createSignal, For, type JSX, Show } from 'solid-js'
import type { MeAnswer, RobotRow, RobotsAnswer } from '../../../domain/api.ts'
import { post, request } from '../../state/api.ts'
import { areaName, areasBelow } from '../../state/areas.ts'
import { clockTime, t } from '../../words/words.ts'
import type { Key } from '../../words/zh.ts'

const PROBLEMS: { readonly [code: string]: Key } = { badAddress: 'robotBadAddress', outOfScope: 'robotNotYours' }

/** The groups that the server may write to, for an administrator: what was entered once is not shown again. */
export function RobotsPanel(props: { me: MeAnswer }): JSX.Element {
  const own = () => props.me.grants.find(({ role }) => role === 'admin')?.area ?? ''
  const areas = () => [own(), ...areasBelow(own()).map(({ code }) => code)]
  const [found, { refetch }] = createResource(async () => {
    const answer = await request<RobotsAnswer>('/api/admin/robots')
    return answer.ok ? answer.value.robots : []
  })
  const [area, setArea] = createSignal(own())
  const [type, setType] = createSignal<RobotRow['type']>('wecom')
  const [name, setName] = createSignal('')
  const [url, setUrl] = createSignal('')
  const [secret, setSecret] = createSignal('')
  const [problem, setProblem] = createSignal<Key>()
  const [tried, setTried] = createSignal<{ readonly id: number; readonly ok: boolean }>()
  async function add(): Promise<void> {
    if (name().trim() === '' || url().trim() === '') return void setProblem('robotNeeds')
    const signed = type() === 'dingtalk' && secret().trim() ? { secret: secret().trim() } : {}
    const robot = { area: area(), type: type(), name: name().trim(), url: url().trim(), ...signed }
    const made = await post('/api/admin/robots', robot)
    setProblem(made.ok ? undefined : (PROBLEMS[made.problem.code] ?? 'tellNotWritten'))
    if (!made.ok) return
    setName('')
    setUrl('')
    setSecret('')
    void refetch()
  }
  async function act(robot: RobotRow, what: 'test' | 'turn' | 'remove'): Promise<void> {
    const path = `/api/admin/robots/${robot.id}`
    if (what === 'test') setTried({ id: robot.id, ok: (await post(`${path}/test`, {})).ok })
    else if (what === 'turn') await post(path, { enabled: !robot.enabled })
    else await request(path, { method: 'DELETE' })
    void refetch()
  }
  const state = (robot: RobotRow): string => {
    if (!robot.enabled) return t('isOff')
    if (robot.problem) return t('robotProblem', { time: clockTime(robot.failedAt ?? 0), why: robot.problem })
    return robot.okAt ? t('robotOk', { time: clockTime(robot.okAt) }) : t('robotQuiet')
  }
  return (
    <div class="told-form" data-testid="robots">
      <p class="sub">{t('robotsNote')}</p>
      <ul class="rows">
        <For each={found.latest ?? []}>
          {(robot) => (
            <li data-testid="robot-row">
              <i class={`i ${robot.problem ? 'i-circle-alert' : 'i-users-round'}`} aria-hidden="true" />
              <span>
                <span class="t">
                  {robot.name} · {areaName(robot.area)}
                </span>
                <span class="sub">
                  {t(`robot_${robot.type}`)} · {robot.host} · {state(robot)}
                  <Show when={tried()?.id === robot.id}> · {t(tried()?.ok ? 'robotTried' : 'robotTriedNot')}</Show>
                </span>
              </span>
              <span class="picks">
                <button type="button" class="btn" onClick={() => void act(robot, 'test')}>
                  {t('robotTest')}
                </button>
                <button type="button" class="btn" onClick={() => void act(robot, 'turn')}>
                  {t(robot.enabled ? 'robotOff' : 'robotOn')}
                </button>
                <button type="button" class="btn" onClick={() => void act(robot, 'remove')}>
                  {t('robotRemove')}
                </button>
              </span>
            </li>
          )}
        </For>
      </ul>
      <div class="picks">
        <For each={['wecom', 'dingtalk'] as const}>
          {(one) => (
            <button type="button" class="pick" aria-pressed={type() === one} onClick={() => setType(one)}>
              {t(`robot_${one}`)}
            </button>
          )}
        </For>
      </div>
      <label>
        <span class="label">{t('noticeWhere')}</span>
        <select class="input" value={area()} onChange={(event) => setArea(event.currentTarget.value)}>
          <For each={areas()}>{(code) => <option value={code}>{areaName(code)}</option>}</For>
        </select>
      </label>
      <label>
        <span class="label">{t('robotName')}</span>
        <input class="input" maxLength={60} value={name()} onInput={(event) => setName(event.currentTarget.value)} />
      </label>
      <label>
        <span class="label">{t('robotUrl')}</span>
        <input class="input" type="url" value={url()} onInput={(event) => setUrl(event.currentTarget.value)} />
      </label>
      <Show when={type() === 'dingtalk'}>
        <label>
          <span class="label">{t('robotSecret')}</span>
          <input
            class="input"
            type="password"
            autocomplete="off"
            value={secret()}
            onInput={(event) => setSecret(event.currentTarget.value)}
          />
        </label>
      </Show>
      <Show when={problem()}>
        {(key) => (
          <p class="msg bad" role="alert">
            {t(key())}
          </p>
        )}
      </Show>
      <p>
        <button type="button" class="btn main" data-testid="robot-add" onClick={() => void add()}>
          {t('robotAdd')}
        </button>
      </p>
    </div>
  )
}
