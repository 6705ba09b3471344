import '../web/renewal.css'
import './pocket.css'
import { useEndpoint } from '../../../kernel/web/hooks.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { useNavigation } from '../../../ui/navigation.tsx'
import { AppBar, Screen } from '../../../ui/pocket/frame.tsx'
import { useUiWords } from '../../../ui/words.ts'
import { atProject, myProjects } from '../contract.ts'
import { ProjectWhole } from './project-whole.tsx'
import { words } from './words.ts'

const isId = (text: string) => /^[0-9a-f]{8}-/i.test(text)

/** `/x/$code` from the poster; from notices `/renewals/$code` and, for staff, `/renewals/$projectId/project`. */
export default function ProjectPage() {
  const w = useWords(words)
  const ui = useUiWords()
  const { params } = useNavigation()
  const given = params.code ?? params.projectId ?? ''
  const byId = isId(given)
  const mine = useEndpoint(myProjects, {}, { enabled: byId })
  const found = mine.data?.projects.find(({ id }) => id === given)
  const code = byId ? (found?.code ?? '') : given
  const { data, error, refetch } = useEndpoint(
    atProject,
    { params: { code } },
    { enabled: code !== '', live: ['notice'] },
  )
  const gone = error?.code === 'not_found' || (mine.data !== undefined && byId && !found)
  const wrong = error ?? mine.error
  return (
    <>
      <AppBar title={data?.title ?? w.title} back="/renewals" />
      <Screen>
        {!data && !wrong && !gone && <p className="ui-muted">{ui.loading}</p>}
        {gone && (
          <EmptyState icon="qr" title={w.notFound}>
            {w.notFoundText}
          </EmptyState>
        )}
        {!data && !gone && <ErrorNote error={wrong} onRetry={() => void refetch()} />}
        {data && <ProjectWhole of={data} />}
      </Screen>
    </>
  )
}
