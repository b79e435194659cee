import divisions from '../../domain/data/zhangdian-divisions.json' with { type: 'json' }
import type { Words } from '../../domain/kinds/define.ts'

/** Departments of the demo; invented. Streets, towns, villages and communities are real. */
export const departments: readonly (readonly [code: string, zh: string, en: string])[] = [
  ['370303D01', '政务服务中心（示例）', 'Service centre (invented)'],
  ['370303D02', '住建部门（示例）', 'Housing department (invented)'],
  ['370303D03', '自然资源部门（示例）', 'Natural resources department (invented)'],
]

const names = new Map<string, Words>([
  [divisions.district.code, { zh: divisions.district.name, en: 'Zhangdian District' }],
  ...departments.map(([code, zh, en]) => [code, { zh, en }] as const),
  ...divisions.streets.flatMap((street) =>
    [street, ...street.units].map(({ code, name }) => [code, { zh: name, en: name }] as const),
  ),
])

/** The name of an area; its code where there is none. */
export const areaName = (code: string): Words => names.get(code) ?? { zh: code, en: code }
