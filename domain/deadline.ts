export type Card = 'none' | 'yellow' | 'red'
