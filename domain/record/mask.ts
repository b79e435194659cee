import type { Field } from '../kinds/define.ts'

/** Names, numbers and plates as they stand until somebody opens them: 周*兰, 138****0126. */
export function masked(mask: Field['mask'], text: string): string {
  const stars = (n: number) => '*'.repeat(Math.max(1, n))
  switch (mask) {
    case undefined:
      return text
    case 'name':
      return text.length < 2
        ? text
        : text.length === 2
          ? `${text[0]}*`
          : `${text[0]}${stars(text.length - 2)}${text.at(-1)}`
    case 'phone':
      return text.length < 8 ? stars(text.length) : `${text.slice(0, 3)}${stars(text.length - 7)}${text.slice(-4)}`
    case 'plate':
      return text.length < 4 ? stars(text.length) : `${text.slice(0, 2)}${stars(text.length - 4)}${text.slice(-2)}`
    case 'id':
      return stars(4)
  }
}
