import { breaches } from './zh/breaches.ts'
import { clocks } from './zh/clocks.ts'
import { common } from './zh/common.ts'
import { demo } from './zh/demo.ts'
import { desk } from './zh/desk.ts'
import { doors } from './zh/doors.ts'
import { figures } from './zh/figures.ts'
import { form } from './zh/form.ts'
import { map } from './zh/map.ts'
import { me } from './zh/me.ts'
import { people } from './zh/people.ts'
import { phone } from './zh/phone.ts'
import { plan } from './zh/plan.ts'
import { refusals } from './zh/refusals.ts'
import { rural } from './zh/rural.ts'
import { ruralDesk } from './zh/rural-desk.ts'
import { scan } from './zh/scan.ts'
import { shift } from './zh/shift.ts'
import { start } from './zh/start.ts'
import { sync } from './zh/sync.ts'
import { team } from './zh/team.ts'
import { toilet } from './zh/toilet.ts'
import { told } from './zh/told.ts'
import { works } from './zh/works.ts'

/** The interface in Chinese: the source. Every other language has exactly these keys, or the build fails. */
export const zh = {
  ...breaches,
  ...clocks,
  ...common,
  ...demo,
  ...desk,
  ...doors,
  ...figures,
  ...form,
  ...map,
  ...me,
  ...people,
  ...phone,
  ...plan,
  ...scan,
  ...shift,
  ...rural,
  ...ruralDesk,
  ...refusals,
  ...start,
  ...sync,
  ...team,
  ...toilet,
  ...works,
  ...told,
}
export type Key = keyof typeof zh
