import { type JSX, Show } from 'solid-js'
import type { DueItem } from '../state/due-item.ts'
import { CardMark, shortDue } from './card-mark.tsx'

/** One line of the day as a node of the trace; the whole of it opens its form. `away`: metres, if known. */
export function DueItemRow(props: { item: DueItem; n: number; now: number; away?: string }): JSX.Element {
  return (
    <li classList={{ now: props.n === 1 }}>
      <span class="node">{props.n}</span>
      <a href={props.item.href} data-testid="record-row" data-record={props.item.record} data-due={props.item.key}>
        <span>
          <span class="t">{props.item.title}</span>
          <span class="sub">{props.item.why}</span>
        </span>
        <span class="due">
          <Show when={props.item.dueAt}>
            {(at) => (
              <>
                <CardMark card={props.item.card} />
                {shortDue(at(), props.now)}
              </>
            )}
          </Show>
          <Show when={props.away}>
            <small class="sub">{props.away}</small>
          </Show>
        </span>
      </a>
    </li>
  )
}
