import type { DatabaseSync } from 'node:sqlite'
import type { Area } from '../../domain/api.ts'
import divisions from '../../domain/data/zhangdian-divisions.json' with { type: 'json' }
import { asPerson, type PersonId } from '../../domain/ids.ts'
import type { OrgSwitch, SwitchWord } from '../../domain/org.ts'

/** The area tree and the switches. */
export interface Organisation {
  areas(): readonly Area[]
  areaOf(code: string): Area | undefined
  addArea(area: Area): void
  /** As they stand: the last word for each switch, book, area and role. */
  switches(): readonly OrgSwitch[]
  /** Every word that was ever said of one, the newest first. */
  switchWords(): readonly SwitchWord[]
  setSwitch(one: OrgSwitch, by: PersonId): void
}

const SCHEMA = `
create table if not exists area (code text primary key, name text not null, level text not null) strict, without rowid;
create table if not exists switch_word (seq integer primary key, id text not null, book text not null, area text not null,
  role text not null, value integer not null, ground text not null, since integer not null, by text not null) strict;
`
/** An earlier version kept the last word only. */
const EARLIER = `
insert into switch_word (id, book, area, role, value, ground, since, by)
  select id, book, area, '', value, ground, since, 'system' from switch order by since;
drop table switch;
`

/** The real units of the district, as published by the National Bureau of Statistics. */
const published: readonly Area[] = [
  { code: divisions.district.code, name: divisions.district.name, level: 'district' },
  ...divisions.streets.flatMap((street): Area[] => [
    { code: street.code, name: street.name, level: 'street' },
    ...street.units.map((unit): Area => ({ code: unit.code, name: unit.name, level: 'village' })),
  ]),
]

export function openOrganisation(db: DatabaseSync): Organisation {
  db.exec(SCHEMA)
  if (db.prepare("select 1 from sqlite_master where name = 'switch'").get()) db.exec(EARLIER)
  const q = {
    areas: db.prepare('select code, name, level from area order by code'),
    area: db.prepare('select code, name, level from area where code = ?'),
    addArea: db.prepare('insert into area values (?, ?, ?) on conflict do update set name = excluded.name'),
    words: db.prepare('select id, book, area, role, value, ground, since, by from switch_word order by seq desc'),
    setSwitch: db.prepare(
      'insert into switch_word (id, book, area, role, value, ground, since, by) values (?, ?, ?, ?, ?, ?, ?, ?)',
    ),
  }
  const addArea = (area: Area): void => void q.addArea.run(area.code, area.name, area.level)
  if (q.areas.get() === undefined) {
    db.exec('begin')
    published.forEach(addArea)
    db.exec('commit')
  }
  type WordRow = Readonly<Record<'id' | 'book' | 'area' | 'role' | 'ground' | 'by', string>> & {
    readonly value: number
    readonly since: number
  }
  const switchWords = (): readonly SwitchWord[] =>
    (q.words.all() as WordRow[]).map(({ id, book, area, role, value, ground, since, by }) => ({
      ...{ id, book, area, on: value === 1, from: since, by: asPerson(by) },
      ...(role ? { role } : {}),
      ...(ground ? { ground } : {}),
    }))
  return {
    areas: () => q.areas.all() as Area[],
    areaOf: (code) => q.area.get(code) as Area | undefined,
    addArea,
    switches: () => {
      const words = Map.groupBy(switchWords(), keyOf)
      const last = [...words.values()].flatMap(([word]) => word ?? [])
      return last.map(({ by: _, ...word }) => word).sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))
    },
    switchWords,
    setSwitch: ({ id, book, area, role = '', on, ground = '', from }, by) =>
      void q.setSwitch.run(id, book, area, role, on ? 1 : 0, ground, from, by),
  }
}

const keyOf = ({ id, book, area, role }: OrgSwitch): string => [id, book, area, role].join(' ')
