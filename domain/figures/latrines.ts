import type { Figure } from './define.ts'

/** Source: domain/data/domain-kinds.json, `figures` of latrine. */
export const latrines: readonly Figure[] = [
  {
    id: 'latrine.harmless',
    zh: '无害化卫生厕所普及率',
    en: 'Harmless latrine rate',
    unit: '%',
    better: 'up',
    period: null,
    numerator: {
      count: 'rural_household',
      where: {
        all: [
          { all: [{ state: ['active'] }, { field: 'exclusion', is: 'none' }] },
          { field: 'latrineNow', is: 'harmless' },
        ],
      },
    },
    denominator: {
      count: 'rural_household',
      where: { all: [{ state: ['active'] }, { field: 'exclusion', is: 'none' }] },
    },
    golden: 94,
    definition: {
      zh: '使用无害化卫生厕所的农户占扣除不计入基数后的农户',
      en: 'Households with a harmless latrine of the rural households in the base',
    },
  },
  {
    id: 'latrine.sanitary',
    zh: '卫生厕所普及率',
    en: 'Sanitary latrine rate',
    unit: '%',
    better: 'up',
    period: null,
    numerator: {
      count: 'rural_household',
      where: {
        all: [
          { all: [{ state: ['active'] }, { field: 'exclusion', is: 'none' }] },
          { field: 'latrineNow', in: ['harmless', 'sanitary'] },
        ],
      },
    },
    denominator: {
      count: 'rural_household',
      where: { all: [{ state: ['active'] }, { field: 'exclusion', is: 'none' }] },
    },
    definition: { zh: '使用卫生厕所（含无害化）的农户占基数', en: 'Households with a sanitary latrine of the base' },
  },
  {
    id: 'latrine.done',
    zh: '完成户数',
    en: 'Households done',
    unit: '户',
    better: 'up',
    period: null,
    numerator: { count: 'latrine', where: { state: ['accepted', 'publicised', 'paid', 'in_service'] } },
    denominator: null,
    golden: 3700,
    definition: { zh: '区级验收户数', en: 'Households accepted by the district' },
  },
  {
    id: 'latrine.first_time',
    zh: '一次验收合格率',
    en: 'Accepted at once',
    unit: '%',
    better: 'up',
    period: null,
    numerator: {
      count: 'latrine',
      where: { all: [{ state: ['accepted', 'publicised', 'paid', 'in_service'] }, { not: { moved: 'rectify' } }] },
    },
    denominator: { count: 'latrine', where: { state: ['accepted', 'publicised', 'paid', 'in_service'] } },
    definition: { zh: '未经整改的占验收', en: 'Without rectification, of the accepted' },
  },
  {
    id: 'latrine.paid_rate',
    zh: '奖补到位率',
    en: 'Subsidy paid',
    unit: '%',
    better: 'up',
    period: null,
    numerator: { count: 'latrine', where: { state: ['paid', 'in_service'] } },
    denominator: { count: 'latrine', where: { state: ['accepted', 'publicised', 'paid', 'in_service'] } },
    definition: { zh: '已发放占已验收', en: 'Paid of the accepted' },
  },
  {
    id: 'latrine.types',
    zh: '类型构成',
    en: 'By type',
    unit: '户',
    better: 'none',
    period: null,
    numerator: { count: 'latrine', by: 'latrineType' },
    denominator: null,
    definition: { zh: '按改厕类型分列的户数', en: 'Count by type' },
  },
]
