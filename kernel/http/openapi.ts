import type { Endpoint } from '../contract/endpoint.ts'
import { errorStatus } from '../contract/errors.ts'
import type { Route } from './route.ts'

const errorSchema = {
  type: 'object',
  required: ['error'],
  properties: {
    error: {
      type: 'object',
      required: ['code', 'reason', 'message'],
      properties: {
        code: { enum: Object.keys(errorStatus) },
        reason: { type: 'string' },
        message: { type: 'string' },
        fields: {
          type: 'array',
          items: { type: 'object', properties: { path: { type: 'string' }, message: { type: 'string' } } },
        },
      },
    },
  },
}

/** The OpenAPI 3.1 document of all routes, made from the same contracts that validate and type them. */
export function openApi(routes: readonly Route[]): object {
  const paths: Record<string, Record<string, object>> = {}
  for (const { endpoint, access } of routes) {
    const path = endpoint.path.replace(/:(\w+)/g, '{$1}')
    paths[path] ??= {}
    paths[path][endpoint.method.toLowerCase()] = {
      operationId: endpoint.id,
      summary: `${endpoint.summary.zh} / ${endpoint.summary.en}`,
      tags: [endpoint.id.split('.')[0]],
      'x-access': access,
      ...(access === 'public' ? {} : { security: [access === 'signed' ? { device: [] } : { session: [] }] }),
      parameters: [...fieldsOf(endpoint, 'params', 'path'), ...fieldsOf(endpoint, 'query', 'query')],
      ...requestBody(endpoint),
      responses: {
        200: { description: 'OK', content: answerContent(endpoint) },
        default: {
          description: 'Error',
          content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } },
        },
      },
    }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Liren 里仁',
      version: '0.1.0',
      description: 'Commands take an Idempotency-Key (UUID) and need the header x-liren.',
    },
    components: {
      schemas: { Error: errorSchema },
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: 'liren_session' },
        device: { type: 'apiKey', in: 'header', name: 'x-liren-signature' },
      },
    },
    paths,
  }
}

interface ObjectSchema {
  properties?: Record<string, object>
  required?: string[]
}

function fieldsOf(endpoint: Endpoint, part: 'params' | 'query', where: 'path' | 'query'): object[] {
  const schema = endpoint[part] as ObjectSchema
  return Object.entries(schema.properties ?? {}).map(([name, field]) => ({
    name,
    in: where,
    required: where === 'path' || (schema.required ?? []).includes(name),
    schema: field,
  }))
}

function requestBody(endpoint: Endpoint): object {
  if (endpoint.consumes === 'none') return {}
  if (endpoint.consumes === 'multipart') {
    const file = { type: 'object', properties: { file: { type: 'string', format: 'binary' } } }
    return { requestBody: { content: { 'multipart/form-data': { schema: file } } } }
  }
  return { requestBody: { content: { 'application/json': { schema: endpoint.body } } } }
}

function answerContent(endpoint: Endpoint): object {
  if (endpoint.produces === 'events') return { 'text/event-stream': {} }
  if (endpoint.produces === 'bytes') return { 'application/octet-stream': {} }
  return { 'application/json': { schema: endpoint.response } }
}
