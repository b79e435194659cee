import { createSignal, For, type JSX, onCleanup, Show } from 'solid-js'
import type { MeAnswer } from '../../../domain/api.ts'
import { newEventId } from '../../../domain/ids.ts'
import type { Kind } from '../../../domain/kinds/define.ts'
import { enumOf, labelOf, moveOf, roleName } from '../../../domain/kinds/registry.ts'
import { officeRoles } from '../../../domain/notice.ts'
import { shrinkPhoto } from '../../photo/shrink.ts'
import { areaName, areasBelow } from '../../state/areas.ts'
import { lang, t } from '../../words/words.ts'
import type { Key } from '../../words/zh.ts'
import { type Attached, sendNew } from './send.ts'

/** As many as the kind takes. */
const MOST_PICTURES = 6

/** To whom, where, what: one notice into the room of each street that it concerns, under one batch. */
export function ComposeNotice(props: { me: MeAnswer; kind: Kind; onSent: () => void }): JSX.Element {
  const grant = () => props.me.grants.find(({ role }) => props.kind.createdBy.includes(role))
  const own = () => grant()?.area ?? ''
  const areas = () => [own(), ...areasBelow(own()).map(({ code }) => code)]
  const [title, setTitle] = createSignal('')
  const [body, setBody] = createSignal('')
  const [kind, setKind] = createSignal('notice')
  const [roles, setRoles] = createSignal<readonly string[]>([])
  const [where, setWhere] = createSignal<readonly string[]>([own()])
  const [until, setUntil] = createSignal('')
  const [must, setMust] = createSignal(false)
  const [pictures, setPictures] = createSignal<readonly Attached[]>([])
  const [problem, setProblem] = createSignal<Key>()
  const [sent, setSent] = createSignal(0)
  const [busy, setBusy] = createSignal(false)
  /** What has gone out stays counted while the rest is tried again. */
  const [done, setDone] = createSignal<readonly string[]>([])
  const [batch, setBatch] = createSignal<string>(newEventId(Date.now()))
  const readers = () => [...(moveOf(props.kind, 'seen')?.by ?? []), ...officeRoles]
  const toggle = (list: readonly string[], one: string) =>
    list.includes(one) ? list.filter((other) => other !== one) : [...list, one]
  /** Each street once, with those of the chosen areas that lie in it; the district means all its streets. */
  const streets = (): ReadonlyMap<string, readonly string[]> => {
    const found = new Map<string, string[]>()
    for (const code of where()) {
      const inside = code.length < 9 ? areasBelow(code).map((street) => street.code) : [code]
      for (const area of inside) found.set(area.slice(0, 9), [...(found.get(area.slice(0, 9)) ?? []), area])
    }
    return found
  }
  async function attach(files: FileList | null): Promise<void> {
    setProblem(undefined)
    for (const file of [...(files ?? [])].slice(0, MOST_PICTURES - pictures().length)) {
      const shrunk = await shrinkPhoto(file)
      if (shrunk.ok) setPictures([...pictures(), { ...shrunk.value, label: 'attachment' }])
      else setProblem('noticeNoPicture')
    }
  }
  async function send(): Promise<void> {
    const as = grant()
    if (title().trim() === '' || body().trim() === '' || roles().length === 0) return void setProblem('noticeNeeds')
    if (!as || streets().size === 0) return void setProblem('noticeNoArea')
    setBusy(true)
    setProblem(undefined)
    const day = until() ? { validUntil: Date.parse(`${until()}T23:59:59+08:00`) } : {}
    const said = {
      title: title().trim(),
      body: body().trim(),
      noticeKind: kind(),
      toRoles: roles(),
      mustConfirm: must(),
    }
    for (const [street, inside] of streets()) {
      if (done().includes(street)) continue
      const set = { ...said, ...day, toAreas: inside, batch: batch() }
      const area = inside.length === 1 ? (inside[0] ?? street) : street
      const by = { person: props.me.person.id, role: as.role }
      if (await sendNew(props.kind, by, area, set, { id: 'publish', to: 'published' }, pictures()))
        setDone([...done(), street])
      else setProblem('tellNotWritten')
    }
    setBusy(false)
    if (problem()) return
    setSent(done().length)
    setDone([])
    setBatch(newEventId(Date.now()))
    setTitle('')
    setBody('')
    setPictures([])
    props.onSent()
  }
  const drop = (picture: Attached) => setPictures(pictures().filter((one) => one !== picture))
  return (
    <div class="told-form" data-testid="compose-notice">
      <label>
        <span class="label">{t('noticeTitle')}</span>
        <input
          class="input"
          maxLength={100}
          data-testid="notice-title"
          value={title()}
          onInput={(event) => setTitle(event.currentTarget.value)}
        />
      </label>
      <label>
        <span class="label">{t('noticeBody')}</span>
        <textarea
          class="input"
          rows="5"
          maxLength={3000}
          data-testid="notice-body"
          value={body()}
          onInput={(event) => setBody(event.currentTarget.value)}
        />
      </label>
      <div>
        <span class="label">{t('noticeKind')}</span>
        <div class="picks">
          <For each={enumOf(props.kind, 'notice_kind')}>
            {(item) => (
              <button type="button" class="pick" aria-pressed={kind() === item.id} onClick={() => setKind(item.id)}>
                {labelOf(item, lang())}
              </button>
            )}
          </For>
        </div>
      </div>
      <div>
        <span class="label">{t('noticeTo')}</span>
        <div class="picks">
          <For each={readers()}>
            {(role) => (
              <button
                type="button"
                class="pick"
                data-testid={`to-${role}`}
                aria-pressed={roles().includes(role)}
                onClick={() => setRoles(toggle(roles(), role))}
              >
                {roleName(role, lang())}
              </button>
            )}
          </For>
        </div>
      </div>
      <div>
        <span class="label">{t('noticeWhere')}</span>
        <div class="picks">
          <For each={areas()}>
            {(code) => (
              <button
                type="button"
                class="pick"
                data-testid={`where-${code}`}
                aria-pressed={where().includes(code)}
                onClick={() => setWhere(toggle(where(), code))}
              >
                {areaName(code)}
              </button>
            )}
          </For>
        </div>
      </div>
      <label>
        <span class="label">{t('noticeUntil')}</span>
        <input class="input" type="date" value={until()} onInput={(event) => setUntil(event.currentTarget.value)} />
      </label>
      <div>
        <span class="label">{t('noticePictures')}</span>
        <div class="picks">
          <For each={pictures()}>{(picture) => <Picture picture={picture} onDrop={() => drop(picture)} />}</For>
          <Show when={pictures().length < MOST_PICTURES}>
            <label class="btn">
              {t('noticePicture')}
              <input
                class="unseen"
                type="file"
                accept="image/*"
                multiple
                data-testid="notice-picture"
                onChange={(event) => void attach(event.currentTarget.files)}
              />
            </label>
          </Show>
        </div>
      </div>
      <label>
        <input
          type="checkbox"
          data-testid="notice-must"
          checked={must()}
          onChange={(event) => setMust(event.currentTarget.checked)}
        />{' '}
        {t('noticeMustBox')}
      </label>
      <Show when={problem()}>
        {(key) => (
          <p class="msg bad" role="alert">
            {t(key())}
          </p>
        )}
      </Show>
      <Show when={sent() > 0}>
        <p role="status">{t('noticeSent', { n: sent() })}</p>
      </Show>
      <p>
        <button type="button" class="btn main" data-testid="notice-send" disabled={busy()} onClick={() => void send()}>
          {t('noticeSend')}
        </button>
      </p>
    </div>
  )
}

function Picture(props: { picture: Attached; onDrop: () => void }): JSX.Element {
  const url = URL.createObjectURL(new Blob([props.picture.bytes], { type: 'image/jpeg' }))
  onCleanup(() => URL.revokeObjectURL(url))
  return (
    <span class="attached" data-testid="notice-attached">
      <img src={url} alt={t('noticePictures')} />
      <button type="button" class="btn plain" onClick={() => props.onDrop()}>
        {t('noticePictureDrop')}
      </button>
    </span>
  )
}
