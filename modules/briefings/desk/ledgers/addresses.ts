import type { ResultRow } from '../../ledgers-contract.ts'
import { daysOf } from '../../quarters.ts'

/** The pages that hold exactly what a number of the ledger counts. */

type Text = Readonly<Record<string, string | undefined>>

export function address(page: string, filter: Text): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(filter)) if (value) search.set(name, value)
  const query = search.toString()
  return query ? `${page}?${query}` : page
}

type At = Pick<ResultRow, 'from' | 'to'> & { readonly placeId?: string | undefined }

export const duesAddress = ({ placeId, from, to }: At, part?: 'numerator' | 'denominator'): string =>
  address('/visits/dues', { subjectKind: 'firm', placeId, dueFrom: from, dueTo: to, part })

export const mattersAddress = ({ placeId, from, to }: At, figure?: string): string =>
  address('/matters', {
    ...{ subjectKind: 'firm', placeId, reportedFrom: from, reportedTo: to },
    ...(figure ? { figure, part: 'numerator' } : {}),
  })

export const pushesAddress = ({ placeId, from, to }: At, figure?: string): string =>
  address('/policies', { view: 'pushes', placeId, from, to, figure })

export const vacantAddress = ({ placeId }: At, on: string): string =>
  address('/suites', { placeId, on, state: 'vacant' })

/** Pages of gatherings know whole quarters; a part of one leads nowhere. */
export function gatheringsAddress({ placeId, from, to, quarter }: At & { quarter: string }, kind: string) {
  const whole = daysOf(quarter)
  if (whole.from !== from || whole.to !== to) return null
  const [year, n] = quarter.split('-Q')
  return address('/gatherings', { year, quarter: n, kind, placeId })
}
