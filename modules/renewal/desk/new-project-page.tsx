import '../web/renewal.css'
import './desk.css'
import { type FormEvent, useEffect, useState } from 'react'
import { useCommand, useEndpoint } from '../../../kernel/web/hooks.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { Page, PageHeader, Sheet } from '../../../ui/desk/page.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { useNavigation } from '../../../ui/navigation.tsx'
import { toast } from '../../../ui/pocket/toast.tsx'
import { useMe } from '../../matters/desk/public.ts'
import { placeChildren } from '../../places/contract.ts'
import { addItem, listProjects, originsAt, planProject, renewalFigures } from '../contract.ts'
import { projectKeepers } from '../roles.ts'
import { itemsFrom, OriginPicker, type Picked } from './origin-picker.tsx'
import { bodyOf, emptyProject, faultsOf, type ProjectDraft, ProjectFields } from './project-form.tsx'
import { words } from './words.ts'

/** `/renewals/new`: a project, with the ideas and hazards that it takes up. */
export default function NewProjectPage() {
  const all = useWords(words)
  const w = all.form
  const [draft, setDraft] = useState<ProjectDraft>(emptyProject)
  const [picked, setPicked] = useState<Picked>({})
  const [tried, setTried] = useState(false)
  useHome((place) => setDraft((now) => (now.place ? now : { ...now, place })))
  const origins = useEndpoint(
    originsAt,
    { query: { placeId: draft.place?.id as never } },
    { enabled: draft.place !== null },
  )
  const { plan, error, busy } = usePlanning()
  const faults = faultsOf(draft)
  const unpicked = Object.values(picked).includes('')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (faults.length === 0 && !unpicked && draft.place) plan(draft, picked, origins.data)
  }
  return (
    <Page title={w.newTitle} width="narrow">
      <PageHeader title={w.newTitle} above={[{ words: all.title, to: '/renewals' }]} />
      <form className="ui-stack" onSubmit={submit}>
        <Sheet>
          <div className="ui-stack">
            <ProjectFields
              draft={draft}
              onChange={(patch) => {
                setDraft((now) => ({ ...now, ...patch }))
                if (patch.place !== undefined) setPicked({})
              }}
              faults={tried ? faults : []}
              error={error}
            />
          </div>
        </Sheet>
        {draft.place && (
          <Sheet title={w.origins}>
            <OriginPicker
              origins={origins.data}
              picked={picked}
              onChange={setPicked}
              fault={tried && unpicked ? w.fault.pick : undefined}
            />
            <ErrorNote error={origins.error} />
          </Sheet>
        )}
        <ErrorNote error={error} />
        <div>
          <Button type="submit" look="main" icon="check" busy={busy}>
            {w.saveNew}
          </Button>
        </div>
      </form>
    </Page>
  )
}

/** Plans the project, then adds an item for each that was picked; what is refused can be added on its page. */
function usePlanning() {
  const w = useWords(words).form
  const { go } = useNavigation()
  const save = useCommand(planProject, { changes: [listProjects, renewalFigures] })
  const add = useCommand(addItem)
  const plan = async (draft: ProjectDraft, picked: Picked, origins: Parameters<typeof itemsFrom>[1]) => {
    if (!draft.place) return
    const { id: projectId } = await save.mutateAsync({ body: { placeId: draft.place.id, ...bodyOf(draft) } })
    let missed = 0
    for (const body of itemsFrom(picked, origins, draft.place.id))
      await add.mutateAsync({ params: { projectId }, body }).catch(() => missed++)
    if (missed > 0) toast(w.someMissed)
    go(`/renewals/${projectId}`)
  }
  return {
    // A refusal is shown by `error`.
    plan: (...args: Parameters<typeof plan>) => void plan(...args).catch(() => undefined),
    error: save.error,
    busy: save.isPending || add.isPending,
  }
}

/** Tells the place of the post by which one plans projects, once it is known. */
function useHome(tell: (place: NonNullable<ProjectDraft['place']>) => void): void {
  const post = useMe()?.posts.find((held) => projectKeepers.some((role) => role === held.role))
  const here = useEndpoint(
    placeChildren,
    { query: { parentId: post?.placeId as never } },
    { enabled: post !== undefined, staleTime: 600_000 },
  )
  const home = here.data?.above.at(-1)
  // biome-ignore lint/correctness/useExhaustiveDependencies: told once for each place, not for each render
  useEffect(() => {
    if (home) tell(home)
  }, [home])
}
