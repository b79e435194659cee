import '../../words/late.ts'
import '../../rural/rural.css'
import { createMemo, createResource, createSignal, type JSX, Match, Show, Switch } from 'solid-js'
import type { MeAnswer, RecordPage } from '../../../domain/api.ts'
import type { Kind } from '../../../domain/kinds/define.ts'
import { kindOf } from '../../../domain/kinds/registry.ts'
import { type Columns, type Edits, findColumns, type Known, MOST_ROWS, tryRoll } from '../../../domain/rural/roll.ts'
import { request } from '../../state/api.ts'
import { allUnits } from '../../state/areas.ts'
import { saveFile } from '../../state/save-file.ts'
import { t } from '../../words/words.ts'
import { ColumnsPanel } from './columns-panel.tsx'
import { FaultsPanel, SeenPanel } from './faults-panel.tsx'
import { faultyRows } from './faulty-rows.ts'
import { keepColumns, keptColumns } from './kept-columns.ts'
import { openTable } from './open-table.ts'
import type { Table } from './read-table.ts'
import { csvFile } from './table-file.ts'
import { tableProblem } from './words.ts'
import { beganAt, writeRows } from './write-roll.ts'

type Opened = { readonly file: File; readonly table: Table }

/** A village's list of households: tried first, written only when somebody says so. */
export function ImportView(props: { me: MeAnswer }): JSX.Element {
  const kind = kindOf('rural_household') as Kind
  const grants = props.me.grants.filter((grant) => kind.createdBy.includes(grant.role))
  const villages = createMemo(() =>
    allUnits()
      .filter((unit) => grants.some((grant) => unit.code.startsWith(grant.area)))
      .map(({ code, name }) => ({ code, name })),
  )
  const [opened, setOpened] = createSignal<Opened>()
  const [columns, setColumns] = createSignal<Columns>({})
  const [heading, setHeading] = createSignal(0)
  const [edits, setEdits] = createSignal<Edits>({})
  const [picked, setPicked] = createSignal('')
  const [said, setSaid] = createSignal('')
  const [done, setDone] = createSignal<{ readonly n: number; readonly of: number }>()
  const village = () => picked() || (villages().length === 1 ? (villages()[0]?.code ?? '') : '')
  const [known, { refetch }] = createResource(opened, () => fetchKnown(grants.map((grant) => grant.area)))
  const rows = () => (opened()?.table.rows ?? []).slice(heading() + 1)
  const trial = createMemo(() => {
    const register = known()
    if (!opened() || !register) return undefined
    return tryRoll({
      kind,
      rows: rows(),
      firstRow: heading() + 2,
      columns: columns(),
      edits: edits(),
      villages: villages(),
      village: village(),
      known: register,
    })
  })
  const faulty = () => new Set(trial()?.faults.map((fault) => fault.row)).size

  async function open(file: File | undefined): Promise<void> {
    setSaid('')
    setOpened(undefined)
    setEdits({})
    if (!file) return
    const table = await openTable(file, MOST_ROWS)
    if (!table.ok) {
      setSaid(tableProblem(table.problem))
      return
    }
    const found = findColumns(kind, table.value.rows)
    const head = table.value.rows[found.heading] ?? []
    setHeading(found.heading)
    setColumns(keptColumns(head) ?? found.columns)
    setOpened({ file, table: table.value })
  }
  function choose(next: Columns): void {
    setColumns(next)
    keepColumns(opened()?.table.rows[heading()] ?? [], next)
  }
  async function write(): Promise<void> {
    const good = trial()?.good ?? []
    const file = opened()?.file
    const role = grants[0]?.role
    if (!file || !role || done()) return
    setDone({ n: 0, of: good.length })
    const began = await beganAt(file, Date.now())
    const author = { person: props.me.person.id, role }
    const written = await writeRows(kind, good, author, began.at, (n) => setDone({ n, of: good.length }))
    setDone(undefined)
    if (written.cut) {
      setSaid(t('importCut', { n: written.stored }))
      return
    }
    const refused =
      written.refused.length > 0
        ? t('importRefused', { n: written.refused.length, rows: written.refused.slice(0, 20).join(t('comma')) })
        : ''
    setSaid([t('importWritten', { n: written.stored }), refused].filter(Boolean).join(' '))
    if (faulty() === 0) {
      began.done()
      setOpened(undefined)
    } else void refetch()
  }
  const download = () => {
    const shown = trial()
    const table = opened()?.table
    if (shown && table) saveFile(csvFile(faultyRows(kind, table.rows, heading(), shown.faults)), '有错的行.csv')
  }
  return (
    <>
      <header class="dtop">
        <h1>{t('importTitle')}</h1>
        <Show when={opened()}>
          {(one) => (
            <span class="sub" data-testid="import-file-words">
              {t('importFile', { name: one().file.name, n: rows().length, encoding: one().table.encoding })}
            </span>
          )}
        </Show>
        <span class="grow" />
      </header>
      <div class="panels import">
        <Show when={said()}>
          <p class="panel pad-s strong" role="status" data-testid="import-said">
            {said()}
          </p>
        </Show>
        <Switch>
          <Match when={grants.length === 0}>
            <p class="panel pad-s">{t('importNoVillage')}</p>
          </Match>
          <Match when={!opened()}>
            <section class="panel pick-file">
              <p>{t('importHow', { most: MOST_ROWS.toLocaleString('en') })}</p>
              <label class="btn big-b main">
                <i class="i i-file-up" aria-hidden="true" />
                {t('importPick')}
                <input
                  type="file"
                  class="unseen"
                  accept=".csv,.xlsx,.txt,text/csv"
                  data-testid="import-file"
                  onChange={(event) => {
                    const [file] = event.currentTarget.files ?? []
                    event.currentTarget.value = ''
                    void open(file)
                  }}
                />
              </label>
            </section>
          </Match>
          <Match when={known.state === 'ready' && !known()}>
            <p class="panel pad-s need" role="alert">
              {t('importKnown')}{' '}
              <button type="button" class="btn" onClick={() => void refetch()}>
                {t('tryAgain')}
              </button>
            </p>
          </Match>
          <Match when={trial()}>
            {(shown) => (
              <>
                <section class="panel trial" data-testid="import-trial">
                  <div class="dry">
                    <i class="i i-eye" aria-hidden="true" />
                    <p>
                      <b>{t('importDry')}</b>
                      <br />
                      <span class="sub">{t('importLook')}</span>
                    </p>
                  </div>
                  <div>
                    <p class="sub">{t('importGood')}</p>
                    <p class="big ok" data-testid="import-good">
                      {t('importRows', { n: shown().good.length })}
                    </p>
                  </div>
                  <div>
                    <p class="sub">{t('importSame')}</p>
                    <p class="big" data-testid="import-same">
                      {t('importRows', { n: shown().same.length })}
                    </p>
                  </div>
                  <div>
                    <p class="sub">{t('importBad')}</p>
                    <p class="big" classList={{ bad: faulty() > 0 }} data-testid="import-bad">
                      {t('importRows', { n: faulty() })}
                    </p>
                  </div>
                </section>
                <ColumnsPanel
                  kind={kind}
                  head={opened()?.table.rows[heading()] ?? []}
                  columns={columns()}
                  villages={villages()}
                  village={village()}
                  onColumns={choose}
                  onVillage={setPicked}
                />
                <FaultsPanel
                  kind={kind}
                  faults={shown().faults}
                  rows={faulty()}
                  onEdit={(fault, text) => setEdits({ ...edits(), [`${fault.row}:${fault.field}`]: text })}
                />
                <SeenPanel kind={kind} good={shown().good} />
              </>
            )}
          </Match>
        </Switch>
      </div>
      <Show when={trial()}>
        {(shown) => (
          <footer class="foot import-foot">
            <Show when={shown().good.length > 0}>
              <button
                type="button"
                class="btn big-b main"
                data-testid="import-write"
                disabled={done() !== undefined}
                onClick={() => void write()}
              >
                {done()
                  ? t('importWriting', done() ?? {})
                  : faulty() > 0
                    ? t('importWrite', { n: shown().good.length, left: faulty() })
                    : t('importWriteAll', { n: shown().good.length })}
              </button>
            </Show>
            <Show when={faulty() > 0}>
              <button type="button" class="btn big-b" data-testid="import-download" onClick={download}>
                <i class="i i-download" aria-hidden="true" />
                {t('importDownload')}
              </button>
            </Show>
            <span class="grow" />
            <button type="button" class="btn big-b" data-testid="import-drop" onClick={() => setOpened(undefined)}>
              {t('importDrop')}
            </button>
          </footer>
        )}
      </Show>
    </>
  )
}

/** The households that there are in these areas; undefined without an answer: then nothing could be compared. */
async function fetchKnown(areas: readonly string[]): Promise<readonly Known[] | undefined> {
  const found: Known[] = []
  for (const area of new Set(areas)) {
    let cursor = ''
    do {
      const answer = await request<RecordPage>(`/api/records?kind=rural_household&area=${area}&limit=200${cursor}`)
      if (!answer.ok) return undefined
      found.push(...answer.value.rows.filter((row) => row.state !== 'inactive'))
      cursor = answer.value.next === undefined ? '' : `&cursor=${encodeURIComponent(answer.value.next)}`
    } while (cursor !== '')
  }
  return found
}
