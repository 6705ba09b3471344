import type { PersonId } from '../../../kernel/contract/ids.ts'

export const oidcStream = 'people_oidc:tenant'

/** How people sign in by a provider was changed. */
export const oidcSaved = 'people.oidc_saved'
export interface OidcSaved {
  readonly version: number
  readonly isOn: boolean
  readonly issuer: string
  readonly clientId: string
  readonly accountClaim: string
  readonly opensAccounts: boolean
  readonly mapping: readonly { readonly claim: string; readonly value: string; readonly postId: string }[]
}

/** From now on the provider means this person. */
export const oidcLinked = 'people.oidc_linked'
export interface OidcLinked {
  readonly personId: PersonId
  readonly issuer: string
}
