import { type Static, Type } from 'typebox'
import { Done, endpoint, nullable, PageQuery, pageOf } from '../../../../kernel/contract/endpoint.ts'
import { Day, Instant, idSchema, Named, WordsSchema } from '../../../../kernel/contract/ids.ts'
import { documentKinds, revokeCategories } from '../hours.ts'
import { certificateStates } from '../tables.ts'

const CertificateIdSchema = idSchema<'certificate'>()
const text = (most: number) => Type.String({ minLength: 1, maxLength: most, pattern: '\\S' })
/** What is frozen when a certificate is issued, and printed: the fields of the regulation. */
export const Snapshot = Type.Object({
  number: Type.String(),
  name: Type.String(),
  document: Type.Object({ kind: Type.Enum(documentKinds), tail: Type.String() }),
  from: Day,
  to: Day,
  minutes: Type.Integer(),
  level: nullable(WordsSchema),
  entries: Type.Array(Type.Object({ onDay: Day, minutes: Type.Integer(), content: Type.String() })),
  issuer: Named,
  responsible: Type.String(),
  handler: Type.String(),
  contact: Type.String(),
  issuedOn: Day,
})
export type Snapshot = Static<typeof Snapshot>

const Row = {
  id: CertificateIdSchema,
  state: Type.Enum(certificateStates),
  numberText: nullable(Type.String()),
  minutes: nullable(Type.Integer()),
  askedAt: Instant,
  issuedAt: nullable(Instant),
  revokedAt: nullable(Instant),
}

export const CertificateRow = Type.Object({
  ...Row,
  /** In full while it waits, for who issues it; masked afterwards. */
  name: Type.String(),
  /** An entry of it was corrected since. */
  stale: Type.Boolean(),
})
export type CertificateRow = Static<typeof CertificateRow>

export const certificateShows = [...certificateStates, 'stale'] as const

export const listCertificates = endpoint({
  id: 'neighbours.certificates',
  method: 'GET',
  path: '/api/certificates',
  summary: { zh: '服务记录证明', en: 'Certificates of service' },
  query: Type.Object({ ...PageQuery, show: Type.Optional(Type.Enum(certificateShows)) }),
  response: pageOf(CertificateRow),
})

const here = { params: Type.Object({ certificateId: CertificateIdSchema }) }

export const getCertificate = endpoint({
  id: 'neighbours.certificate',
  method: 'GET',
  path: '/api/certificates/:certificateId',
  summary: { zh: '一份证明', en: 'One certificate' },
  ...here,
  response: Type.Object({
    ...CertificateRow.properties,
    /** The last part of the address in its QR code; null before it is issued. */
    code: nullable(Type.String()),
    sign: nullable(Type.String()),
    documentKind: Type.Enum(documentKinds),
    from: nullable(Day),
    to: nullable(Day),
    /** Minutes that the ledger has now for what is asked. */
    minutesNow: Type.Integer(),
    refusedWhy: nullable(Type.String()),
    revokedCategory: nullable(Type.Enum(revokeCategories)),
    revokedWhy: nullable(Type.String()),
    replacesId: nullable(CertificateIdSchema),
    replacedById: nullable(CertificateIdSchema),
    /** What it says, names masked; null before it is issued. */
    says: nullable(Snapshot),
    /** Proposed for the form: who issues. */
    form: Type.Object({ handler: Type.String(), contact: Type.String(), responsible: Type.String() }),
    own: Type.Boolean(),
  }),
})
export type CertificateView = Static<typeof getCertificate.response>

export const IssueBody = Type.Object({ responsible: text(20), handler: text(20), contact: text(40) })
export type IssueBody = Static<typeof IssueBody>

export const issueCertificate = endpoint({
  id: 'neighbours.certificate_issue',
  method: 'POST',
  path: '/api/certificates/:certificateId/issue',
  summary: { zh: '出具证明', en: 'Issue a certificate' },
  ...here,
  body: IssueBody,
  response: Type.Object({ numberText: Type.String() }),
})

export const refuseCertificate = endpoint({
  id: 'neighbours.certificate_refuse',
  method: 'POST',
  path: '/api/certificates/:certificateId/refuse',
  summary: { zh: '退回申请', en: 'Refuse a request' },
  ...here,
  body: Type.Object({ why: text(200) }),
  response: Done,
})

export const revokeCertificate = endpoint({
  id: 'neighbours.certificate_revoke',
  method: 'POST',
  path: '/api/certificates/:certificateId/revoke',
  summary: { zh: '撤销证明', en: 'Revoke a certificate' },
  ...here,
  body: Type.Object({ category: Type.Enum(['typing', 'hours', 'asked', 'untrue'] as const), why: text(200) }),
  response: Done,
})

/** Revokes and issues anew from the ledger as it is. */
export const reissueCertificate = endpoint({
  id: 'neighbours.certificate_reissue',
  method: 'POST',
  path: '/api/certificates/:certificateId/reissue',
  summary: { zh: '重新出具', en: 'Issue anew' },
  ...here,
  body: Type.Object({ ...IssueBody.properties, why: text(200) }),
  response: Type.Object({ id: CertificateIdSchema, numberText: Type.String() }),
})

/** For its owner and for who issues. `from` is the address by which phones reach this server, e.g. `https://liren.example`. */
export const certificatePaper = endpoint({
  id: 'neighbours.certificate_paper',
  method: 'GET',
  path: '/api/certificates/:certificateId/paper.pdf',
  summary: { zh: '证明文件', en: 'The paper' },
  ...here,
  query: Type.Object({ from: Type.String({ pattern: '^https?://[A-Za-z0-9.:\\[\\]-]{1,200}$' }) }),
  produces: 'bytes',
  hands: 'export',
})

const OwnRow = Type.Object({
  ...Row,
  refusedWhy: nullable(Type.String()),
  revokedCategory: nullable(Type.Enum(revokeCategories)),
  code: nullable(Type.String()),
})
export type OwnCertificate = Static<typeof OwnRow>

export const myCertificates = endpoint({
  id: 'neighbours.my_certificates',
  method: 'GET',
  path: '/api/my-hours/certificates',
  summary: { zh: '我的证明', en: 'My certificates' },
  response: Type.Object({ rows: Type.Array(OwnRow) }),
})

export const askCertificate = endpoint({
  id: 'neighbours.certificate_ask',
  method: 'POST',
  path: '/api/my-hours/certificates',
  summary: { zh: '申请服务记录证明', en: 'Ask for a certificate' },
  body: Type.Object({
    fromOn: Type.Optional(Day),
    toOn: Type.Optional(Day),
    documentKind: Type.Enum(documentKinds),
    /** The last four signs; none for one's own volunteer number. */
    documentTail: Type.Optional(Type.String({ pattern: '^[0-9A-Za-z]{4}$' })),
  }),
  response: Type.Object({ id: CertificateIdSchema }),
})
export type AskBody = Static<typeof askCertificate.body>

/** What anybody sees who holds the code. */
export const verifyCertificate = endpoint({
  id: 'neighbours.certificate_verify',
  method: 'GET',
  path: '/api/z/:code',
  summary: { zh: '核验证明', en: 'Check a certificate' },
  params: Type.Object({ code: Type.String({ minLength: 10, maxLength: 20 }) }),
  /** The sign on the paper, from its QR code or typed. */
  query: Type.Object({ sign: Type.Optional(Type.String({ maxLength: 20 })) }),
  response: Type.Object({
    state: Type.Enum(['issued', 'revoked'] as const),
    numberText: Type.String(),
    /** Masked. */
    name: Type.String(),
    minutes: Type.Integer(),
    from: Day,
    to: Day,
    issuer: Named,
    issuedOn: Day,
    revokedOn: nullable(Day),
    revokedCategory: nullable(Type.Enum(revokeCategories)),
    sign: Type.String(),
    /** Whether the sign on the paper is that of what was issued; null: none was given. */
    fits: nullable(Type.Boolean()),
  }),
})
export type VerifyView = Static<typeof verifyCertificate.response>
