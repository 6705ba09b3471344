import type { Role } from '../../../../kernel/contract/roles.ts'
import { useEndpoint } from '../../../../kernel/web/hooks.ts'
import { type Me, me } from '../../../people/contract.ts'

/** The one who is signed in: the shell has asked already, so it is there at once. */
export function useMe(): Me | undefined {
  return useEndpoint(me, {}, { staleTime: 5 * 60_000 }).data
}

/** Whether one of the posts has one of these roles. */
export const hasRole = (person: Me | undefined, ...roles: readonly Role[]): boolean =>
  person?.roles.some((role) => roles.includes(role)) ?? false
