import { type Static, Type } from 'typebox'
import { Done, endpoint, nullable } from '../../kernel/contract/endpoint.ts'
import { Instant, idSchema } from '../../kernel/contract/ids.ts'

/** The page of the desk to which the provider leads back; registered with it as `<origin>` and this. */
export const callbackPath = '/desk/sign-in/oidc'

const Claim = Type.String({ minLength: 1, maxLength: 100, pattern: '^[\\w:/.@-]+$' })

/** Who has this value in this claim holds this post. */
export const MappingLine = Type.Object({
  claim: Claim,
  value: Type.String({ minLength: 1, maxLength: 200 }),
  postId: idSchema<'post'>(),
})
export type MappingLine = Static<typeof MappingLine>

const settings = {
  isOn: Type.Boolean(),
  name: Type.String({ minLength: 1, maxLength: 40, pattern: '\\S' }),
  nameEn: Type.String({ minLength: 1, maxLength: 60, pattern: '\\S' }),
  issuer: Type.String({ minLength: 8, maxLength: 300 }),
  clientId: Type.String({ minLength: 1, maxLength: 200 }),
  scopes: Type.String({ minLength: 6, maxLength: 300, pattern: '^[\\x21\\x23-\\x5b\\x5d-\\x7e ]+$' }),
  accountClaim: Claim,
  opensAccounts: Type.Boolean(),
}

export const OidcView = Type.Object({
  ...settings,
  /** Which saving of these it is, from 1. */
  version: Type.Integer(),
  hasSecret: Type.Boolean(),
  /** To be registered with the provider. */
  redirectUri: Type.String(),
  mapping: Type.Array(
    Type.Object({
      ...MappingLine.properties,
      post: Type.Object({
        name: Type.String(),
        nameEn: Type.String(),
        placeName: Type.String(),
        placeNameEn: Type.String(),
      }),
    }),
  ),
  savedAt: Instant,
})
export type OidcView = Static<typeof OidcView>

export const getOidc = endpoint({
  id: 'people.oidc_settings',
  method: 'GET',
  path: '/api/people/oidc',
  summary: { zh: '统一登录设置', en: 'Settings of signing in by a provider' },
  /** `settings` null: never set up. `redirectUri`: what it would be. */
  response: Type.Object({ settings: nullable(OidcView), redirectUri: Type.String() }),
})

export const saveOidc = endpoint({
  id: 'people.save_oidc',
  method: 'POST',
  path: '/api/people/oidc',
  summary: { zh: '保存统一登录设置', en: 'Save the settings of signing in by a provider' },
  body: Type.Object({
    ...settings,
    /** The version that was looked at as these were written; 0: there was none. */
    base: Type.Integer({ minimum: 0, maximum: 1_000_000 }),
    /** Left out: the one that is kept, for the same issuer and client alone; empty: none, a public client. */
    secret: Type.Optional(Type.String({ maxLength: 400 })),
    mapping: Type.Array(MappingLine, { maxItems: 50 }),
  }),
  response: Done,
})

/** What the button on the sign-in page says; null: there is none. */
export const oidcProvider = endpoint({
  id: 'people.oidc_provider',
  method: 'GET',
  path: '/api/session/oidc',
  summary: { zh: '统一登录', en: 'The provider to sign in by' },
  response: Type.Object({ provider: nullable(Type.Object({ zh: Type.String(), en: Type.String() })) }),
})

/** Begins: where the browser goes. What it must bring back is kept in a cookie. */
export const beginOidc = endpoint({
  id: 'people.begin_oidc',
  method: 'POST',
  path: '/api/session/oidc/begin',
  summary: { zh: '开始统一登录', en: 'Begin to sign in by the provider' },
  body: Type.Object({}),
  response: Type.Object({ url: Type.String() }),
})

/** With what the provider sent back. `code`: not signed in yet, send the authenticator's code. */
export const signInByOidc = endpoint({
  id: 'people.sign_in_by_oidc',
  method: 'POST',
  path: '/api/session/oidc',
  summary: { zh: '统一登录', en: 'Sign in by the provider' },
  body: Type.Object({
    code: Type.Optional(Type.String({ minLength: 1, maxLength: 2048 })),
    state: Type.String({ minLength: 1, maxLength: 200 }),
    iss: Type.Optional(Type.String({ maxLength: 300 })),
    error: Type.Optional(Type.String({ maxLength: 200 })),
  }),
  response: Type.Object({ next: Type.Union([Type.Literal('done'), Type.Literal('code')]) }),
})

export const oidcCode = endpoint({
  id: 'people.oidc_code',
  method: 'POST',
  path: '/api/session/oidc/code',
  summary: { zh: '统一登录后的动态码', en: 'The authenticator’s code after the provider' },
  body: Type.Object({ code: Type.String({ pattern: '^[0-9]{6}$' }) }),
  response: Type.Object({ next: Type.Literal('done') }),
})
