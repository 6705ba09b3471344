import { modules } from '../../apps/server/modules.ts'
import type { Persona } from '../matrix/expectations.ts'
import { requests } from '../matrix/requests.ts'
import type { MatrixTown } from '../matrix/subjects.fixture.ts'
import { welcomeAt } from './fuzzing.ts'
import type { Writes } from './writes.ts'

/**
 * Asks every endpoint that is asked by GET, as somebody whom it lets in: a link, a picture or a browser that looks ahead
 * must not change anything (ASVS 3.5.3), because GET needs no header of ours.
 * @returns the tables that were written to, by endpoint; an event stream is left out, it does not end.
 */
export async function whatReadingWrites(town: MatrixTown, writes: Writes): Promise<Record<string, readonly string[]>> {
  const found: Record<string, readonly string[]> = {}
  const readers = modules.flatMap(({ routes }) => routes.map(({ endpoint }) => endpoint))
  for (const endpoint of readers.filter(({ method, produces }) => method === 'GET' && produces !== 'events')) {
    const who = welcomeAt(endpoint.id).at(-1) ?? 'anyone'
    const client = clientOf(town, who)
    // Signing in writes the session, and looking at it once brings its last-seen time up.
    await client.ask(endpoint, requests[endpoint.id]?.(town.subjects.near) ?? {})
    await writes()
    await client.ask(endpoint, requests[endpoint.id]?.(town.subjects.near) ?? {})
    const written = await writes()
    if (written.length > 0) found[endpoint.id] = written
  }
  return found
}

const clientOf = (town: MatrixTown, who: Persona) => (who === 'anyone' ? town.anyone : town.signInAs(who))
