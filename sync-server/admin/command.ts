import type { Config } from '../config.ts'

/** One word of `npm run admin`. */
export type Command = {
  /** What stands behind its name. */
  readonly usage: string
  readonly about: string
  /** The exit code; a sentence that is thrown ends with 2. */
  readonly run: (config: Config, args: readonly string[]) => Promise<number>
}

/** Ends the command: it was called in a way that its usage does not say. */
export class UsageError extends Error {}
