/** Who is led by whom beside the cleaners and drivers of the crews, by account. */
const LED: { readonly [account: string]: string } = {
  driver1: 'leader1',
  toilet1: 'leader1',
  repair1: 'leader1',
  leader1: 'supervisor1',
}

/** The leader of somebody, and a number that nobody has: no mobile number begins with 100. `n` counts the people. */
export function teamOf(
  account: string,
  crew: ReadonlyMap<string, string>,
  n: number,
): { readonly leader?: string; readonly phone: string } {
  const leader = LED[account] ?? crew.get(account)
  return { ...(leader ? { leader: `p-${leader}` } : {}), phone: `100${String(n + 1).padStart(8, '0')}` }
}
