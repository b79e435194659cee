import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Config } from '../config.ts'
import { verifyPhotos } from '../photos/verify.ts'
import { rebuildProjection, verifyProjection } from '../projection/verify.ts'
import type { Command } from './command.ts'
import { withPeople } from './people.ts'

function filesOf({ dataDir }: Config): { logPath: string; path: string } {
  const files = { logPath: join(dataDir, 'xunji.sqlite'), path: join(dataDir, 'projection.sqlite') }
  for (const file of Object.values(files)) {
    if (!existsSync(file)) throw new Error(`There is no ${file}. Set DATA_DIR to the folder of a server that has run.`)
  }
  return files
}

export const verify: Command = {
  usage: '',
  about: 'replays the log and compares the projection; checks photos and audit log; ends with 1 if anything differs',
  async run(config) {
    const { rooms, events, records, faults, differences, behind, quarantined } = verifyProjection(filesOf(config))
    console.log(`The log: ${events} events in ${rooms} rooms; ${faults.length} faults.`)
    for (const fault of faults.slice(0, 20)) console.log(`  ${fault}`)
    console.log(`The projection: ${records} records, ${differences.length} differences to a replay.`)
    for (const { table, here, replayed } of differences) {
      console.log(
        `  ${table}: here ${here ?? 'nothing'}\n  ${' '.repeat(table.length)}  replayed ${replayed ?? 'nothing'}`,
      )
    }
    if (behind > 0) console.log(`${behind} events are not projected yet: the server does that while it runs.`)
    if (quarantined > 0) console.log(`${quarantined} events stand aside: the code could not fold them.`)
    if (differences.length > 0) console.log('Build it anew with: npm run admin -- rebuild')
    const { photos, lost, unnamed } = verifyPhotos(config.dataDir)
    console.log(`The photos: ${photos}; ${lost.length} gone or damaged; ${unnamed} files that nothing names.`)
    for (const { sha256, room, record } of lost.slice(0, 20)) console.log(`  ${sha256} of ${record} in ${room}`)
    const broken = await withPeople(config, async (people) => people.auditBroken())
    console.log(
      broken
        ? `The audit log was tampered with at entry ${broken}, or XUNJI_SECRET is another.`
        : 'The audit log: whole.',
    )
    return faults.length + differences.length + lost.length > 0 || broken ? 1 : 0
  },
}

export const rebuild: Command = {
  usage: '',
  about: 'drops the projection and builds it from the log',
  async run(config) {
    const { rooms, records } = rebuildProjection(filesOf(config))
    console.log(`The projection is built anew: ${records} records from ${rooms} rooms.`)
    return 0
  },
}
