import type { refusals as zh } from '../zh/refusals.ts'

export const refusals: { readonly [K in keyof typeof zh]: string } = {
  refusalUnknown: 'this version has no such step',
  refusalState: 'it was “{state}” then',
  refusalRole: 'not for a {role}',
  refusalReason: 'it needs a reason',
  refusalFields: 'still missing: {fields}',
  refusalPhoto: 'the photo “{label}” is missing',
  refusalOwn: 'somebody else has to look at own work',
  refusalPerson: 'only for the person in “{fields}”',
  refusalCondition: 'what it asks for is not reached',
  refusalFew: '{fields}: at least {min}',
  refusalEarly: 'it was too early',
  refusalLate: 'it was too late',
  refusalOnce: 'once a person',
  refusalOvertaken: 'another step, made at the same time, counts',
  refusalTooMany: 'too many steps: nothing after {max} is looked at',
  refusalOthers: 'other records contradict it',
}
