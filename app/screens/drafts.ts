import type { Phone } from '../state/phone.ts'

/** Where a draft goes on. */
export function draftAddress(draft: ReturnType<Phone['drafts']>[number]): string {
  if (draft.record) return `/record/${draft.record}/edit`
  const subject = draft.key.split(':')[2]
  if (subject?.startsWith('+')) return `/new/${draft.kind}?door=${encodeURIComponent(subject.slice(1))}`
  return `/new/${draft.kind}${subject ? `?subject=${subject}` : ''}`
}
