import type { FastifyInstance, FastifyReply } from 'fastify'
import type { RulesAnswer } from '../../domain/api.ts'
import { isoDate } from '../../domain/clock.ts'
import { ruleState } from '../../domain/office-rules.ts'
import type { NewRule, RuleProblem } from '../people/rules-admin.ts'
import { areaCode, words } from './admin-schema.ts'
import type { Deps } from './deps.ts'
import { refuse, signedIn } from './reply.ts'

const PROBLEMS: { readonly [code in RuleProblem['code']]: readonly [status: number, detail: string] } = {
  notPlanner: [403, 'Only for supervisors and administrators.'],
  outOfScope: [403, 'This area lies outside yours'],
  unknownArea: [422, 'There is no such area'],
  ruleKind: [422, 'For this kind of work there is no rule of this sort'],
  ruleShape: [
    422,
    'A cycle says how often; check windows say from when to when; a target says which figure and how much. One of the three.',
  ],
  ruleFigure: [422, 'There is no such figure'],
  ruleWindows: [422, 'Each window begins before it ends, and after the one before it.'],
  ruleCondition: [422, 'For whom it holds cannot be read'],
  ruleDate: [422, 'From and to are days, and to is not before from.'],
  ruleInPast: [422, 'A rule begins or ends today or later: what was due before stays as it was.'],
  ruleOtherKind: [409, 'A rule of this name is of another sort. Choose another name.'],
  noSuchRule: [404, 'There is no such rule.'],
  ruleEnded: [409, 'This rule has ended already. It stays readable.'],
  ruleHolds: [409, 'This rule holds already.'],
  ruleIncomplete: [422, 'Before it holds it needs'],
  tooManyRules: [409, 'No more than 40 rules hold or are to come. End one first.'],
}

/** What is due how often: laid down by supervisors and administrators of the areas, read by everybody. */
export function ruleRoutes(app: FastifyInstance, deps: Deps): void {
  const { people } = deps
  const authed = signedIn(deps)
  const refused = (reply: FastifyReply, { code, part }: RuleProblem): FastifyReply => {
    const [status, detail] = PROBLEMS[code]
    return refuse(reply, status, code, part === undefined ? detail : `${detail}: ${part}`)
  }
  app.get(
    '/api/rules',
    authed((_request, _reply, by): RulesAnswer => {
      const rules = people.rules.all()
      const drafts = people.rulesAdmin.draftsFor(by)
      const today = isoDate(deps.now())
      return {
        rules,
        drafts,
        states: Object.fromEntries([...rules, ...drafts].map((rule) => [rule.id, ruleState(rule, today)])),
      }
    }),
  )
  app.post(
    '/api/admin/rules',
    { schema: { body: newRule } },
    authed((request, reply, by) => {
      const { draft, ...rule } = request.body as NewRule & { draft?: boolean }
      const outcome = draft ? people.rulesAdmin.draftRule(by, rule) : people.rulesAdmin.setRule(by, rule)
      return outcome.ok ? reply.code(201).send(outcome.value) : refused(reply, outcome.problem)
    }),
  )
  app.post(
    '/api/admin/rules/:rule/put-in-force',
    authed((request, reply, by) => {
      const outcome = people.rulesAdmin.putInForce(by, (request.params as { rule: string }).rule)
      return outcome.ok ? reply.code(204).send() : refused(reply, outcome.problem)
    }),
  )
  app.post(
    '/api/admin/rules/:rule/end',
    { schema: { body: ending } },
    authed((request, reply, by) => {
      const { rule } = request.params as { rule: string }
      const { validTo, reason } = request.body as { validTo: string; reason: string }
      const outcome = people.rulesAdmin.endRule(by, rule, validTo, reason)
      return outcome.ok ? reply.code(204).send() : refused(reply, outcome.problem)
    }),
  )
}

const date = { type: 'string', pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$', description: 'A day in Shanghai' }
const hour = { type: 'string', pattern: '^([01][0-9]|2[0-3]):[0-5][0-9]$' }
const newRule = {
  type: 'object',
  additionalProperties: false,
  required: ['rule', 'name', 'ruleType', 'kind', 'areas', 'validFrom', 'reason'],
  properties: {
    rule: {
      type: 'string',
      pattern: '^[a-z][a-z0-9_]{1,39}$',
      description: 'The rule of which this is a version: a standing one, such as visit_rented, or a new name',
    },
    name: { type: 'string', minLength: 1, maxLength: 60, pattern: '\\S' },
    ruleType: { type: 'string', enum: ['visit_cycle', 'check_window', 'target'] },
    kind: { type: 'string', pattern: '^[a-z_]{2,40}$' },
    areas: { type: 'array', minItems: 1, maxItems: 20, uniqueItems: true, items: areaCode },
    subjects: { type: 'object', description: 'For whom: a condition over the fields of what the acts are about' },
    per: { type: 'string', enum: ['year', 'quarter', 'month', 'week'] },
    windows: {
      type: 'array',
      minItems: 1,
      maxItems: 12,
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['from', 'to'],
        properties: { from: hour, to: hour },
      },
    },
    weekdays: {
      type: 'array',
      minItems: 1,
      maxItems: 7,
      uniqueItems: true,
      items: { type: 'string', enum: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] },
    },
    figure: { type: 'string', pattern: '^[a-z][a-z0-9_.]{2,60}$', description: 'Of a target: the figure' },
    target: { type: 'number', minimum: 0, maximum: 1e9, description: 'What it should come to, in its unit' },
    validFrom: date,
    validTo: date,
    reason: words,
    draft: { type: 'boolean', description: 'Written down only: it holds nowhere until it is put in force' },
  },
}
const ending = {
  type: 'object',
  additionalProperties: false,
  required: ['validTo', 'reason'],
  properties: { validTo: date, reason: words },
}
