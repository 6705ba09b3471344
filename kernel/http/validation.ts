import AjvCompiler from '@fastify/ajv-compiler'
import type { FastifyServerOptions } from 'fastify'
import { formats } from './formats.ts'

type SchemaController = NonNullable<FastifyServerOptions['schemaController']>
type BuildValidator = ReturnType<typeof AjvCompiler>

const pool: BuildValidator = AjvCompiler()
const options = { removeAdditional: false, allErrors: true, useDefaults: true } as const

/**
 * An address is all text, so what an endpoint asks for as a number, a yes or a list is read from it. A body of JSON says
 * itself what is a number and what is a text: it is taken as it was sent, so that the code "530103" stays a code.
 */
const buildValidator: BuildValidator = (externalSchemas) => {
  const onCreate = (ajv: { addFormat(name: string, test: (text: string) => boolean): unknown }) => {
    for (const [name, test] of Object.entries(formats)) ajv.addFormat(name, test)
  }
  const read = pool(externalSchemas, { onCreate, customOptions: { ...options, coerceTypes: 'array' } })
  const asSent = pool(externalSchemas, { onCreate, customOptions: { ...options, coerceTypes: false } })
  return (definition, meta) => whenNeeded(() => (isOfBody(definition) ? asSent : read)(definition, meta))
}

type Validator = ReturnType<ReturnType<BuildValidator>>

/**
 * Compiled when the first request comes that needs it: a process starts without compiling eight hundred schemas, and never
 * holds those that nobody asks for. That every schema can be compiled is seen in tests, which send something to each.
 */
function whenNeeded(compile: () => Validator): Validator {
  let compiled: Validator | undefined
  const validate = ((part: unknown) => {
    compiled ??= compile()
    const sound = compiled(part)
    validate.errors = compiled.errors ?? null
    return sound
  }) as Validator
  return validate
}

/** Fastify hands over the schema together with the part of the request that it is for. */
const isOfBody = (definition: unknown): boolean =>
  typeof definition === 'object' && definition !== null && 'httpPart' in definition && definition.httpPart === 'body'

export const schemaController: SchemaController = { compilersFactory: { buildValidator } }
