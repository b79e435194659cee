import type { DatabaseSync } from 'node:sqlite'
import type { Area } from '../../domain/api.ts'
import divisions from '../../domain/data/zhangdian-divisions.json' with { type: 'json' }
import type { OrgSwitch } from '../../domain/org.ts'

/** The area tree and the switches. */
export interface Organisation {
  areas(): readonly Area[]
  areaOf(code: string): Area | undefined
  addArea(area: Area): void
  /** As they stand: the last word for each switch, book and area. */
  switches(): readonly OrgSwitch[]
  setSwitch(one: OrgSwitch): void
}

const SCHEMA = `
create table if not exists area (code text primary key, name text not null, level text not null) strict, without rowid;
create table if not exists switch (id text not null, book text not null, area text not null, value integer not null,
  ground text not null, since integer not null, primary key (id, book, area)) strict, without rowid;
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
  const q = {
    areas: db.prepare('select code, name, level from area order by code'),
    area: db.prepare('select code, name, level from area where code = ?'),
    addArea: db.prepare('insert into area values (?, ?, ?) on conflict do update set name = excluded.name'),
    switches: db.prepare('select id, book, area, value, ground, since from switch order by id, book, area'),
    setSwitch: db.prepare(
      `insert into switch values (?, ?, ?, ?, ?, ?)
       on conflict do update set value = excluded.value, ground = excluded.ground, since = excluded.since`,
    ),
  }
  const addArea = (area: Area): void => void q.addArea.run(area.code, area.name, area.level)
  if (q.areas.get() === undefined) {
    db.exec('begin')
    published.forEach(addArea)
    db.exec('commit')
  }
  type SwitchRow = { id: string; book: string; area: string; value: number; ground: string; since: number }
  return {
    areas: () => q.areas.all() as Area[],
    areaOf: (code) => q.area.get(code) as Area | undefined,
    addArea,
    switches: () =>
      (q.switches.all() as SwitchRow[]).map(({ id, book, area, value, ground, since }) => ({
        id,
        book,
        area,
        on: value === 1,
        ...(ground ? { ground } : {}),
        from: since,
      })),
    setSwitch: (one) => void q.setSwitch.run(one.id, one.book, one.area, one.on ? 1 : 0, one.ground ?? '', one.from),
  }
}
