import { createContext, useContext } from 'solid-js'
import type { Phone } from './phone.ts'

const Context = createContext<Phone>()
export const PhoneProvider = Context.Provider

/** The opened phone; every screen under the phone's frame has one. */
export function usePhone(): Phone {
  const phone = useContext(Context)
  if (!phone) throw new Error('no phone above')
  return phone
}
