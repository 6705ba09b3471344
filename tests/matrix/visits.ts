import type { Row } from './expectations.ts'
import type { Requests } from './requests.ts'

/** What each role meets at the endpoints of module visits; the columns are those of `expectations.ts`. */
export const visitsRows: Readonly<Record<string, Row>> = {}

/** A request to each of them. */
export const visitsRequests: Requests = {}
