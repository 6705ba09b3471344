import { type Static, type TSchema, Type } from 'typebox'
import { Check } from 'typebox/value'
import { fail } from '../../kernel/contract/errors.ts'
import { refuseUnsound } from '../../kernel/http/sound-text.ts'

const strict = { additionalProperties: false }
const words = (minLength: number, maxLength: number) => Type.String({ minLength, maxLength })

const Reporter = Type.Object({ name: Type.Optional(words(1, 60)), phone: Type.Optional(words(5, 30)) }, strict)

export const ReportData = Type.Object(
  {
    kind: words(1, 60),
    category: Type.Optional(Type.String({ maxLength: 60 })),
    words: words(4, 4000),
    title: Type.Optional(words(1, 60)),
    place: Type.Optional(words(1, 100)),
    point: Type.Optional(
      Type.Object(
        { lng: Type.Number({ minimum: -180, maximum: 180 }), lat: Type.Number({ minimum: -90, maximum: 90 }) },
        strict,
      ),
    ),
    placeDetail: Type.Optional(words(1, 120)),
    urgent: Type.Optional(Type.Boolean()),
    reporter: Type.Optional(Reporter),
  },
  strict,
)
export type ReportData = Static<typeof ReportData>

/** What a message wants. */
export type Wanted =
  | { readonly type: 'report'; readonly data: ReportData }
  | { readonly type: 'ask' }
  | { readonly type: 'note'; readonly words: string }
  /** Another Liren tells of what is not needed here, or of a matter that is not known here. */
  | { readonly type: 'heard'; readonly words: string | null }

export interface Message {
  /** The sender's own number of the matter. */
  readonly subject: string
  readonly wanted: Wanted
}

/** CloudEvents may carry attributes beside these. */
const Envelope = Type.Object({
  specversion: Type.Literal('1.0'),
  type: words(1, 100),
  subject: words(1, 100),
  data: Type.Optional(Type.Unknown()),
})

const NoteData = Type.Object({ words: words(1, 2000) }, strict)
const DoneData = Type.Object({ words: Type.Optional(Type.String({ maxLength: 2000 })) }, strict)
const NoData = Type.Object({}, strict)

/** Events of another Liren that say something to whoever has the matter here. */
const told: Readonly<Record<string, string>> = {
  'matters.matter_resolved': '对方系统：已办结，等待回访',
  'matters.matter_closed': '对方系统：已归档',
  'matters.matter_reopened': '对方系统：已重新办理',
}

const bad = (): never =>
  fail('invalid', 'incoming.bad_body', {
    zh: '内容不符合 docs/incoming.md 的格式',
    en: 'The body is not as docs/incoming.md says',
  })

const dataAs = <S extends TSchema>(schema: S, data: unknown): Static<S> =>
  Check(schema, data) ? (data as Static<S>) : bad()

/** Reads a signed body. Throws a Failure (400) for anything that is not in the table of docs/incoming.md. */
export function readMessage(bytes: Buffer): Message {
  let read: unknown
  try {
    read = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    return bad()
  }
  refuseUnsound(read)
  const { type, subject, data } = dataAs(Envelope, read)
  if (subject.trim() !== subject) bad()
  return { subject, wanted: wantedOf(type, data) }
}

function wantedOf(type: string, data: unknown): Wanted {
  switch (type) {
    case 'liren.matter.report':
      return { type: 'report', data: placed(dataAs(ReportData, data)) }
    case 'liren.matter.ask':
      dataAs(NoData, data ?? {})
      return { type: 'ask' }
    case 'liren.matter.note':
      return { type: 'note', words: said(dataAs(NoteData, data).words) }
    case 'liren.matter.done': {
      const { words: more = '' } = dataAs(DoneData, data ?? {})
      return { type: 'note', words: `对方系统：已办结${more.trim() ? `。${more.trim()}` : ''}` }
    }
    default:
      return type.startsWith('matters.') ? { type: 'heard', words: told[type] ?? null } : bad()
  }
}

const said = (text: string): string => text.trim() || bad()

/** A place is named in one way. */
function placed(data: ReportData): ReportData {
  if ((data.place === undefined) === (data.point === undefined)) bad()
  if (said(data.words).length < 4) bad()
  return data
}
