/** The demo's teams: who is led by whom, and numbers that nobody has (no mobile number begins with 100). */
const LED: { readonly [account: string]: string } = {
  cleaner1: 'leader1',
  cleaner2: 'leader1',
  driver1: 'leader1',
  toilet1: 'leader1',
  repair1: 'leader1',
  leader1: 'supervisor1',
}
const NUMBERED = ['leader1', 'cleaner1', 'cleaner2', 'driver1', 'toilet1', 'repair1', 'supervisor1']

export function teamOf(account: string): { readonly leader?: string; readonly phone?: string } {
  const leader = LED[account]
  const number = NUMBERED.indexOf(account)
  return {
    ...(leader ? { leader: `p-${leader}` } : {}),
    ...(number < 0 ? {} : { phone: `100000000${String(number + 1).padStart(2, '0')}` }),
  }
}
