import type { Row } from './expectations.ts'
import type { Requests } from './requests.ts'

/** What each role meets at the endpoints of module enterprises; the columns are those of `expectations.ts`. */
export const enterprisesRows: Readonly<Record<string, Row>> = {}

/** A request to each of them. */
export const enterprisesRequests: Requests = {}
