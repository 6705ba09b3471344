import type { Row } from './expectations.ts'
import type { Requests } from './requests.ts'

/** What each role meets at the endpoints of module policies; the columns are those of `expectations.ts`. */
export const policiesRows: Readonly<Record<string, Row>> = {}

/** A request to each of them. */
export const policiesRequests: Requests = {}
