import '../web/renewal.css'
import './pocket.css'
import { useEndpoint } from '../../../kernel/web/hooks.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { AppBar, Screen } from '../../../ui/pocket/frame.tsx'
import { Card, ListRow } from '../../../ui/pocket/parts.tsx'
import { StatusWord } from '../../../ui/status-word.tsx'
import { useUiWords } from '../../../ui/words.ts'
import { useNames } from '../../matters/pocket/public.ts'
import { type MyProject, myProjects } from '../contract.ts'
import { stateNames } from '../project.ts'
import { projectTones, useShown } from '../web/show.ts'
import { words } from './words.ts'

/** `/renewals`: the renewals that I look on, and those around me. */
export default function MyRenewalsPage() {
  const w = useWords(words)
  const ui = useUiWords()
  const { data, error, refetch } = useEndpoint(myProjects, {}, { live: ['notice'] })
  return (
    <>
      <AppBar title={w.title} back="/" />
      <Screen>
        {!data && !error && <p className="ui-muted">{ui.loading}</p>}
        {!data && <ErrorNote error={error} onRetry={() => void refetch()} />}
        {data?.projects.length === 0 && (
          <EmptyState icon="tools" title={w.none}>
            {w.noneText}
          </EmptyState>
        )}
        {data && data.projects.length > 0 && (
          <Card flush>
            {data.projects.map((project) => (
              <ProjectRow key={project.id} of={project} />
            ))}
          </Card>
        )}
      </Screen>
    </>
  )
}

function ProjectRow({ of }: { of: MyProject }) {
  const w = useWords(words)
  const nameOf = useNames()
  const { say, stage } = useShown()
  const note = [
    of.inspector && w.inspecting,
    nameOf(of.place),
    of.stage && of.state !== 'stopped' && w.atStage(stage(of.stage)),
    of.openDefects > 0 && w.openDefects(of.openDefects),
  ]
  return (
    <ListRow
      to={`/x/${of.code}`}
      title={of.title}
      note={note.filter(Boolean).join(' · ')}
      mark={<StatusWord words={say(stateNames[of.state])} tone={projectTones[of.state]} />}
    />
  )
}
