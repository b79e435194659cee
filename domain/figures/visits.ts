import type { Figure } from './define.ts'

/** Source: domain/data/domain-kinds.json, `figures` of home_visit. */
export const visits: readonly Figure[] = [
  {
    id: 'home_visit.coverage',
    zh: '入户走访率',
    en: 'Coverage',
    unit: '%',
    better: 'up',
    period: 'visitAt',
    numerator: {
      count: 'household',
      where: {
        all: [
          { state: ['active'] },
          { not: { field: 'tenancy', is: 'vacant' } },
          {
            any: [
              {
                linked: 'home_visit',
                by: 'householdId',
                where: {
                  all: [{ state: ['submitted', 'verified', 'follow_up', 'closed'] }, { field: 'result', is: 'met' }],
                },
                min: 1,
              },
              {
                linked: 'home_visit',
                by: 'householdId',
                where: {
                  all: [
                    { state: ['submitted', 'verified', 'follow_up', 'closed'] },
                    { field: 'result', is: 'refused' },
                  ],
                },
                min: 1,
              },
              {
                linked: 'home_visit',
                by: 'householdId',
                where: {
                  all: [
                    { state: ['submitted', 'verified', 'follow_up', 'closed'] },
                    { field: 'result', is: 'no_answer' },
                  ],
                },
                min: 2,
                distinctDays: true,
              },
            ],
          },
        ],
      },
    },
    denominator: {
      formula: 'due_households',
      where: { all: [{ state: ['active'] }, { not: { field: 'tenancy', is: 'vacant' } }] },
      rule: 'visit_cycle',
    },
    golden: 100,
    definition: {
      zh: '应访户中已见面或依法办结的户数占比；依法办结指拒访，或不同日期两次以上无人应答。走访提交即计，退回、作废不计；空置户不在应访内',
      en: 'Share of due households that were met or lawfully closed (declined, or no answer on two different days or more). A submitted visit counts unless returned or void; vacant homes are not due',
    },
  },
  {
    id: 'home_visit.met_share',
    zh: '已见面户占比',
    en: 'Met',
    unit: '%',
    better: 'up',
    period: 'visitAt',
    numerator: {
      count: 'household',
      where: {
        all: [
          { state: ['active'] },
          { not: { field: 'tenancy', is: 'vacant' } },
          {
            linked: 'home_visit',
            by: 'householdId',
            where: {
              all: [{ state: ['submitted', 'verified', 'follow_up', 'closed'] }, { field: 'result', is: 'met' }],
            },
            min: 1,
          },
        ],
      },
    },
    denominator: {
      formula: 'due_households',
      where: { all: [{ state: ['active'] }, { not: { field: 'tenancy', is: 'vacant' } }] },
      rule: 'visit_cycle',
    },
    definition: { zh: '应访户中至少一次见面的户数占比', en: 'Share of due households met at least once' },
  },
  {
    id: 'home_visit.closed_share',
    zh: '依法办结户占比',
    en: 'Lawfully closed',
    unit: '%',
    better: 'none',
    period: 'visitAt',
    numerator: {
      count: 'household',
      where: {
        all: [
          { state: ['active'] },
          { not: { field: 'tenancy', is: 'vacant' } },
          {
            any: [
              {
                linked: 'home_visit',
                by: 'householdId',
                where: {
                  all: [{ state: ['submitted', 'verified', 'follow_up', 'closed'] }, { field: 'result', is: 'met' }],
                },
                min: 1,
              },
              {
                linked: 'home_visit',
                by: 'householdId',
                where: {
                  all: [
                    { state: ['submitted', 'verified', 'follow_up', 'closed'] },
                    { field: 'result', is: 'refused' },
                  ],
                },
                min: 1,
              },
              {
                linked: 'home_visit',
                by: 'householdId',
                where: {
                  all: [
                    { state: ['submitted', 'verified', 'follow_up', 'closed'] },
                    { field: 'result', is: 'no_answer' },
                  ],
                },
                min: 2,
                distinctDays: true,
              },
            ],
          },
          {
            linked: 'home_visit',
            by: 'householdId',
            where: {
              all: [{ state: ['submitted', 'verified', 'follow_up', 'closed'] }, { field: 'result', is: 'met' }],
            },
            none: true,
          },
        ],
      },
    },
    denominator: {
      formula: 'due_households',
      where: { all: [{ state: ['active'] }, { not: { field: 'tenancy', is: 'vacant' } }] },
      rule: 'visit_cycle',
    },
    definition: {
      zh: '应访户中未见面但拒访，或不同日期两次以上无人应答的户数占比；不计入对个人或住户的评价',
      en: 'Share of due households not met, but declined or without answer on two different days; never held against worker or household',
    },
  },
  {
    id: 'home_visit.open_share',
    zh: '待访户占比',
    en: 'Still due',
    unit: '%',
    better: 'down',
    period: 'visitAt',
    numerator: {
      count: 'household',
      where: {
        all: [
          { state: ['active'] },
          { not: { field: 'tenancy', is: 'vacant' } },
          {
            not: {
              any: [
                {
                  linked: 'home_visit',
                  by: 'householdId',
                  where: {
                    all: [{ state: ['submitted', 'verified', 'follow_up', 'closed'] }, { field: 'result', is: 'met' }],
                  },
                  min: 1,
                },
                {
                  linked: 'home_visit',
                  by: 'householdId',
                  where: {
                    all: [
                      { state: ['submitted', 'verified', 'follow_up', 'closed'] },
                      { field: 'result', is: 'refused' },
                    ],
                  },
                  min: 1,
                },
                {
                  linked: 'home_visit',
                  by: 'householdId',
                  where: {
                    all: [
                      { state: ['submitted', 'verified', 'follow_up', 'closed'] },
                      { field: 'result', is: 'no_answer' },
                    ],
                  },
                  min: 2,
                  distinctDays: true,
                },
              ],
            },
          },
        ],
      },
    },
    denominator: {
      formula: 'due_households',
      where: { all: [{ state: ['active'] }, { not: { field: 'tenancy', is: 'vacant' } }] },
      rule: 'visit_cycle',
    },
    definition: {
      zh: '应访户中既未见面也未依法办结的占比；三项之和为100%',
      en: 'Share of due households neither met nor lawfully closed; the three shares add to 100 %',
    },
  },
  {
    id: 'home_visit.anti_fraud',
    zh: '反诈覆盖率',
    en: 'Anti-fraud coverage',
    unit: '%',
    better: 'up',
    period: 'visitAt',
    numerator: {
      count: 'household',
      where: {
        all: [
          { state: ['active'] },
          {
            linked: 'home_visit',
            by: 'householdId',
            where: {
              all: [{ state: ['submitted', 'verified', 'follow_up', 'closed'] }, { field: 'antiFraud', present: true }],
            },
            min: 1,
          },
        ],
      },
    },
    denominator: { count: 'household', where: { state: ['active'] } },
    definition: {
      zh: '期内至少宣传一次反诈的在册户占比',
      en: 'Active households with at least one anti-fraud topic in the period',
    },
  },
  {
    id: 'home_visit.met_rate',
    zh: '见面率',
    en: 'Met rate',
    unit: '%',
    better: 'up',
    period: 'visitAt',
    numerator: {
      count: 'home_visit',
      where: { all: [{ state: ['submitted', 'verified', 'follow_up', 'closed'] }, { field: 'result', is: 'met' }] },
    },
    denominator: { count: 'home_visit', where: { state: ['submitted', 'verified', 'follow_up', 'closed'] } },
    definition: { zh: '见面走访占全部走访', en: 'Met visits of all visits' },
  },
  {
    id: 'home_visit.hazard_fixed',
    zh: '隐患整改率',
    en: 'Hazards fixed',
    unit: '%',
    better: 'up',
    period: 'visitAt',
    numerator: {
      count: 'home_visit',
      items: 'hazards',
      where: { state: ['submitted', 'verified', 'follow_up', 'closed'] },
      itemWhere: {
        any: [
          { field: 'fixedOnSite', is: true },
          { field: 'closedAt', present: true },
        ],
      },
    },
    denominator: {
      count: 'home_visit',
      items: 'hazards',
      where: { state: ['submitted', 'verified', 'follow_up', 'closed'] },
    },
    definition: { zh: '已整改隐患占发现隐患', en: 'Hazards closed of hazards found' },
  },
]
