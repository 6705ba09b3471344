import type { PostId } from '../../../kernel/contract/ids.ts'
import type { MappingLine } from '../oidc-contract.ts'

/** What a provider says of somebody. */
export type Claims = Readonly<Record<string, unknown>>

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** A claim by its name, else by the way through objects that its dots tell: `realm_access.roles`. */
export function claimAt(claims: Claims, path: string): unknown {
  if (Object.hasOwn(claims, path)) return claims[path]
  let at: unknown = claims
  for (const part of path.split('.')) {
    if (!isRecord(at) || !Object.hasOwn(at, part)) return undefined
    at = at[part]
  }
  return at
}

/** The values of a claim: of one, or of each in a list; what is no word and no number has none. */
export function valuesOf(claims: Claims, path: string): readonly string[] {
  const found = claimAt(claims, path)
  const all: readonly unknown[] = Array.isArray(found) ? found : [found]
  return all.flatMap((one) =>
    typeof one === 'string' || typeof one === 'number' || typeof one === 'boolean' ? [String(one)] : [],
  )
}

/** Posts that somebody with these claims holds. */
export const grantedPosts = (claims: Claims, mapping: readonly MappingLine[]): readonly PostId[] => [
  ...new Set(mapping.flatMap(({ claim, value, postId }) => (valuesOf(claims, claim).includes(value) ? [postId] : []))),
]

/**
 * The name of the account that these claims mean; null: they name none. A mail address counts only where the provider says
 * that it made sure of it.
 */
export function accountNameOf(claims: Claims, claim: string): string | null {
  if (claim === 'email' && claims['email_verified'] !== true) return null
  const [name, ...more] = valuesOf(claims, claim)
  return name === undefined || more.length > 0 || name.trim() === '' || name.length > 60 ? null : name.trim()
}
