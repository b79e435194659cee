import { type Accessor, createSignal, onCleanup } from 'solid-js'

export const views = [
  'map',
  'dispatch',
  'check',
  'records',
  'plan',
  'clocks',
  'figures',
  'codes',
  'village',
  'import',
  'tell',
  'phones',
  'people',
  'log',
] as const
export type View = (typeof views)[number]

const FIELDS = [
  'kind',
  'state',
  'area',
  'days',
  'card',
  'q',
  'only',
  'figure',
  'part',
  'period',
  'category',
  'room',
  'record',
  'full',
] as const
export type AddressField = (typeof FIELDS)[number]
/** Where the desk is: the page, its filters, what is open. An absent field is empty. */
export type Address = { readonly view: View } & { readonly [field in AddressField]: string }

const HOME = '/desk'

export type AddressBar = {
  readonly at: Accessor<Address>
  /** `step`: the back key returns to what was before. */
  go(change: Partial<Address>, how?: 'step' | 'replace'): void
  /** The address of a page with that change, to send to a colleague. */
  href(change: Partial<Address>): string
}

function read(): Address {
  const params = new URLSearchParams(location.search)
  const view = views.find((one) => location.pathname === `${HOME}/${one}`) ?? 'records'
  const fields = Object.fromEntries(FIELDS.map((field) => [field, params.get(field) ?? '']))
  return { view, ...(fields as { [field in AddressField]: string }) }
}

/** Selection, filters and drawer live in the address, which can be sent to a colleague. */
export function createAddressBar(): AddressBar {
  const [at, setAt] = createSignal(read(), {
    equals: (a, b) => a.view === b.view && FIELDS.every((field) => a[field] === b[field]),
  })
  const onBack = (): void => void setAt(read())
  addEventListener('popstate', onBack)
  onCleanup(() => removeEventListener('popstate', onBack))

  function href(change: Partial<Address>): string {
    const params = new URLSearchParams(location.search)
    const next = { ...at(), ...change }
    for (const field of FIELDS) {
      if (next[field] === '') params.delete(field)
      else params.set(field, next[field])
    }
    const search = params.toString()
    return `${HOME}/${next.view}${search === '' ? '' : `?${search}`}`
  }
  return {
    at,
    href,
    go(change, how = 'replace') {
      const target = href(change)
      if (how === 'step') history.pushState(history.state, '', target)
      else history.replaceState(history.state, '', target)
      onBack()
    },
  }
}
