import { createHash, randomBytes } from 'node:crypto'
import type { Actor } from '../../kernel/actor.ts'
import type { PersonId } from '../../kernel/contract/ids.ts'

/** Who uploads: the person who is signed in, and a secret that stays in the browser for those who are not. */
export interface Uploader {
  readonly personId: PersonId | null
  readonly key: string | null
}

interface Asking {
  readonly actor: Actor | null
  readonly cookies: {
    get(name: string): string | undefined
    set(name: string, value: string, maxAgeSeconds: number): void
  }
}

const uploadCookie = 'liren_upload'
const keyForm = /^[\w-]{43}$/
/** A report that waits in a dead spot may be sent much later than its photos; loose photos live for a day. */
const keyLastsSeconds = 7 * 24 * 3600

/** The uploader of a request: give it to `attachFiles` with the files that the request names. */
export function uploaderOf({
  actor,
  cookies,
}: Pick<Asking, 'actor'> & { cookies: Pick<Asking['cookies'], 'get'> }): Uploader {
  const key = cookies.get(uploadCookie)
  return { personId: actor?.personId ?? null, key: key && keyForm.test(key) ? key : null }
}

/** The uploader of a request that uploads: a browser without a secret is given one. */
export function uploaderWithKey(asking: Asking): Uploader & { readonly key: string } {
  const { personId, key } = uploaderOf(asking)
  const kept = key ?? randomBytes(32).toString('base64url')
  asking.cookies.set(uploadCookie, kept, keyLastsSeconds)
  return { personId, key: kept }
}

/** As the table keeps it. */
export const hashOfKey = (key: string): Buffer => createHash('sha256').update(key).digest()
