import type { JSX } from 'solid-js'
import type { LocalRecord } from '../state/phone.ts'
import { projectSheet, repairSheet } from './sheets.ts'
import { WorksPage } from './works-page.tsx'

/** An order to mend something in a toilet. */
export const RepairPage = (props: { local: LocalRecord }): JSX.Element => (
  <WorksPage local={props.local} sheet={repairSheet} />
)

/** A public toilet that is built, rebuilt or mended from the ground up. */
export const ProjectPage = (props: { local: LocalRecord }): JSX.Element => (
  <WorksPage local={props.local} sheet={projectSheet} />
)
