import '../web/renewal.css'
import { useEndpoint } from '../../../kernel/web/hooks.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { Poster, ScanCode } from '../../../ui/desk/scan-code.tsx'
import { useParam } from '../../../ui/navigation.tsx'
import { useUiWords } from '../../../ui/words.ts'
import { useNameOf } from '../../matters/desk/public.ts'
import { getProject, type ProjectView } from '../contract.ts'
import { projectAddress, useShown } from '../web/show.ts'
import { words } from './words.ts'

/** `/renewals/$projectId/poster`: a sheet of paper for the notice board. */
export default function PosterPage() {
  const all = useWords(words)
  const w = all.print
  const ui = useUiWords()
  const nameOf = useNameOf()
  const { days } = useShown()
  const projectId = useParam('projectId') as ProjectView['id']
  const { data, error } = useEndpoint(getProject, { params: { projectId } })
  return (
    <Poster
      title={data?.title ?? (error ? all.title : ui.loading)}
      back={{ words: w.back, to: `/renewals/${projectId}` }}
      print={w.print}
      error={error}
    >
      <p className="ui-muted">{w.lead}</p>
      {data && (
        <>
          {data.words && <p className="rn-text">{data.words}</p>}
          <p>
            {[nameOf(data.place), data.plannedFrom && days(data.plannedFrom, data.plannedUntil)]
              .filter(Boolean)
              .join(' · ')}
          </p>
          <p>
            <strong>{w.scan}</strong>
          </p>
          <ScanCode text={projectAddress(data.code)} label={w.scan} code={data.code} />
          <p className="ui-muted">{[nameOf(data.keptBy), data.keptBy.phone].filter(Boolean).join(' · ')}</p>
        </>
      )}
    </Poster>
  )
}
