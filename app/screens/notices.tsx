import { For, type JSX, Show } from 'solid-js'
import { type Advice, advise } from '../state/advise.ts'
import { usePhone } from '../state/phone-context.ts'
import { saveFile } from '../state/save-file.ts'
import { useSession } from '../state/session.ts'
import { t } from '../words/words.ts'

const LOOK: { readonly [about in Advice['about']]: readonly [tone: string, icon: string] } = {
  held: ['needs', 'i-circle-alert'],
  rejected: ['needs', 'i-circle-alert'],
  aside: ['needs', 'i-circle-alert'],
  photoRefused: ['needs', 'i-circle-alert'],
  signIn: ['waiting', 'i-log-out'],
  update: ['needs', 'i-refresh-cw'],
  noAccess: ['needs', 'i-circle-alert'],
  notStored: ['danger', 'i-triangle-alert'],
  clock: ['info', 'i-clock'],
  spaceLow: ['needs', 'i-hard-drive-download'],
  newVersion: ['info', 'i-refresh-cw'],
}

/** One piece of advice: what happened and whether the work is safe, then the one thing to do. */
export function AdviceNotice(props: { advice: Advice }): JSX.Element {
  const phone = usePhone()
  const session = useSession()
  const word = () => {
    switch (props.advice.action) {
      case 'signIn':
        return t('signInNow')
      case 'update':
        return t('updateNow')
      case 'export':
        return t('syncExport')
      case undefined:
        return ''
    }
  }
  async function act(): Promise<void> {
    if (props.advice.action === 'signIn') session.askSignIn()
    else if (props.advice.action === 'update') await phone.update()
    else saveFile(await phone.exportAll(), `xunji-${phone.me.person.account ?? 'work'}.json`)
  }
  return (
    <section class={`notice ${LOOK[props.advice.about][0]}`} data-testid={`advice-${props.advice.about}`}>
      <i class={`i ${LOOK[props.advice.about][1]}`} aria-hidden="true" />
      <div>
        <p>{t(props.advice.say, props.advice.values)}</p>
        <Show when={word()}>
          <button type="button" class="btn fit" data-testid="advice-act" onClick={() => void act()}>
            {word()}
          </button>
        </Show>
      </div>
    </section>
  )
}

/** What the person should know on every tab, the most urgent first. */
export function Notices(): JSX.Element {
  const phone = usePhone()
  const session = useSession()
  // The session may have ended before this phone ever reached the sockets that would say so.
  const ended = (): readonly Advice[] =>
    session.signInNeeded() && !phone.advice().some((one) => one.about === 'signIn')
      ? [advise({ type: 'signIn', waiting: phone.waiting() })]
      : []
  return <For each={[...ended(), ...phone.advice()]}>{(advice) => <AdviceNotice advice={advice} />}</For>
}
