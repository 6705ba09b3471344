import { Type } from 'typebox'
import type { EventActor } from '../actor.ts'
import { Failure } from '../contract/errors.ts'
import { idSchema, newId, type PersonId, type TenantId } from '../contract/ids.ts'
import type { Words } from '../contract/words.ts'
import { type Db, sql, type Tx } from '../db.ts'
import type { Jobs } from '../jobs/jobs.ts'
import { signalLive } from '../live/hub.ts'
import { tellBroken } from './broken-import.ts'

// Writing or taking back an import that was judged while one asked: done by a worker, in one transaction, so that all of it
// holds or nothing. Until a worker begins it can be stopped; how far it is stands in a column that another transaction keeps.

/** Beside what an import keeps anyway: which run is at it, how far it is (null: it waits), and why the last one did not come to its end. */
export interface RunColumns {
  readonly run_id: string | null
  /** Percent. */
  readonly progress: number | null
  readonly failure: Words | null
}

/** What the job of a run carries: which import, in whose name. */
export const RunData = Type.Object({
  tenantId: idSchema<'tenant'>(),
  importId: Type.String({ format: 'uuid' }),
  runId: Type.String({ format: 'uuid' }),
  personId: idSchema<'person'>(),
  postId: idSchema<'post'>(),
  via: Type.Enum(['desk', 'pocket', 'receipt', 'system', 'import', 'demo', 'api'] as const),
  /** In which places, by their paths. */
  reach: Type.Array(Type.String()),
})

/** In whose name a run writes, and where. */
export interface RunBy {
  readonly personId: PersonId
  readonly actor: EventActor
  readonly reach: readonly string[]
}

export type RunState = 'running' | 'undoing'

export interface RunName {
  readonly tenantId: TenantId
  readonly importId: string
  readonly runId: string
}

interface Which {
  readonly tenant_id: TenantId
  readonly id: string
}

/** Says how far a run is, 0 to 1. */
export type Report = (share: number) => void

/** Another run took over, or somebody stopped it. */
class Stopped extends Error {}

const broke: Words = {
  zh: '系统出了问题，什么都没有写入。请稍后再试',
  en: 'Something broke on our side. Nothing was written; please try again in a moment',
}

interface Runs {
  /** Of the module that keeps the imports, with `state` and the columns of `RunColumns`. */
  readonly table: string
  readonly jobName: string
  /** Whose readings are out of date once a run has ended, for whoever looks at them. */
  readonly topic: string
}

/** The runs of one sort of import. */
export function judgedRuns({ table, jobName, topic }: Runs) {
  const signal = (tx: Tx, { tenantId, importId }: RunName) =>
    signalLive(tx, { tenantId, topic, id: importId, persons: null })
  const ofRun = ({ tenantId, importId, runId }: RunName) =>
    sql<boolean>`tenant_id = ${tenantId} and id = ${importId}::uuid and run_id = ${runId}::uuid`
  return {
    /** Has it written, or taken back, by a worker. The import is locked and was at that point. */
    async ask(tx: Tx, jobs: Jobs, it: Which, state: RunState, by: RunBy): Promise<void> {
      const runId = newId<'run'>()
      await sql`update ${sql.table(table)} set state = ${state}, run_id = ${runId}, progress = null, failure = null
        where tenant_id = ${it.tenant_id} and id = ${it.id}`.execute(tx)
      const { personId, actor, reach } = by
      const { postId, via } = actor
      await jobs.enqueue(tx, jobName, { tenantId: it.tenant_id, importId: it.id, runId, personId, postId, via, reach })
    },

    /** Stops what waits for a worker: it is as it was before. */
    async stop(tx: Tx, it: Which): Promise<void> {
      await sql`update ${sql.table(table)} set state = case state when 'running' then 'checked' else 'done' end, run_id = null
        where tenant_id = ${it.tenant_id} and id = ${it.id}`.execute(tx)
    },

    /**
     * Does what a run is for. A worker that is killed on the way has written nothing, and the job comes again.
     * @param work writes, and leaves the import in its new state
     */
    async run(
      db: Db,
      name: RunName,
      stopping: AbortSignal,
      work: (tx: Tx, state: RunState, report: Report) => Promise<void>,
    ): Promise<void> {
      const state = await db.tx(async (tx) => {
        const { rows } = await sql<{ state: RunState }>`update ${sql.table(table)} set progress = 0
          where ${ofRun(name)} and state in ('running', 'undoing') returning state`.execute(tx)
        return rows[0]?.state
      })
      if (!state) return
      const progress = followed((percent) =>
        db.tx((tx) => sql`update ${sql.table(table)} set progress = ${percent} where ${ofRun(name)}`.execute(tx)),
      )
      try {
        await db.tx(async (tx) => {
          await work(tx, state, progress.report)
          const { numAffectedRows } = await sql`update ${sql.table(table)} set run_id = null, progress = null
            where ${ofRun(name)}`.execute(tx)
          if (Number(numAffectedRows ?? 0) === 0) throw new Stopped()
          await signal(tx, name)
        })
      } catch (error) {
        if (error instanceof Stopped) return
        // The worker stops: the job comes back and begins anew.
        if (stopping.aborted) throw error
        const words = error instanceof Failure ? error.words : broke
        await db.tx(async (tx) => {
          await sql`update ${sql.table(table)} set state = ${state === 'running' ? 'checked' : 'done'}, run_id = null,
            progress = null, failure = ${JSON.stringify(words)}::jsonb where ${ofRun(name)}`.execute(tx)
          await signal(tx, name)
        })
        tellBroken(name.importId, error)
      } finally {
        await progress.end()
      }
    },
  }
}

const saveEveryMs = 500

/** Keeps a share that is told often, now and then, beside the work and never in its way. */
function followed(save: (percent: number) => Promise<unknown>) {
  let [now, saved] = [0, 0]
  let going: Promise<unknown> = Promise.resolve()
  let isGoing = false
  const timer = setInterval(() => {
    if (isGoing || now === saved) return
    isGoing = true
    saved = now
    going = save(now)
      // How far it is was not told this once; the work goes on.
      .catch(() => {})
      .finally(() => {
        isGoing = false
      })
  }, saveEveryMs)
  return {
    report: (share: number) => {
      now = Math.min(99, Math.round(share * 100))
    },
    end: async () => {
      clearInterval(timer)
      await going
    },
  }
}
