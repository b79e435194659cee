import type { JSX } from 'solid-js'

/** Lucide's lines (ISC licence), each icon as one path. */
const LINES = {
  due: 'M4 16v-2.38C4 11.5 2.97 10.5 3 8c.03-2.72 1.49-6 4.5-6C9.37 2 10 3.8 10 5.5c0 3.11-2 5.66-2 8.68V16a2 2 0 1 1-4 0Z M20 20v-2.38c0-2.12 1.03-3.12 1-5.62-.03-2.72-1.49-6-4.5-6C14.63 6 14 7.8 14 9.5c0 3.11 2 5.66 2 8.68V20a2 2 0 1 0 4 0Z M16 17h4 M4 13h4',
  met: 'M20 6 9 17l-5-5',
  tried: 'M5 12h14',
  refused: 'M2 12a10 10 0 1 0 20 0a10 10 0 1 0-20 0 M4.929 4.929 19.07 19.071',
  vacant: 'M19 21V5a2 2 0 0 0-2-2H7a2 2 0 0 0-2 2v16 M2 21h20 M9 12h.01',
  other: 'M2 12a10 10 0 1 0 20 0a10 10 0 1 0-20 0 M12 6v6l4 2',
  care: 'M2 9.5a5.5 5.5 0 0 1 9.591-3.676.56.56 0 0 0 .818 0A5.49 5.49 0 0 1 22 9.5c0 2.29-1.5 4-3 5.5l-5.492 5.313a2 2 0 0 1-3 .019L5 15c-1.5-1.5-3-3.2-3-5.5',
  unknown: 'M5 12h14 M12 5v14',
} as const

/**
 * The icon of a door, drawn and not masked: each mask is a layer of its own, and a house has hundreds of doors to be
 * walked through at each frame of a scroll.
 */
export function DoorIcon(props: { of: keyof typeof LINES; label?: string }): JSX.Element {
  return (
    <svg
      class="door-icon"
      classList={{ care: props.of === 'care' }}
      viewBox="0 0 24 24"
      aria-hidden={props.label ? undefined : 'true'}
      role={props.label ? 'img' : undefined}
      aria-label={props.label}
    >
      <path d={LINES[props.of]} />
    </svg>
  )
}
