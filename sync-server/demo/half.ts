import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const mark = (dataDir: string): string => join(dataDir, 'demo-unfinished')

/** A first start that was ended before the district was whole: nobody has worked in it yet, so it is laid anew. */
export function dropHalfBuilt(dataDir: string): void {
  if (!existsSync(mark(dataDir))) return
  for (const name of readdirSync(dataDir)) {
    if (/\.sqlite(-wal|-shm)?$/.test(name)) rmSync(join(dataDir, name))
  }
  rmSync(mark(dataDir))
}

/** Runs the building; what it leaves counts only when it is whole. */
export async function whole(dataDir: string, build: () => Promise<void>): Promise<void> {
  writeFileSync(mark(dataDir), 'The demo district is being made.\n')
  await build()
  rmSync(mark(dataDir))
}
