import type { JSX } from 'solid-js'
import { Tab } from '../screens/phone-frame.tsx'
import { createNow } from '../state/now.ts'
import { dateWords } from '../words/words.ts'
import { ShiftPart } from './shift-part.tsx'

/** The clock on a page of its own, for those whose day begins with something else. */
export default function ShiftPage(): JSX.Element {
  const now = createNow()
  return (
    <Tab tab="today" sub={dateWords(now())}>
      <ShiftPart now={now} />
    </Tab>
  )
}
