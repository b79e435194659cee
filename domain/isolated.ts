/** Letters and marks that turn the direction of what stands beside them. */
const TURNING = /[\u0590-\u08ff\u200e\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufefc]/
const FIRST_STRONG = '\u2068'
const POP = '\u2069'

/**
 * A text of people as it stands in a sentence of ours: whatever direction it takes, even one that it never ends, the rest
 * of the line keeps its own. Closing marks of its own would end the isolation: they are left out.
 */
export const isolated = (text: string): string =>
  TURNING.test(text) ? `${FIRST_STRONG}${text.replaceAll(/[\u2066-\u2069]/g, '')}${POP}` : text
