import type { Readable } from 'node:stream'
import type { Actor, EventActor } from '../actor.ts'
import type { Clock } from '../clock.ts'
import type { BodyOf, Endpoint, ParamsOf, QueryOf, ResponseOf } from '../contract/endpoint.ts'
import type { TenantId } from '../contract/ids.ts'
import type { Role } from '../contract/roles.ts'
import type { Lang } from '../contract/words.ts'
import type { Db, Tx } from '../db.ts'
import type { Jobs } from '../jobs/jobs.ts'
import type { LiveHub } from '../live/hub.ts'
import type { Secrets } from '../secrets.ts'
import type { CommandKey } from './command.ts'

/**
 * Who may call a route at all; what they may see and do inside is the module's scope and policy. `signed`: no browser and
 * no session, but a program whose every request carries a signature or a key that the handler checks.
 */
export type Access = 'public' | 'signed-in' | 'signed' | { readonly roles: readonly Role[] }

/** What every route can reach. */
export interface Services {
  readonly db: Db
  readonly clock: Clock
  readonly secrets: Secrets
  readonly jobs: Jobs
  readonly live: LiveHub
}

/** An answer that is not JSON: a file, or a redirect-free download. */
export interface BytesAnswer {
  readonly bytes: Buffer | Readable
  readonly type: string
  readonly filename?: string
  /** Seconds that a browser may keep it; 0 = not at all. */
  readonly keepFor?: number
}

/** What is wrong, for a route whose protocol has a form of its own for that. */
export interface Refusal {
  readonly status: number
  /** In the reader's language, one thing each. */
  readonly descriptions: readonly string[]
}

/** @param path as it was asked for, with its query. */
export type Refuse = (refusal: Refusal, path: string) => BytesAnswer & { readonly status: number }

export interface UploadedFile {
  readonly filename: string
  readonly mimetype: string
  readonly bytes: Buffer
  /** Text fields of the form that stand before the file. */
  readonly fields: Readonly<Record<string, string>>
}

export interface RequestContext<E extends Endpoint = Endpoint, A extends Actor | null = Actor | null> extends Services {
  readonly tenantId: TenantId
  readonly actor: A
  readonly params: ParamsOf<E>
  readonly query: QueryOf<E>
  readonly body: BodyOf<E>
  readonly lang: Lang
  readonly ip: string
  readonly userAgent: string
  /** How the ledger names who did this; `postId` is set by the use case. */
  readonly eventActor: EventActor
  /** The retry key the client sent, if any, with what it stands for; for commands that write in one statement. */
  readonly commandKey: CommandKey | null
  /** Runs a command in one transaction; a retry with the same key gets the first answer and changes nothing. */
  command(work: (tx: Tx) => Promise<ResponseOf<E>>): Promise<ResponseOf<E>>
  /** The same where the answer holds what must not be kept in the clear, such as a code: it is kept sealed. */
  sealedCommand(work: (tx: Tx) => Promise<ResponseOf<E>>): Promise<ResponseOf<E>>
  read<T>(work: (tx: Tx) => Promise<T>): Promise<T>
  /** The file of a multipart request. None and several are refused, and limits set, by the kernel. */
  file(): Promise<UploadedFile>
  /** The address under which it was asked for, with its query. */
  readonly url: string
  /** By which this server was reached, e.g. `https://liren.example`. */
  readonly origin: string
  /** The body of a signed request, byte for byte; empty for others. */
  readonly rawBody: Buffer
  /** One header of the request, if it came once. */
  header(name: string): string | null
  readonly cookies: {
    set(name: string, value: string, maxAgeSeconds: number): void
    clear(name: string): void
    get(name: string): string | undefined
  }
}

type ActorFor<A extends Access> = A extends 'public' ? Actor | null : A extends 'signed' ? null : Actor

type AnswerOf<E extends Endpoint> = ResponseOf<E> | BytesAnswer

export interface Route {
  readonly endpoint: Endpoint
  readonly access: Access
  /** Requests a minute of one person, or from one address of whoever is not signed in; 600 if left out. */
  readonly perMinute?: number
  /** The limit holds over all processes, for what could be guessed; else each process counts for itself. */
  readonly everywhere?: true
  /** What it reads may be seconds old, from a standby: nobody looks here for what they have just done. */
  readonly mayLag?: true
  /** Bytes of a body at most; 1 MiB if left out. */
  readonly bodyLimit?: number
  /** Where a protocol says how refusals are written; else they are our own JSON. */
  readonly refuse?: Refuse
  // biome-ignore lint/suspicious/noExplicitAny: erased here; `route` below is fully typed
  readonly handle: (context: any) => Promise<unknown>
}

/** Binds an endpoint to its handler. Without `access` it does not compile. */
export function route<E extends Endpoint, const A extends Access>(
  endpoint: E,
  options: {
    access: A
    perMinute?: number
    everywhere?: true
    mayLag?: true
    bodyLimit?: number
    refuse?: Refuse
    handle: (context: RequestContext<E, ActorFor<A>>) => Promise<AnswerOf<E>>
  },
): Route {
  return { endpoint, ...options }
}
