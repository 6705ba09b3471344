import type { SecretFields } from '../kinds.ts'

/** A channel as an adapter needs it, opened. */
export interface OpenedChannel {
  readonly settings: Readonly<Record<string, unknown>>
  readonly secrets: SecretFields
}

/** What goes to a person: short, and nothing personal in it. */
export interface PersonMessage {
  /** The same however often it is sent: receivers that know such ids show it once. */
  readonly id: string
  readonly title: string
  readonly text: string
  readonly link: string
  readonly at: Date
}

/** An event on its way to a receiver. */
export interface EventMessage {
  readonly id: string
  readonly type: string
  /** The reading of it in Chinese, for groups of people. */
  readonly line: string
  readonly link: string
  /** As CloudEvents has it, ready to be sent. */
  readonly body: string
  readonly at: Date
}

/** It was refused, and will be however often it is sent. */
export class Refused extends Error {}
/** This one is not taken now, by who or what it goes to; it says nothing of the channel. */
export class Later extends Error {}
/** It is nowhere any more: a browser that took back its permission. */
export class Gone extends Error {}

/**
 * Whether trying again may help: a refusal stands. But who is not let in, or knocks at a door that is not there, has a wrong key
 * or address, which somebody can put right; and a time-out or a receiver that asks for patience is none.
 */
export const mayPass: ReadonlySet<number> = new Set([401, 402, 403, 404, 405, 407, 408, 429])

export function failWith(status: number, body: string): never {
  const said = `HTTP ${status}${body ? `: ${body.replace(/\s+/g, ' ').slice(0, 120)}` : ''}`
  throw status >= 400 && status < 500 && !mayPass.has(status) ? new Refused(said) : new Error(said)
}
