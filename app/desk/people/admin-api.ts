import { createSignal } from 'solid-js'
import type { AdminPeopleAnswer, AdminPerson } from '../../../domain/api.ts'
import { type ApiFailure, post, request } from '../../state/api.ts'
import { t } from '../../words/words.ts'
import type { Key } from '../../words/zh.ts'

const PAGE = 200
const WHY: { readonly [code: string]: Key } = {
  outOfScope: 'people_outOfScope',
  yourself: 'people_yourself',
  unknownArea: 'people_unknownArea',
  accountTaken: 'people_accountTaken',
  noNetwork: 'people_noNetwork',
  badRequest: 'people_badRequest',
}

/** Why an act was not done, as a sentence that says what to do. */
export const whyNot = ({ code, status }: ApiFailure): string => {
  const known = status === 400 ? 'badRequest' : code
  return t('peopleFailed', { why: t(WHY[known] ?? 'people_other') })
}

/** The accounts of the areas that the administrator has, page by page. */
export function createPeopleList() {
  const [people, setPeople] = createSignal<readonly AdminPerson[]>([])
  const [next, setNext] = createSignal<string>()
  const [loading, setLoading] = createSignal(true)
  let asked = 0
  async function ask(q: string, after?: string): Promise<void> {
    const turn = ++asked
    setLoading(true)
    const query = new URLSearchParams({ limit: String(PAGE), ...(q ? { q } : {}), ...(after ? { after } : {}) })
    const answer = await request<AdminPeopleAnswer>(`/api/admin/people?${query}`)
    // What was asked for earlier and comes later is about another search.
    if (turn !== asked) return
    setLoading(false)
    if (!answer.ok) return
    setPeople((before) => (after ? [...before, ...answer.value.people] : answer.value.people))
    setNext(answer.value.next)
  }
  return {
    people,
    loading,
    more: () => next() !== undefined,
    search: (q: string) => ask(q),
    next: (q: string) => ask(q, next()),
  }
}

/** One act of an administrator. */
export const adminAct = <T = void>(path: string, body: unknown = {}) => post<T>(`/api/admin/${path}`, body)
