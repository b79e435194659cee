/** JSON Schemas of what administrators send: what does not fit is refused with a sentence before it is looked at. */

export const areaCode = { type: 'string', pattern: '^[0-9][0-9A-Za-z]{1,23}$', description: 'Code of the area tree' }
const name = { type: 'string', minLength: 1, maxLength: 60, pattern: '\\S' }
const account = { type: 'string', pattern: '^[a-z][a-z0-9._-]{1,31}$', description: 'Lower-case name to sign in with' }
const secret = { type: 'string', minLength: 10, maxLength: 200, description: 'At least ten characters' }
const role = { type: 'string', maxLength: 40 }
const to = { type: 'integer', minimum: 0, description: 'When it ends by itself, ms UTC' }
const leader = { type: ['string', 'null'], maxLength: 64, description: 'Whose team it is; null: nobody’s' }
const phone = {
  type: ['string', 'null'],
  pattern: '^\\+?[0-9]([0-9 -]{3,18}[0-9])$',
  description: 'Told to the leader',
}
const firm = {
  type: ['string', 'null'],
  maxLength: 60,
  pattern: '\\S',
  description: 'The outside firm that he works for; null: the office itself',
}
export const words = { type: 'string', minLength: 1, maxLength: 400, pattern: '\\S' }

const object = (properties: object, required: readonly string[] = []) => ({
  type: 'object',
  additionalProperties: false,
  properties,
  required,
})

export const listQuery = {
  type: 'object',
  properties: {
    area: areaCode,
    q: { type: 'string', maxLength: 60, description: 'Part of the name or account' },
    after: { type: 'string', maxLength: 64 },
    limit: { type: 'integer', minimum: 1, maximum: 200, default: 100 },
  },
}
export const newPerson = object(
  {
    name,
    account,
    password: { ...secret, description: 'If left out for an account, the server makes one and tells it once' },
    grants: { type: 'array', maxItems: 20, items: object({ role, area: areaCode, to }, ['role', 'area']) },
  },
  ['name', 'grants'],
)
export const personChange = {
  ...object({ name, account, disabled: { type: 'boolean' }, leader, phone, firm }),
  minProperties: 1,
}
export const password = object({ password: { ...secret, description: 'If left out, the server makes one' } })
export const grant = object({ person: { type: 'string', maxLength: 64 }, role, area: areaCode, to }, [
  'person',
  'role',
  'area',
])
export const reason = object({ reason: words }, ['reason'])
export const area = object(
  { code: areaCode, name, level: { type: 'string', enum: ['district', 'street', 'village', 'department'] } },
  ['code', 'name', 'level'],
)
export const switchChange = object(
  {
    id: { type: 'string', maxLength: 40 },
    book: { type: 'string', maxLength: 24 },
    area: areaCode,
    on: { type: 'boolean' },
    role: { type: 'string', maxLength: 40, description: 'Only for this role of the book' },
    ground: { type: 'string', maxLength: 400, description: 'Why it may be asked; the workers read it' },
  },
  ['id', 'book', 'area', 'on', 'ground'],
)
