import { type Static, Type } from 'typebox'
import { Done, endpoint, nullable } from '../../kernel/contract/endpoint.ts'
import { Instant, idSchema } from '../../kernel/contract/ids.ts'
import { roles } from '../../kernel/contract/roles.ts'

export const RoleSchema = Type.Enum(roles)

export const ActingHowSchema = Type.Union([Type.Literal('own'), Type.Literal('stand_in'), Type.Literal('upward')])

/** The one who is signed in. */
export const Me = Type.Object({
  personId: idSchema<'person'>(),
  name: Type.String(),
  login: Type.String(),
  roles: Type.Array(RoleSchema),
  mustChangePassword: Type.Boolean(),
  secondFactor: Type.Boolean(),
  /** Nothing of their posts opens before they have set up an authenticator. */
  mustEnrol: Type.Boolean(),
  /** False for who came by a link and has not chosen a password. */
  hasPassword: Type.Boolean(),
  tenant: Type.Object({ zh: Type.String(), en: Type.String() }),
  posts: Type.Array(
    Type.Object({
      postId: idSchema<'post'>(),
      role: RoleSchema,
      name: Type.String(),
      nameEn: Type.String(),
      placeId: idSchema<'place'>(),
      placeName: Type.String(),
      placeNameEn: Type.String(),
      gridId: nullable(idSchema<'grid'>()),
      how: ActingHowSchema,
    }),
  ),
  homePlace: nullable(Type.Object({ id: idSchema<'place'>(), name: Type.String() })),
})
export type Me = Static<typeof Me>

/** A post with who answers for it now. Names of persons in office are office data; no private phones. */
export const PostView = Type.Object({
  id: idSchema<'post'>(),
  kind: Type.String(),
  kindName: Type.Object({ zh: Type.String(), en: Type.String() }),
  role: RoleSchema,
  chainStep: nullable(Type.Integer()),
  name: Type.String(),
  nameEn: Type.String(),
  placeId: idSchema<'place'>(),
  placeName: Type.String(),
  placeNameEn: Type.String(),
  gridId: nullable(idSchema<'grid'>()),
  officePhone: nullable(Type.String()),
  holder: nullable(Type.Object({ personId: idSchema<'person'>(), name: Type.String(), since: Instant })),
  acting: nullable(Type.Object({ personId: idSchema<'person'>(), name: Type.String(), how: ActingHowSchema })),
  absentUntil: nullable(Instant),
  /** The reader may decide who holds it. */
  mayFill: Type.Boolean(),
  /** The absence that lasts or comes next; only for who manages the post. */
  absence: nullable(
    Type.Object({
      id: idSchema<'absence'>(),
      fromAt: Instant,
      toAt: Instant,
      standIn: nullable(Type.Object({ personId: idSchema<'person'>(), name: Type.String() })),
    }),
  ),
})
export type PostView = Static<typeof PostView>

const code6 = Type.String({ pattern: '^[0-9]{6}$' })
const login = Type.String({ minLength: 2, maxLength: 60 })
const newPassword = Type.String({ minLength: 10, maxLength: 200 })

/** `login` may be a phone. `code`: not signed in yet, send the authenticator's code too. */
export const signIn = endpoint({
  id: 'people.sign_in',
  method: 'POST',
  path: '/api/session',
  summary: { zh: '登录', en: 'Sign in' },
  body: Type.Object({ login, password: Type.String({ minLength: 1, maxLength: 200 }), code: Type.Optional(code6) }),
  response: Type.Object({
    next: Type.Union([Type.Literal('done'), Type.Literal('code'), Type.Literal('change_password')]),
  }),
})

/**
 * With a one-time code that a colleague issued: signs in and, if given, sets a new password. `login` may be a phone.
 * `code`: not signed in yet, send the authenticator's code as `secondCode` too. `change_password`: there is no password
 * yet, send a new one too.
 */
export const signInWithCode = endpoint({
  id: 'people.sign_in_with_code',
  method: 'POST',
  path: '/api/session/one-time',
  summary: { zh: '一次性验证码登录', en: 'Sign in with a one-time code' },
  body: Type.Object({
    login,
    code: Type.String({ pattern: '^[0-9]{8}$' }),
    newPassword: Type.Optional(newPassword),
    secondCode: Type.Optional(code6),
  }),
  response: Type.Object({
    next: Type.Union([Type.Literal('done'), Type.Literal('code'), Type.Literal('change_password')]),
  }),
})

const linkBody = Type.Object({ token: Type.String({ minLength: 1, maxLength: 100 }) })

/** Whom a one-time link is for. Looking does not use it up: robots that preview links look too. */
export const lookAtLink = endpoint({
  id: 'people.look_at_link',
  method: 'POST',
  path: '/api/session/link/look',
  summary: { zh: '查看登录链接', en: 'Look at a sign-in link' },
  body: linkBody,
  response: Type.Object({
    /** Masked. */
    name: Type.String(),
    tenant: Type.Object({ zh: Type.String(), en: Type.String() }),
    expiresAt: Instant,
  }),
})

/** Signs in with a link that staff handed out: good once. */
export const signInByLink = endpoint({
  id: 'people.sign_in_by_link',
  method: 'POST',
  path: '/api/session/link',
  summary: { zh: '凭链接登录', en: 'Sign in by link' },
  body: linkBody,
  response: Type.Object({ next: Type.Literal('done') }),
})

export const signOut = endpoint({
  id: 'people.sign_out',
  method: 'DELETE',
  path: '/api/session',
  summary: { zh: '退出', en: 'Sign out' },
  /** `leave`: where the browser goes next, to leave the provider that it came by as well. */
  response: Type.Object({ done: Type.Literal(true), leave: nullable(Type.String()) }),
})

export const me = endpoint({
  id: 'people.me',
  method: 'GET',
  path: '/api/me',
  summary: { zh: '我', en: 'Who I am' },
  response: Me,
})

export const changePassword = endpoint({
  id: 'people.change_password',
  method: 'POST',
  path: '/api/me/password',
  summary: { zh: '修改密码', en: 'Change my password' },
  body: Type.Object({ current: Type.String({ maxLength: 200 }), next: newPassword }),
  response: Done,
})

export const startSecondFactor = endpoint({
  id: 'people.start_second_factor',
  method: 'POST',
  path: '/api/me/second-factor',
  summary: { zh: '开通动态码', en: 'Set up one-time codes of an authenticator' },
  /** Left out by who came by a link and has no password yet. */
  body: Type.Object({ password: Type.Optional(Type.String({ maxLength: 200 })) }),
  response: Type.Object({ uri: Type.String(), secret: Type.String(), qr: Type.String() }),
})

export const confirmSecondFactor = endpoint({
  id: 'people.confirm_second_factor',
  method: 'POST',
  path: '/api/me/second-factor/confirm',
  summary: { zh: '确认动态码', en: 'Confirm the authenticator' },
  body: Type.Object({ code: code6 }),
  response: Done,
})

export const removeSecondFactor = endpoint({
  id: 'people.remove_second_factor',
  method: 'POST',
  path: '/api/me/second-factor/remove',
  summary: { zh: '停用动态码', en: 'Remove the authenticator' },
  body: Type.Object({ password: Type.String({ maxLength: 200 }), code: code6 }),
  response: Done,
})

/** Proves again who sits there, by one of the two, before a sealed field is shown. */
export const prove = endpoint({
  id: 'people.prove',
  method: 'POST',
  path: '/api/session/proof',
  summary: { zh: '再次确认本人', en: 'Prove again who I am' },
  body: Type.Object({
    password: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
    code: Type.Optional(code6),
  }),
  response: Done,
})

const safety = {
  /** Administrators must have an authenticator. */
  secondFactor: Type.Boolean(),
  /** Before a sealed field is shown, a proof of the last so many minutes; null: the sign-in is enough. */
  proofMinutes: nullable(Type.Integer({ minimum: 1, maximum: 720 })),
}

export const getSafety = endpoint({
  id: 'people.safety',
  method: 'GET',
  path: '/api/safety-of-sign-in',
  summary: { zh: '登录安全设置', en: 'How strictly people prove who they are' },
  response: Type.Object({ ...safety, savedAt: nullable(Instant) }),
})
export type SafetyView = Static<typeof getSafety.response>

export const saveSafety = endpoint({
  id: 'people.save_safety',
  method: 'POST',
  path: '/api/safety-of-sign-in',
  summary: { zh: '保存登录安全设置', en: 'Save how strictly people prove who they are' },
  body: Type.Object(safety),
  response: Done,
})

export const mySessions = endpoint({
  id: 'people.my_sessions',
  method: 'GET',
  path: '/api/me/sessions',
  summary: { zh: '我的登录', en: 'Where I am signed in' },
  response: Type.Object({
    sessions: Type.Array(
      Type.Object({
        id: idSchema<'session'>(),
        createdAt: Instant,
        lastSeenAt: Instant,
        ip: Type.String(),
        userAgent: Type.String(),
        current: Type.Boolean(),
      }),
    ),
  }),
})

export const revokeSession = endpoint({
  id: 'people.revoke_session',
  method: 'DELETE',
  path: '/api/me/sessions/:sessionId',
  summary: { zh: '退出某处登录', en: 'Sign out one place' },
  params: Type.Object({ sessionId: idSchema<'session'>() }),
  response: Done,
})

/** Whether the first administrator is still to be made. */
export const setUpState = endpoint({
  id: 'people.set_up_state',
  method: 'GET',
  path: '/api/set-up',
  summary: { zh: '是否需要首次设置', en: 'Whether the first start is to come' },
  response: Type.Object({ open: Type.Boolean() }),
})

/** First start: while a tenant has no administrator, the code printed by the server makes one. */
export const setUp = endpoint({
  id: 'people.set_up',
  method: 'POST',
  path: '/api/set-up',
  summary: { zh: '首次启动：创建管理员', en: 'First start: make the administrator' },
  body: Type.Object({
    setUpCode: Type.String({ minLength: 8, maxLength: 60 }),
    tenantCode: Type.String({ pattern: '^[0-9]{6,12}$' }),
    tenantName: Type.String({ minLength: 2, maxLength: 60 }),
    name: Type.String({ minLength: 1, maxLength: 60 }),
    login,
    password: newPassword,
  }),
  response: Done,
})

/** The directory of posts, for staff. `managed`: only those whose absences the asker may record. */
export const listPosts = endpoint({
  id: 'people.posts',
  method: 'GET',
  path: '/api/posts',
  summary: { zh: '岗位', en: 'Posts' },
  query: Type.Object({
    placeId: Type.Optional(idSchema<'place'>()),
    role: Type.Optional(RoleSchema),
    vacant: Type.Optional(Type.Boolean()),
    managed: Type.Optional(Type.Boolean()),
    q: Type.Optional(Type.String({ maxLength: 60 })),
    offset: Type.Optional(Type.Integer({ minimum: 0, maximum: 1_000_000 })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
  }),
  response: Type.Object({
    rows: Type.Array(PostView),
    total: Type.Integer(),
    offset: Type.Integer(),
    limit: Type.Integer(),
  }),
})

/** The chain of responsibility of a place at an instant, nearest first. */
export const chainOf = endpoint({
  id: 'people.chain',
  method: 'GET',
  path: '/api/places/:placeId/chain',
  summary: { zh: '责任链', en: 'Chain of responsibility' },
  params: Type.Object({ placeId: idSchema<'place'>() }),
  query: Type.Object({ at: Type.Optional(Instant) }),
  response: Type.Object({ posts: Type.Array(PostView) }),
})

/** Persons whom the asker may appoint, let stand in, or issue a code for; found by name, login or whole phone number. */
export const searchPersons = endpoint({
  id: 'people.persons',
  method: 'GET',
  path: '/api/persons',
  summary: { zh: '人员', en: 'Persons' },
  query: Type.Object({ q: Type.String({ minLength: 1, maxLength: 60 }) }),
  response: Type.Object({
    persons: Type.Array(
      Type.Object({
        id: idSchema<'person'>(),
        name: Type.String(),
        phone: nullable(Type.String()),
        posts: Type.Array(Type.String()),
      }),
    ),
  }),
})

/** At once, without a note; a hand-over on a day: `handover/contract.ts`. Administrator; street and community: posts below theirs. */
export const appoint = endpoint({
  id: 'people.appoint',
  method: 'POST',
  path: '/api/posts/:postId/tenures',
  summary: { zh: '任职', en: 'Appoint a person to a post' },
  params: Type.Object({ postId: idSchema<'post'>() }),
  body: Type.Object({ personId: idSchema<'person'>(), why: Type.String({ minLength: 2, maxLength: 200 }) }),
  response: Done,
})

export const endTenure = endpoint({
  id: 'people.end_tenure',
  method: 'POST',
  path: '/api/posts/:postId/tenures/end',
  summary: { zh: '离任', en: 'End a tenure' },
  params: Type.Object({ postId: idSchema<'post'>() }),
  body: Type.Object({ why: Type.String({ minLength: 2, maxLength: 200 }) }),
  response: Done,
})

export const recordAbsence = endpoint({
  id: 'people.record_absence',
  method: 'POST',
  path: '/api/posts/:postId/absences',
  summary: { zh: '请假/代理', en: 'Record an absence and a stand-in' },
  params: Type.Object({ postId: idSchema<'post'>() }),
  body: Type.Object({
    fromAt: Instant,
    toAt: Instant,
    standInId: Type.Optional(idSchema<'person'>()),
    why: Type.String({ minLength: 2, maxLength: 200 }),
  }),
  response: Type.Object({ absenceId: idSchema<'absence'>() }),
})

export const cancelAbsence = endpoint({
  id: 'people.cancel_absence',
  method: 'DELETE',
  path: '/api/absences/:absenceId',
  summary: { zh: '销假', en: 'Cancel an absence' },
  params: Type.Object({ absenceId: idSchema<'absence'>() }),
  response: Done,
})

/** A new person with a sign-in; the answer carries the one-time code to hand over. Administrator. */
export const addPerson = endpoint({
  id: 'people.add_person',
  method: 'POST',
  path: '/api/persons',
  summary: { zh: '新增人员', en: 'Add a person' },
  body: Type.Object({
    name: Type.String({ minLength: 1, maxLength: 60 }),
    login,
    phone: Type.Optional(Type.String({ maxLength: 30 })),
  }),
  response: Type.Object({ personId: idSchema<'person'>(), code: Type.String(), expiresAt: Instant }),
})

/** Signs a person out everywhere (a lost phone, a doubt): all sessions but the one that asks. Administrator. */
export const endSessionsOf = endpoint({
  id: 'people.end_sessions',
  method: 'POST',
  path: '/api/persons/:personId/sessions/end',
  summary: { zh: '退出某人的全部登录', en: 'Sign a person out everywhere' },
  params: Type.Object({ personId: idSchema<'person'>() }),
  response: Type.Object({ ended: Type.Integer() }),
})

/**
 * A code to hand over in person or on the phone: eight digits, ten minutes, good once. Administrator: anyone; community and
 * street: residents and holders of posts in their places. `resetSecondFactor` (administrator): the authenticator was lost.
 */
export const issueCode = endpoint({
  id: 'people.issue_code',
  method: 'POST',
  path: '/api/persons/:personId/one-time-code',
  summary: { zh: '发一次性验证码', en: 'Issue a one-time code' },
  params: Type.Object({ personId: idSchema<'person'>() }),
  body: Type.Object({ resetSecondFactor: Type.Optional(Type.Boolean()) }),
  response: Type.Object({ login: Type.String(), code: Type.String(), expiresAt: Instant }),
})

export * from './consent-contract.ts'
export { getOidc, type OidcView, oidcProvider, saveOidc } from './oidc-contract.ts'
