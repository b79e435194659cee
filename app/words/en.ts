import { breaches } from './en/breaches.ts'
import { clocks } from './en/clocks.ts'
import { common } from './en/common.ts'
import { demo } from './en/demo.ts'
import { desk } from './en/desk.ts'
import { doors } from './en/doors.ts'
import { figures } from './en/figures.ts'
import { form } from './en/form.ts'
import { map } from './en/map.ts'
import { me } from './en/me.ts'
import { people } from './en/people.ts'
import { phone } from './en/phone.ts'
import { plan } from './en/plan.ts'
import { refusals } from './en/refusals.ts'
import { rural } from './en/rural.ts'
import { ruralDesk } from './en/rural-desk.ts'
import { scan } from './en/scan.ts'
import { shift } from './en/shift.ts'
import { start } from './en/start.ts'
import { sync } from './en/sync.ts'
import { team } from './en/team.ts'
import { toilet } from './en/toilet.ts'
import { told } from './en/told.ts'
import { works } from './en/works.ts'
import type { Key } from './zh.ts'

export const en: { readonly [K in Key]: string } = {
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
