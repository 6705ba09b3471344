import { type Static, Type } from 'typebox'
import { Done, endpoint, nullable } from '../../../kernel/contract/endpoint.ts'
import { Instant, idSchema, WordsSchema } from '../../../kernel/contract/ids.ts'
import { EntryIdSchema, EntryView, GatheringIdSchema, GatheringRow } from '../shapes.ts'

const here = { params: Type.Object({ gatheringId: GatheringIdSchema }) }
const { id, code, ...shown } = { code: Type.String(), ...GatheringRow.properties }
const { kind, name, nameEn, masked, standing, waitingAt, checkedInAt, checkedInBy } = EntryView.properties

/** The list of one gathering for who leads it on the spot; 404 for everybody else. */
export const getAttendance = endpoint({
  id: 'gatherings.attendance',
  method: 'GET',
  path: '/api/gatherings/:gatheringId/attendance',
  summary: { zh: '带队人的签到名单', en: 'The list of who comes, for the leader' },
  ...here,
  response: Type.Object({
    ...{ id, code, title: shown.title, state: shown.state, startsAt: shown.startsAt, endsAt: shown.endsAt },
    venue: shown.venue,
    /** Why nobody can be checked in, or it cannot be closed, now; null when it can. */
    noCheckIn: nullable(WordsSchema),
    noClose: nullable(WordsSchema),
    /** Members by their name, others masked. Who declined or withdrew is left out unless they came. */
    entries: Type.Array(
      Type.Object({
        ...{ id: EntryIdSchema, kind, name, nameEn, masked, standing, waitingAt, checkedInAt, checkedInBy },
      }),
    ),
    /** Members who are not on the list: added with a tap. */
    others: Type.Array(Type.Object({ personId: idSchema<'person'>(), name: Type.String() })),
    materialIds: Type.Array(idSchema<'file'>()),
    rating: nullable(Type.Object({ average: Type.Number(), count: Type.Integer() })),
    /** What was said of it, without names. */
    said: Type.Array(Type.Object({ rating: Type.Integer(), words: Type.String() })),
    /** What the leader does next, once it is over. */
    after: nullable(Type.Object({ path: Type.String(), words: WordsSchema })),
  }),
})
export type AttendanceView = Static<typeof getAttendance.response>

const CheckBody = Type.Object({
  /** Somebody on the list, or a member who is not: one of the two. */
  entryId: Type.Optional(EntryIdSchema),
  personId: Type.Optional(idSchema<'person'>()),
  /** When it was tapped, if it was kept on the phone until there was a network. */
  tappedAt: Type.Optional(Instant),
  /** It was a mistake. */
  takeBack: Type.Optional(Type.Boolean()),
})
export type CheckBody = Static<typeof CheckBody>

/** Checking in again, or from a second phone, changes nothing. */
export const checkAttendance = endpoint({
  id: 'gatherings.check_attendance',
  method: 'POST',
  path: '/api/gatherings/:gatheringId/attendance',
  summary: { zh: '带队人签到', en: 'Check somebody in, by the leader' },
  ...here,
  body: CheckBody,
  response: Type.Object({ entryId: EntryIdSchema, checkedInAt: nullable(Instant) }),
})

/** It is over: hours and feedback begin. Closed already is as good. */
export const closeAttendance = endpoint({
  id: 'gatherings.close_attendance',
  method: 'POST',
  path: '/api/gatherings/:gatheringId/attendance/close',
  summary: { zh: '结束签到', en: 'Close the attendance' },
  ...here,
  body: Type.Object({}),
  response: Done,
})

/** Photos from the spot, seen by whoever sees the gathering. */
export const addPhotos = endpoint({
  id: 'gatherings.add_photos',
  method: 'POST',
  path: '/api/gatherings/:gatheringId/attendance/photos',
  summary: { zh: '带队人传照片', en: 'Photos by the leader' },
  ...here,
  body: Type.Object({ fileIds: Type.Array(idSchema<'file'>(), { minItems: 1, maxItems: 9, uniqueItems: true }) }),
  response: Done,
})
