import { type Component, lazy } from 'solid-js'
import type { LocalRecord } from '../state/phone.ts'

/** Kinds whose records have a page of their own on the phone; all others are drawn from their declaration. */
export const ownPages: { readonly [kind: string]: Component<{ readonly local: LocalRecord }> } = {
  latrine: lazy(() => import('../rural/latrine-page.tsx').then((it) => ({ default: it.LatrinePage }))),
  toilet_repair: lazy(() => import('../works/pages.tsx').then((it) => ({ default: it.RepairPage }))),
  toilet_project: lazy(() => import('../works/pages.tsx').then((it) => ({ default: it.ProjectPage }))),
}
