import type { JSX } from 'solid-js'

const R = 35.5
const ROUND = 2 * Math.PI * R

/** A share as a ring with its percentage inside. */
export function Ring(props: { share: number }): JSX.Element {
  const percent = () => Math.round(props.share * 100)
  return (
    <svg class="ring" width="80" height="80" viewBox="0 0 80 80" role="img" aria-label={`${percent()}%`}>
      <circle class="under" cx="40" cy="40" r={R} />
      <circle
        class="over-it"
        cx="40"
        cy="40"
        r={R}
        stroke-dasharray={`${props.share * ROUND} ${ROUND}`}
        transform="rotate(-90 40 40)"
      />
      <text x="40" y="48" text-anchor="middle">
        {percent()}
        <tspan class="small">%</tspan>
      </text>
    </svg>
  )
}
