/** A JSON schema as far as values are made from it. */
export interface Schema {
  readonly type?: string | readonly string[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly items?: Schema
  readonly anyOf?: readonly Schema[]
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly format?: string
  readonly pattern?: string
  readonly minLength?: number
  readonly maxLength?: number
  readonly minimum?: number
  readonly maximum?: number
  readonly minItems?: number
  readonly maxItems?: number
}

/** How a body travels; `none` where the document asks for none. */
export type Travels = 'none' | 'json' | 'multipart'

/** One operation of the OpenAPI document. */
export interface Operation {
  readonly id: string
  readonly method: string
  /** With `{name}` for parameters. */
  readonly path: string
  readonly params: Schema
  readonly query: Schema
  readonly body: Schema
  readonly travels: Travels
  /** An answer that never ends by itself. */
  readonly streams: boolean
}

interface Parameter {
  readonly name: string
  readonly in: 'path' | 'query'
  readonly required: boolean
  readonly schema: Schema
}

interface Described {
  readonly operationId: string
  readonly parameters: readonly Parameter[]
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> }
  readonly responses: { readonly 200: { readonly content: Readonly<Record<string, unknown>> } }
}

/** An OpenAPI document as it is served. */
export interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Described>>>>
}

/** All operations of a document. */
export function operationsOf(document: Document): Operation[] {
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, described]) => operationOf(path, method, described)),
  )
}

function operationOf(path: string, method: string, described: Described): Operation {
  const json = described.requestBody?.content['application/json']?.schema
  const multipart = described.requestBody?.content['multipart/form-data'] !== undefined
  return {
    id: described.operationId,
    method: method.toUpperCase(),
    path,
    params: objectOf(described.parameters.filter((one) => one.in === 'path')),
    query: objectOf(described.parameters.filter((one) => one.in === 'query')),
    body: json ?? {},
    travels: json ? 'json' : multipart ? 'multipart' : 'none',
    streams: 'text/event-stream' in described.responses[200].content,
  }
}

const objectOf = (parameters: readonly Parameter[]): Schema => ({
  type: 'object',
  properties: Object.fromEntries(parameters.map(({ name, schema }) => [name, schema])),
  required: parameters.filter(({ required }) => required).map(({ name }) => name),
})
