import '../matters.css'
import type { MatterId } from '../../../../kernel/contract/ids.ts'
import { useEndpoint } from '../../../../kernel/web/hooks.ts'
import { useKept } from '../../../../kernel/web/kept.ts'
import { useWords } from '../../../../kernel/web/words.ts'
import { EmptyState } from '../../../../ui/empty-state.tsx'
import { ErrorNote } from '../../../../ui/error-note.tsx'
import { useParam } from '../../../../ui/navigation.tsx'
import { AppBar, Screen } from '../../../../ui/pocket/frame.tsx'
import { getMatter, type MatterView } from '../../contract.ts'
import { KeptNote } from '../parts/kept-note.tsx'
import { ReporterView } from './reporter-view.tsx'
import { words } from './words.ts'
import { WorkerView } from './worker-view.tsx'

/** `/matters/:matterId`: a neighbour sees how far it is, a worker what to do next. */
export default function MatterPage() {
  const w = useWords(words)
  const matterId = useParam('matterId') as MatterId
  const reading = useEndpoint(getMatter, { params: { matterId } }, { live: ['matter'] })
  const { data, keptAt } = useKept<typeof getMatter>(`matter:${matterId}`, reading)
  const gone = reading.error?.code === 'not_found'
  return (
    <>
      <AppBar title={data ? data.number : w.title} back="/" />
      <Screen>
        <KeptNote at={keptAt} />
        {!data && !reading.error && <p className="ui-muted">{w.loading}</p>}
        {gone && <EmptyState icon="search" title={w.notHere} />}
        {!data && !gone && <ErrorNote error={reading.error} onRetry={() => void reading.refetch()} />}
        {data &&
          !gone &&
          (worksOnIt(data) ? <WorkerView matter={data} /> : <ReporterView matter={data} door={{ matterId }} />)}
      </Screen>
    </>
  )
}

/** Staff, and a supervisor who reads what staff reads. */
const worksOnIt = (matter: MatterView): boolean =>
  matter.why !== null || matter.relations.some((relation) => relation !== 'reporter')
