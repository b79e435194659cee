import '../words/late.ts'
import '../style/doors.css'
import { createSignal, For, type JSX, onCleanup, Show } from 'solid-js'
import { enumOf, kindOf, labelOf } from '../../domain/kinds/registry.ts'
import { Sheet } from '../parts/sheet.tsx'
import { lang, t } from '../words/words.ts'

const TOPICS = ['app_installed', 'rebate', 'impersonation', 'loan', 'invest', 'elder', 'leaflet'] as const

/** What the household was told, in plain words and large: to be shown at the door, or read aloud. */
export function ToldCard(props: { topics: readonly string[] }): JSX.Element {
  const [open, setOpen] = createSignal(false)
  const [reading, setReading] = createSignal(false)
  const told = () => TOPICS.filter((topic) => props.topics.includes(topic))
  const visit = kindOf('home_visit')
  const name = (topic: string) => labelOf(visit && enumOf(visit, 'fraud_topic').find((one) => one.id === topic), lang())
  const voice = 'speechSynthesis' in window ? window.speechSynthesis : undefined
  const stop = (): void => {
    voice?.cancel()
    setReading(false)
  }
  function read(): void {
    if (reading()) {
      stop()
      return
    }
    const text = [...told().map((topic) => t(`told_${topic}`)), t('toldEnd')].join('\n')
    const spoken = new SpeechSynthesisUtterance(text)
    spoken.lang = lang() === 'zh' ? 'zh-CN' : 'en'
    spoken.rate = 0.9
    spoken.onend = () => setReading(false)
    spoken.onerror = () => setReading(false)
    setReading(true)
    voice?.speak(spoken)
  }
  onCleanup(stop)
  return (
    <Show when={told().length > 0}>
      <button type="button" class="btn told-open" data-testid="told-open" onClick={() => setOpen(true)}>
        <i class="i i-volume-2" aria-hidden="true" />
        {t('toldShow')}
      </button>
      <Show when={open()}>
        <Sheet
          title={t('toldTitle')}
          testId="told-card"
          onClose={() => {
            stop()
            setOpen(false)
          }}
          foot={
            <Show when={voice}>
              <button type="button" class="btn main" onClick={read}>
                <i class="i i-volume-2" aria-hidden="true" />
                {reading() ? t('toldStop') : t('toldRead')}
              </button>
            </Show>
          }
        >
          <div class="told-card">
            <For each={told()}>
              {(topic) => (
                <section>
                  <h3>{name(topic)}</h3>
                  <p>{t(`told_${topic}`)}</p>
                </section>
              )}
            </For>
            <p>{t('toldEnd')}</p>
          </div>
        </Sheet>
      </Show>
    </Show>
  )
}
