import type { Row } from './expectations.ts'
import type { Requests } from './requests.ts'

/** What each role meets at the endpoints of module gatherings; the columns are those of `expectations.ts`. */
export const gatheringsRows: Readonly<Record<string, Row>> = {}

/** A request to each of them. */
export const gatheringsRequests: Requests = {}
