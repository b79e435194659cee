type Json = { readonly [key: string]: unknown }
type Operation = {
  readonly summary?: string
  readonly tags?: readonly string[]
  readonly security?: readonly unknown[]
  readonly parameters?: readonly { name: string; in: string; required?: boolean; schema?: Json; description?: string }[]
  readonly requestBody?: { readonly content?: { readonly [type: string]: { readonly schema?: Json } } }
  readonly responses?: {
    readonly [status: string]: { readonly content?: { readonly [type: string]: { schema?: Json } } }
  }
}

const escaped = (text: unknown): string => String(text).replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)
const idOf = (text: string): string => text.replace(/[^A-Za-z0-9]+/g, '-').toLowerCase()
const METHODS = ['get', 'head', 'options', 'post', 'patch', 'put', 'delete']

/** A page drawn from the OpenAPI document: no script, one style sheet, every text escaped. */
export function docsPage(api: object): string {
  const { info, tags, paths, components } = api as {
    tags: readonly { name: string }[]
    info: { title: string; version: string; description?: string }
    paths: { readonly [path: string]: { readonly [method: string]: Operation } }
    components?: { schemas?: { readonly [name: string]: Json } }
  }
  const byTag = new Map<string, string[]>()
  for (const [path, operations] of Object.entries(paths)) {
    for (const method of METHODS) {
      const operation = operations[method]
      if (!operation) continue
      const tag = operation.tags?.[0] ?? 'Other'
      byTag.set(tag, [...(byTag.get(tag) ?? []), operationHtml(method, path, operation)])
    }
  }
  const known = tags.flatMap(({ name }) => (byTag.has(name) ? [[name, byTag.get(name) ?? []] as const] : []))
  const nav = known.map(([tag]) => `<a href="#${idOf(tag)}">${escaped(tag)}</a>`).join(' ')
  const sections = known.map(([tag, all]) => `<h2 id="${idOf(tag)}">${escaped(tag)}</h2>${all.join('')}`).join('')
  const shapes = Object.entries(components?.schemas ?? {})
    .map(
      ([name, schema]) => `<section id="shape-${idOf(name)}"><h3>${escaped(name)}</h3>${shapeHtml(schema)}</section>`,
    )
    .join('')
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escaped(info.title)} · API</title>
<meta name="viewport" content="width=device-width"><link rel="stylesheet" href="/api/docs.css"></head><body>
<h1>${escaped(info.title)} <small>API ${escaped(info.version)}</small></h1><p>${escaped(info.description ?? '').replace(/`([^`]+)`/g, '<code>$1</code>')}</p>
<p>As a file: <a href="/api/openapi.json">openapi.json</a></p><nav>${nav} <a href="#shapes">Shapes</a></nav>
<main>${sections}<h2 id="shapes">Shapes</h2>${shapes}</main></body></html>`
}

function operationHtml(method: string, path: string, operation: Operation): string {
  const parameters = (operation.parameters ?? []).map(
    (one) =>
      `<tr><td><code>${escaped(one.name)}</code></td><td>${escaped(one.in)}</td><td>${typeHtml(one.schema ?? {})}</td><td>${escaped(one.description ?? one.schema?.['description'] ?? '')}</td></tr>`,
  )
  const body = Object.values(operation.requestBody?.content ?? {})[0]?.schema
  const answers = Object.entries(operation.responses ?? {}).map(([status, { content }]) => {
    const [type, found] = Object.entries(content ?? {})[0] ?? []
    const shape = found?.schema && type?.endsWith('json') ? typeHtml(found.schema) : escaped(type ?? 'no content')
    return `<li><b>${escaped(status === 'default' ? 'else' : status)}</b> ${shape}</li>`
  })
  return `<section><h3><span class="method ${method}">${method.toUpperCase()}</span> <code>${escaped(path)}</code></h3>
<p>${escaped(operation.summary ?? '')}${operation.security ? '' : ' <em>No session needed.</em>'}</p>
${parameters.length > 0 ? `<table>${parameters.join('')}</table>` : ''}${body ? `<h4>Body</h4>${shapeHtml(body)}` : ''}
<ul>${answers.join('')}</ul></section>`
}

function typeHtml(schema: Json): string {
  const reference = schema['$ref']
  if (typeof reference === 'string') {
    const name = reference.split('/').at(-1) ?? ''
    return `<a href="#shape-${idOf(name)}">${escaped(name)}</a>`
  }
  if (Array.isArray(schema['enum'])) return schema['enum'].map((value) => `<code>${escaped(value)}</code>`).join(' ')
  if (schema['type'] === 'array') return `list of ${typeHtml((schema['items'] ?? {}) as Json)}`
  if (schema['properties']) return shapeHtml(schema)
  const values = schema['additionalProperties']
  if (typeof values === 'object') return `map to ${typeHtml(values as Json)}`
  return escaped(schema['type'] ?? 'anything')
}

function shapeHtml(schema: Json): string {
  const properties = schema['properties'] as { readonly [name: string]: Json } | undefined
  if (!properties) return `<p>${typeHtml(schema)} ${escaped(schema['description'] ?? '')}</p>`
  const required = new Set((schema['required'] as readonly string[] | undefined) ?? [])
  const rows = Object.entries(properties).map(
    ([name, one]) =>
      `<tr><td><code>${escaped(name)}</code>${required.has(name) ? '' : '?'}</td><td>${typeHtml(one)}</td><td>${escaped(one['description'] ?? '')}</td></tr>`,
  )
  return `<table>${rows.join('')}</table>`
}

export const DOCS_CSS = `
:root { color-scheme: light dark; font: 16px/1.5 system-ui, "PingFang SC", "Microsoft YaHei", sans-serif; }
body { max-width: 60rem; margin: 0 auto; padding: 1rem; }
h1 small { font-weight: normal; font-size: 1rem; }
h2 { margin-top: 2.5rem; border-bottom: 2px solid; }
section { overflow-x: auto; border-bottom: 1px solid #8884; padding: 0.25rem 0 0.75rem; }
h3 { margin: 0.75rem 0 0.25rem; font-size: 1rem; }
h4 { margin: 0.5rem 0 0; font-size: 0.875rem; }
p, ul { margin: 0.25rem 0; }
nav { display: flex; flex-wrap: wrap; gap: 0.5rem 1rem; margin: 1rem 0; }
code { font: 0.9em ui-monospace, Menlo, Consolas, monospace; overflow-wrap: anywhere; }
table { border-collapse: collapse; margin: 0.25rem 0; }
td { border: 1px solid #8884; padding: 0.1rem 0.5rem; vertical-align: top; }
td:first-child { white-space: nowrap; }
td:empty { padding: 0; border-width: 1px 1px 1px 0; }
.method { display: inline-block; min-width: 4.5rem; font-weight: 700; }
@media (prefers-color-scheme: dark) { a { color: #8cc8ff; } }
`
