import { type JSX, Show } from 'solid-js'
import { CardMark } from '../parts/card-mark.tsx'
import { t } from '../words/words.ts'
import type { Door } from './door.ts'
import { DoorIcon } from './door-icon.tsx'

const WORDS = {
  due: 'doorDue',
  met: 'doorMet',
  tried: 'doorTried',
  refused: 'doorRefused',
  vacant: 'doorVacant',
  other: 'doorOther',
} as const

/** A door: number, colour, icon and word, so that no colour has to be told from another. */
export function DoorFace(props: { door: Door; href: string }): JSX.Element {
  const { door } = props
  return (
    <a class={`door is-${door.mark}`} href={props.href} data-testid="door" data-door={door.id} data-mark={door.mark}>
      <b>
        {door.room}
        <Show when={door.care}>
          <DoorIcon of="care" label={t('doorCare')} />
        </Show>
        <CardMark card={door.card} />
      </b>
      <span>
        <DoorIcon of={door.mark} />
        {t(WORDS[door.mark], { n: door.tries })}
      </span>
    </a>
  )
}
