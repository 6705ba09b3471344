import type { Role } from '../../../../kernel/contract/roles.ts'
import { useEndpoint } from '../../../../kernel/web/hooks.ts'
import { useKept } from '../../../../kernel/web/kept.ts'
import { type Me, me } from '../../../people/contract.ts'

/** Who is signed in; `null`: nobody; `undefined`: not known yet. Shares its reading with the shell. */
export function useMe(): Me | null | undefined {
  const reading = useEndpoint(me, {}, { staleTime: 5 * 60_000 })
  const { data } = useKept<typeof me>('me', reading)
  return reading.error?.code === 'unauthenticated' ? null : data
}

const working: readonly Role[] = [
  'center_household',
  'building_lead',
  'compound_secretary',
  'grid_worker',
  'community',
  'street',
  'department',
  'property_firm',
]

/** Somebody who holds a post in which matters are worked on. */
export const isStaff = (person: Me | null | undefined): boolean =>
  person?.posts.some((post) => working.includes(post.role)) ?? false
