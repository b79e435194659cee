import { expect, it } from 'vitest'
import { advise } from './advise.ts'

it('[SCREEN11] an ended sign-in counts what waits, and counts nothing where nothing waits', () => {
  expect(advise({ type: 'signIn', waiting: 3 })).toMatchObject({ say: 'syncSignIn', values: { n: 3 } })
  expect(advise({ type: 'signIn', waiting: 0 })).toEqual({ about: 'signIn', say: 'syncSignInNone', action: 'signIn' })
})
