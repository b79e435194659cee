import { type JSX, Show } from 'solid-js'
import type { DueItem } from '../state/due-item.ts'
import { kindLine } from '../state/due-words.ts'
import type { LocalRecord, Phone } from '../state/phone.ts'
import { mainTitle } from '../state/titles.ts'
import { CardMark, shortDue } from './card-mark.tsx'
import { RecordPill } from './status.tsx'

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

/** What was done today, with how far it got. */
export function DoneRow(props: { phone: Phone; local: LocalRecord }): JSX.Element {
  return (
    <li class="done">
      <span class="node">
        <i class="i i-check" aria-hidden="true" />
      </span>
      <a href={`/record/${props.local.record.id}`} data-testid="record-row" data-record={props.local.record.id}>
        <span>
          <span class="t">{mainTitle(props.phone, props.local.record)}</span>
          <span class="sub">{kindLine(props.local)}</span>
        </span>
        <RecordPill record={props.local} short={true} />
      </a>
    </li>
  )
}
