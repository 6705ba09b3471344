import { createHash, randomBytes } from 'node:crypto'
import type { TenantId } from '../../kernel/contract/ids.ts'

// A token is the tenant's id (so that the look-up stays within the tenant) and 32 random bytes; only their hash is kept.
const tokenForm = /^[A-Za-z0-9_-]{22}\.[A-Za-z0-9_-]{43}$/

export const tokenHash = (token: string): Buffer => createHash('sha256').update(token).digest()

/** Whose a token is; null where it is not in its form. */
export function tenantOfToken(token: string): TenantId | null {
  if (!tokenForm.test(token)) return null
  const hex = Buffer.from(token.slice(0, 22), 'base64url').toString('hex')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5') as TenantId
}

/** A new one, which cannot be read back from its hash. */
export function newSecretToken(tenantId: TenantId): string {
  const tenant = Buffer.from(tenantId.replaceAll('-', ''), 'hex').toString('base64url')
  return `${tenant}.${randomBytes(32).toString('base64url')}`
}
