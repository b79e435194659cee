import { createSignal, type JSX } from 'solid-js'
import type { RecordId } from '../../domain/ids.ts'
import { Sheet } from '../parts/sheet.tsx'
import { usePhone } from '../state/phone-context.ts'
import { t } from '../words/words.ts'

/** A line to whoever sent the record back: it stays in the record's history. */
export function AnswerSheet(props: { record: RecordId; role: string; onClose: () => void }): JSX.Element {
  const phone = usePhone()
  const [text, setText] = createSignal('')
  const [problem, setProblem] = createSignal('')
  async function keep(): Promise<void> {
    if (text().trim() === '') {
      setProblem(t('stillMissing'))
      return
    }
    const saved = await phone.remark(props.record, props.role, text().trim())
    if (saved.ok) props.onClose()
    else setProblem(saved.problem.why === 'full' ? t('notSavedFull') : t('notSavedFailed'))
  }
  return (
    <Sheet
      title={t('answerTitle')}
      testId="answer-sheet"
      onClose={props.onClose}
      foot={
        <button type="button" class="btn main" data-testid="answer-keep" onClick={() => void keep()}>
          {t('send')}
        </button>
      }
    >
      <label class="pad field" classList={{ problem: problem() !== '' }}>
        <span class="label">{t('answerLabel')}</span>
        <textarea
          class="input"
          rows={3}
          data-testid="answer-text"
          aria-invalid={problem() !== ''}
          value={text()}
          onInput={(event) => setText(event.currentTarget.value)}
        />
        <span class="msg bad" role="alert">
          {problem()}
        </span>
      </label>
    </Sheet>
  )
}
