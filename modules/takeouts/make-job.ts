import { createHash } from 'node:crypto'
import { Type } from 'typebox'
import { systemActor } from '../../kernel/actor.ts'
import { idSchema, newId } from '../../kernel/contract/ids.ts'
import { isOutage } from '../../kernel/db.ts'
import { record } from '../../kernel/events/record.ts'
import { newMark } from '../../kernel/exports/mark.ts'
import type { Services } from '../../kernel/http/route.ts'
import { type Job, job } from '../../kernel/jobs/jobs.ts'
import { forEachTenant, tenantName } from '../../kernel/tenants.ts'
import { archiveOf, asOneInstant, type Found, type Wanted } from './archive.ts'
import { type TakeoutMade, takeoutExpired, takeoutFailed, takeoutMade, takeoutStream } from './events.ts'
import { makeJobName } from './takeout-service.ts'
import { addPiece, beginTurn, endTakeout, endTurn, overdue, type Piece, type TakeoutKey } from './takeout-store.ts'

/** A piece as it is kept: a multiple of 3, so that base64 has no padding inside. */
const pieceBytes = 384 * 1024

/** It was dropped meanwhile, or another worker makes it. */
class GivenUp extends Error {}

/** Makes one full export. After a crash it comes again and begins anew: an export shows one instant. */
export const makeJob: Job = job({
  name: makeJobName,
  data: Type.Object({ tenantId: idSchema<'tenant'>(), takeoutId: idSchema<'takeout'>() }),
  handle: (key, services, signal) => makeTakeout(services, key, signal),
})

/** Hourly: files whose time is over are deleted; what nobody works on any more is said to have failed. */
export const tidyJob: Job = job({
  name: 'takeouts.tidy',
  data: Type.Object({}),
  cron: '7 * * * *',
  handle: (_, services) => tidyTakeouts(services),
})

export async function tidyTakeouts({ db, clock }: Pick<Services, 'db' | 'clock'>): Promise<void> {
  const at = clock.now()
  await forEachTenant(db, (tenantId) =>
    db.tx(async (tx) => {
      for (const { state, ...key } of await overdue(tx, tenantId, at)) {
        await endTakeout(tx, key, state, at)
        await tell(tx, key, state === 'expired' ? takeoutExpired : takeoutFailed, at, {})
      }
    }),
  )
}

const tell = (
  tx: Parameters<typeof record>[0],
  { tenantId, takeoutId }: TakeoutKey,
  type: string,
  at: Date,
  payload: object,
) => record(tx, { tenantId, stream: takeoutStream(takeoutId), type, at, actor: systemActor, payload })

/** @throws what may pass, so that the queue tries again; what will not is kept as failed. */
export async function makeTakeout(services: Services, key: TakeoutKey, signal: AbortSignal): Promise<void> {
  const { db, secrets, clock } = services
  const turn = newId<'turn'>()
  const begun = await db.tx(async (tx) => {
    const it = await beginTurn(tx, key, turn, clock.now())
    return it && { ...it, name: await tenantName(tx, key.tenantId) }
  })
  if (!begun) return
  const { withFiles, reason, who, name } = begun
  const wanted: Wanted = {
    ...{ tenantId: key.tenantId, tenantName: `${name.zh} ${name.en}`.trim(), withFiles, reason },
    ...{ secrets: reason === null ? null : secrets, mark: newMark(who, clock.now(), 'zh') },
  }
  try {
    const made = await write(services, { ...key, turn }, wanted, signal)
    await db.tx(async (tx) => {
      if (!(await endTurn(tx, key, turn, clock.now(), made))) throw new GivenUp()
      await tell(tx, key, takeoutMade, clock.now(), toldOf(wanted, made))
    })
  } catch (error) {
    if (error instanceof GivenUp) return
    if (signal.aborted || isOutage(error)) throw error
    await db.tx(async (tx) => {
      if (await endTurn(tx, key, turn, clock.now(), null)) await tell(tx, key, takeoutFailed, clock.now(), {})
    })
    // Whoever runs it finds the cause in the log.
    throw error
  }
}

type Made = Found & { readonly bytes: number; readonly sha256: string }

/** What the ledger is told of a finished one. */
export const toldOf = (
  { withFiles, reason }: Pick<Wanted, 'withFiles' | 'reason'>,
  { tables, rows, files, bytes, sha256 }: Made,
): TakeoutMade => ({
  ...{ withFiles, opened: reason !== null, tables, rows, files, bytes, sha256 },
  ...(reason === null ? {} : { reason }),
})

async function write(
  { db, secrets, clock }: Services,
  of: TakeoutKey & { readonly turn: string },
  wanted: Wanted,
  signal: AbortSignal,
): Promise<Made> {
  const far: { rowsDone: number; rowsTotal: number | null } = { rowsDone: 0, rowsTotal: null }
  const hash = createHash('sha256')
  let bytes = 0
  let n = 0
  const keep = async (piece: Buffer) => {
    signal.throwIfAborted()
    hash.update(piece)
    bytes += piece.length
    const kept: Piece = { ...of, ...far, n: n++, bytes: piece, at: clock.now() }
    if (!(await db.tx((tx) => addPiece(tx, secrets, kept)))) throw new GivenUp()
  }
  return db.tx(async (tx) => {
    await asOneInstant(tx)
    const { bytes: archive, found } = archiveOf(tx, wanted, {
      onTotal: (rows) => {
        far.rowsTotal = rows
      },
      onRows: (done) => {
        far.rowsDone = done
      },
    })
    for await (const piece of inPieces(archive)) await keep(piece)
    return { ...found, bytes, sha256: hash.digest('hex') }
  })
}

/** The same bytes in pieces of one size, the last one smaller. */
async function* inPieces(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let held: Buffer[] = []
  let size = 0
  for await (const part of source) {
    held.push(part)
    size += part.length
    if (size < pieceBytes) continue
    const all = Buffer.concat(held)
    let from = 0
    for (; all.length - from >= pieceBytes; from += pieceBytes) yield all.subarray(from, from + pieceBytes)
    held = [Buffer.from(all.subarray(from))]
    size = all.length - from
  }
  if (size > 0) yield Buffer.concat(held)
}
