import type { PersonId, PostId, TenantId } from '../../../kernel/contract/ids.ts'
import type { RequestContext } from '../../../kernel/http/route.ts'

// What lies between two steps of signing in is kept by the browser itself, sealed: nobody else can take the next step.

/** Sent to the provider, not back yet. */
export interface Begun {
  readonly step: 'begun'
  readonly state: string
  readonly nonce: string
  readonly verifier: string
}

/** Back from the provider; the authenticator's code is missing. */
export interface Proved {
  readonly step: 'proved'
  readonly personId: PersonId
  readonly issuer: string
  readonly subject: string
  readonly granted: readonly PostId[]
  readonly leaveUrl: string | null
}

type Step = Begun | Proved

type Kept<One extends Step> = One & { readonly tenantId: TenantId; readonly version: number; readonly until: number }

const cookie = 'liren_oidc'
const seconds = 600

type Context = Pick<RequestContext, 'cookies' | 'secrets' | 'clock' | 'tenantId'>

/** @param version of the settings: what was begun under others is not gone on with. */
export function keepStep({ cookies, secrets, clock, tenantId }: Context, version: number, step: Step): void {
  const kept: Kept<Step> = { ...step, tenantId, version, until: clock.now().getTime() + seconds * 1000 }
  cookies.set(cookie, secrets.seal(JSON.stringify(kept)).toString('base64url'), seconds)
}

/** What this browser is in the midst of, under these settings; null: nothing, or too long ago. */
export function stepOf<Name extends Step['step']>(
  { cookies, secrets, clock, tenantId }: Context,
  version: number,
  name: Name,
): Extract<Step, { step: Name }> | null {
  const text = cookies.get(cookie)
  if (!text) return null
  try {
    const kept = JSON.parse(secrets.open(Buffer.from(text, 'base64url'))) as Kept<Step>
    const fits = kept.step === name && kept.tenantId === tenantId && kept.version === version
    return fits && kept.until > clock.now().getTime() ? (kept as unknown as Extract<Step, { step: Name }>) : null
  } catch {
    // Not sealed by us.
    return null
  }
}

export const forgetStep = ({ cookies }: Context): void => cookies.clear(cookie)
