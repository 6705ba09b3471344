import '../visits-desk.css'
import { useCommand, useEndpoint } from '../../../../kernel/web/hooks.ts'
import { useSay, useWords } from '../../../../kernel/web/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { Sheet } from '../../../../ui/desk/page.tsx'
import { ErrorNote } from '../../../../ui/error-note.tsx'
import { useFormat } from '../../../../ui/format.ts'
import { cancelOfficeWeek, lastOfficeWeek, myWeek, planOfficeWeek, type WeekRunView } from '../../contract.ts'
import { words } from '../words.ts'

const askAgainMs = 1_000

/** For offices: the week of all who go from door to door for it, planned at once; how far it is, and what found no place. */
export function OfficeWeek({ weekOn }: { weekOn: string }) {
  const w = useWords(words)
  const format = useFormat()
  const last = useEndpoint(lastOfficeWeek)
  const run = last.data?.run ?? null
  const busy = run?.state === 'queued' || run?.state === 'running'
  // The same reading while it runs: asked again until it ends.
  useEndpoint(lastOfficeWeek, {}, { enabled: busy, ...(busy ? { refetchInterval: askAgainMs } : {}) })
  const plan = useCommand(planOfficeWeek, { changes: [lastOfficeWeek] })
  const cancel = useCommand(cancelOfficeWeek, { changes: [lastOfficeWeek, myWeek] })
  const shown = run?.weekOn === weekOn ? run : null
  return (
    <Sheet title={w.office}>
      <div className="ui-stack">
        {busy && run ? (
          <>
            <p role="status">{w.officeRunning(format.percent(run.progress, 0), run.done, run.total)}</p>
            <progress className="vi-progress" aria-label={w.office} max={1} value={run.progress} />
            <div className="ui-row">
              <Button look="quiet" busy={cancel.isPending} onClick={() => cancel.mutate({ body: {} })}>
                {w.officeStop}
              </Button>
            </div>
          </>
        ) : (
          <>
            {shown ? <Result run={shown} /> : <p className="ui-muted">{w.officeText}</p>}
            <div className="ui-row">
              <Button icon="calendar" busy={plan.isPending} onClick={() => plan.mutate({ body: { on: weekOn } })}>
                {w.officePlan}
              </Button>
            </div>
          </>
        )}
        <ErrorNote error={last.error ?? plan.error ?? cancel.error} />
      </div>
    </Sheet>
  )
}

function Result({ run }: { run: WeekRunView }) {
  const w = useWords(words)
  const say = useSay()
  const format = useFormat()
  const left = run.left.reduce((sum, { count }) => sum + count, 0)
  return (
    <>
      <p>
        {run.state === 'cancelled' ? w.officeStopped(run.done, run.total) : w.officeDone(format.number(run.planned))}
        {left > 0 && w.officeLeft(format.number(left))}
      </p>
      {run.left.length > 0 && (
        <ul className="vi-left">
          {run.left.map(({ why, count }) => (
            <li key={why.zh}>{w.officeWhy(say(why), format.number(count))}</li>
          ))}
        </ul>
      )}
    </>
  )
}
