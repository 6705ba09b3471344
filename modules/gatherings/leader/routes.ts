import { type Route, route } from '../../../kernel/http/route.ts'
import { uploaderOf } from '../../files/public.ts'
import { doingOf } from '../gathering-store.ts'
import { checkByLeader, closeByLeader, photosByLeader } from './attendance-service.ts'
import { attendanceFor } from './attendance-view.ts'
import * as contract from './contract.ts'

const done = { done: true } as const

export const leaderRoutes: readonly Route[] = [
  route(contract.getAttendance, {
    access: 'signed-in',
    handle: ({ read, actor, params, secrets, clock }) =>
      read((tx) => attendanceFor({ tx, secrets, now: clock.now() }, actor, params.gatheringId)),
  }),
  route(contract.checkAttendance, {
    access: 'signed-in',
    // A whole team within a minute, and a phone that sends what it kept.
    perMinute: 300,
    handle: (context) =>
      context.command((tx) => checkByLeader(tx, doingOf(context), context.params.gatheringId, context.body)),
  }),
  route(contract.closeAttendance, {
    access: 'signed-in',
    handle: (context) =>
      context.command(async (tx) => {
        await closeByLeader(tx, doingOf(context), context.params.gatheringId)
        return done
      }),
  }),
  route(contract.addPhotos, {
    access: 'signed-in',
    handle: (context) =>
      context.command(async (tx) => {
        const { gatheringId } = context.params
        await photosByLeader(tx, doingOf(context), gatheringId, context.body.fileIds, uploaderOf(context))
        return done
      }),
  }),
]
