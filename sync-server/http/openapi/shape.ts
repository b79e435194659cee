/** JSON Schema (OpenAPI 3.1). */
export type Shape = { readonly [key: string]: unknown }
export type Shapes = { readonly [name: string]: Shape }

export const ref = (name: string): Shape => ({ $ref: `#/components/schemas/${name}` })
export const text: Shape = { type: 'string' }
export const yes: Shape = { type: 'boolean' }
export const list = (items: Shape): Shape => ({ type: 'array', items })
export const choice = (...values: readonly string[]): Shape => ({ type: 'string', enum: values })
export const map = (values: Shape): Shape => ({ type: 'object', additionalProperties: values })
export const object = (properties: Shapes, optional: Shapes = {}): Shape => ({
  type: 'object',
  additionalProperties: false,
  required: Object.keys(properties),
  properties: { ...properties, ...optional },
})

type OptionalOf<T> = { [K in keyof T]-?: Record<never, never> extends Pick<T, K> ? K : never }[keyof T]
type RequiredOf<T> = Exclude<keyof T, OptionalOf<T>>
/** The shape of a type: a property that the type has and the shape has not, or the reverse, does not compile. */
export const shapeOf = <T>(
  properties: { readonly [K in RequiredOf<T>]: Shape },
  ...[optional]: OptionalOf<T> extends never ? [] : [optional: { readonly [K in OptionalOf<T>]: Shape }]
): Shape => object(properties, optional)
