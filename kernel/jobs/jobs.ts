import type { ClientBase } from 'pg'
import { fromKysely, PgBoss } from 'pg-boss'
import type { Static, TSchema } from 'typebox'
import { Check } from 'typebox/value'
import { type Db, sessionUrl, sql, type Tx } from '../db.ts'
import type { Services } from '../http/route.ts'

/** Long work that the worker does: queued inside the caller's transaction, tried again after a crash. */
export interface Job<Data extends TSchema = TSchema> {
  readonly name: string
  readonly data: Data
  /** Cron in UTC; the job then runs with empty data. */
  readonly cron?: string
  readonly handle: (data: Static<Data>, services: Services, signal: AbortSignal) => Promise<void>
}

/** Declares a job; the schema types its data. */
export const job = <Data extends TSchema>(declaration: Job<Data>): Job => declaration as unknown as Job

/** Short work repeated for ever by each worker; concurrency is settled by row locks inside. */
export interface Tick {
  readonly name: string
  readonly everyMs: number
  /** @param stopping told when the worker ends: a long turn leaves off between two pieces. @returns true when there may be more to do at once. */
  readonly run: (services: Services, stopping?: AbortSignal) => Promise<boolean>
}

export interface Jobs {
  /** Queues a job when the transaction commits; a rolled-back one queues nothing. */
  enqueue(tx: Tx, name: string, data: object): Promise<void>
  close(): Promise<void>
}

const options = (db: Db) => ({
  connectionString: sessionUrl(db),
  schema: 'jobs',
  max: 3,
  application_name: 'liren-jobs',
})

/**
 * A job whose worker was killed is known by its missing heartbeat and comes back within a minute or two; one that goes
 * on working may take its hours.
 */
const queue = { retryLimit: 3, retryBackoff: true, heartbeatSeconds: 30, expireInSeconds: 12 * 3600, notify: true }

/** Workers are told of a job that was queued. For what becomes due later, and where telling fails, they look: every so many seconds. */
const looks = { notifyPollingIntervalSeconds: 10, pollingIntervalSeconds: 1 }

/** Makes the queues that are missing, and lets those that an older program made tell of their jobs. */
async function openQueues(boss: PgBoss, declared: readonly Job[]): Promise<void> {
  const silent = new Set((await boss.getQueues()).flatMap(({ name, notify }) => (notify ? [] : [name])))
  for (const { name } of declared) {
    await boss.createQueue(name, queue)
    if (silent.has(name)) await boss.updateQueue(name, { notify: true })
  }
}

async function openBoss(db: Db, declared: readonly Job[]): Promise<PgBoss> {
  const boss = new PgBoss({ ...options(db), supervise: false, schedule: false })
  boss.on('error', () => {})
  await boss.start()
  await openQueues(boss, declared)
  return boss
}

/** What a restore puts into the queue again. */
export interface QueuedWork {
  readonly name: string
  readonly data: object
  readonly startAfter: Date
}

/** The queue of a database that is being restored: emptied and filled in the restore's own transaction. */
export interface QueueRestore {
  /** @returns the names of jobs that this program does not know any more: they are left out. */
  fill(client: Pick<ClientBase, 'query'>, work: readonly QueuedWork[]): Promise<readonly string[]>
  close(): Promise<void>
}

/** Makes the queue's tables if they are missing. */
export async function openQueueRestore(db: Db, declared: readonly Job[]): Promise<QueueRestore> {
  const boss = await openBoss(db, declared)
  const known = new Set(declared.map(({ name }) => name))
  return {
    fill: async (client, work) => {
      await client.query('delete from jobs.job')
      const inside = {
        executeSql: (text: string, values: unknown[] = []) => client.query<Record<string, unknown>>(text, values),
      }
      for (const { name, data, startAfter } of work)
        if (known.has(name)) await boss.send(name, data, { startAfter, db: inside })
      return work.flatMap(({ name }) => (known.has(name) ? [] : [name]))
    },
    close: () => boss.stop({ graceful: true, close: true }),
  }
}

/** The sending side, for servers and the command line. */
export async function openJobs(db: Db, declared: readonly Job[]): Promise<Jobs> {
  const boss = await openBoss(db, declared)
  // The queue's tables exist from now on: the server's role may put its tenant's jobs into them.
  await db.tx((tx) => sql`select kernel.guard_rows()`.execute(tx))
  return {
    enqueue: async (tx, name, data) => {
      await boss.send(name, data, { db: fromKysely(tx) })
    },
    close: () => boss.stop({ graceful: true, close: true }),
  }
}

/** The working side: runs jobs until stopped. @returns the stop function, which waits for running jobs. */
export async function runJobs(services: Services, declared: readonly Job[]): Promise<() => Promise<void>> {
  const boss = new PgBoss({ ...options(services.db), useListenNotify: true })
  boss.on('error', () => {})
  await boss.start()
  await openQueues(boss, declared)
  const stopping = new AbortController()
  for (const declaration of declared) {
    if (declaration.cron) await boss.schedule(declaration.name, declaration.cron, {})
    let id = ''
    id = await boss.work<object>(declaration.name, looks, async (batch) => {
      try {
        for (const { data } of batch) {
          if (!Check(declaration.data, data))
            throw new Error(`job ${declaration.name}: its data does not fit its schema`)
          await declaration.handle(data as never, services, stopping.signal)
        }
      } finally {
        // One is taken at a time, and several may have been told of meanwhile: look at once, not in ten seconds.
        boss.notifyWorker(id)
      }
    })
  }
  return async () => {
    stopping.abort()
    await boss.stop({ graceful: true, close: true, timeout: 5000 })
  }
}
