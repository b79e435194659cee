import type { FastifyInstance } from 'fastify'
import type { FigureAnswer, FiguresAnswer, ShiftOutcome } from '../../domain/api.ts'
import { mayCount } from '../../domain/figures/access.ts'
import { figureOf, figures } from '../../domain/figures/list.ts'
import { lastMonths, type Span, spanOf } from '../../domain/figures/period.ts'
import type { OfficeRule } from '../../domain/office-rules.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import type { FigureQuestion } from '../projection/figures/read-figure.ts'
import type { BadQuery } from '../projection/page.ts'
import type { Deps } from './deps.ts'
import { notFound, refuse, signedIn } from './reply.ts'

const MOST_MONTHS = 12
const OUTCOMES: readonly ShiftOutcome[] = ['came', 'missed', 'absent', 'leave']
type Query = { readonly [name: string]: unknown }

/** Figures of the office: counts over areas, never over persons, each with what it is made of. */
export function figureRoutes(app: FastifyInstance, deps: Deps): void {
  const { projection, people, now } = deps
  const authed = signedIn(deps)
  app.get(
    '/api/figures',
    authed((_request, _reply, { grants }): FiguresAnswer => {
      const areas = [...new Set(grants.map(({ area }) => area))]
      return { figures: figures.filter((figure) => areas.some((area) => mayCount(figure, area, grants, now()))) }
    }),
  )
  app.get(
    '/api/figures/:name',
    authed(async (request, reply, author) => {
      const { grants } = author
      const query = request.query as Query
      const { name } = request.params as { name: string }
      const figure = figureOf(name)
      if (!figure) return notFound(reply)
      const at = now()
      const asked = questionOf({ ...query, figure: name }, at, people.rules.all())
      if (!asked.ok) return refuse(reply, 400, 'badQuery', `${asked.problem.parameter}: ${asked.problem.detail}`)
      if (!mayCount(figure, asked.value.area, grants, at)) return notFound(reply)
      const months = query['trend'] === undefined ? 0 : Number(query['trend'])
      if (!Number.isInteger(months) || months < 0 || months > MOST_MONTHS) {
        return refuse(reply, 400, 'badQuery', `trend: Give a number of months up to ${MOST_MONTHS}.`)
      }
      const outcome = query['planned'] as ShiftOutcome | undefined
      if (outcome !== undefined && (name !== 'shift.attendance' || !OUTCOMES.includes(outcome))) {
        return refuse(reply, 400, 'badQuery', `planned: Of shift.attendance give ${OUTCOMES.join(', ')}.`)
      }
      const { area, span } = asked.value
      const counted = await projection.figure(asked.value)
      const trend: { month: string; numerator: number; denominator: number | null }[] = []
      for (const month of lastMonths(months, at)) {
        const { numerator, denominator } = await projection.figure({
          ...asked.value,
          span: spanOf(month, at) as Span,
        })
        trend.push({ month, numerator, denominator })
      }
      const planned = outcome && (await projection.planned({ ...author, now: at }, asked.value, outcome))
      return {
        figure,
        area,
        ...span,
        asOf: at,
        ...counted,
        ...(months > 0 ? { trend } : {}),
        ...(planned ? { planned } : {}),
      } satisfies FigureAnswer
    }),
  )
}

/** What is asked of a figure by an address, or the first parameter that is wrong and what it should be. */
export function questionOf(query: Query, now: number, rules: readonly OfficeRule[]): Result<FigureQuestion, BadQuery> {
  const bad = (parameter: string, detail: string) => fail({ parameter, detail })
  const { figure, area, period = 'year', category } = query
  if (typeof figure !== 'string' || !figureOf(figure)) return bad('figure', 'There is no such figure.')
  if (typeof area !== 'string' || !/^\d{6,12}$/.test(area)) return bad('area', 'Give the code of an area.')
  const span = typeof period === 'string' ? spanOf(period, now) : undefined
  if (!span) return bad('period', 'Give day, week, month, year, or a day, month or year such as 2026-11.')
  if (category !== undefined && !(typeof category === 'string' && /^[a-z_]{1,40}$/.test(category))) {
    return bad('category', 'Give one category of tasks.')
  }
  return ok({ figure, area, span, now, rules, ...(category === undefined ? {} : { category: category as string }) })
}
