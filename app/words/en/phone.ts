import type { phone as zh } from '../zh/phone.ts'

export const phone: { readonly [K in keyof typeof zh]: string } = {
  dueHomes: '{n} homes due',
  coverage: '{done} homes met or lawfully closed, of {due} due',
  new: 'New: {kind}',
  savedHere: 'Saved on this phone. Switching off or losing network will not lose it.',
  mend: 'Change it',
  signInNeeded: 'Your sign-in has expired. Keep working; sign in again to send.',
  syncTitle: 'Sending',
  syncNow: 'Send now',
  waitNote: 'They go by themselves when there is network.',
  heldNote: 'Received, on hold: a supervisor decides. No need to write it again.',
  asideNote: 'Not accepted: {code}. It is still on this phone.',
}
