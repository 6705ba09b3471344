import './gatherings.css'
import { useEffect, useState } from 'react'
import { useCommand, useEndpoint } from '../../../kernel/web/hooks.ts'
import { useSay, useWords } from '../../../kernel/web/words.ts'
import { Page, PageHeader, Sheet } from '../../../ui/desk/page.tsx'
import { Remark } from '../../../ui/error-note.tsx'
import { Field } from '../../../ui/field.tsx'
import { useNavigation } from '../../../ui/navigation.tsx'
import { Pills } from '../../../ui/pills.tsx'
import { useMe } from '../../matters/desk/public.ts'
import { placeChildren } from '../../places/contract.ts'
import { gatheringFigures, getGathering, listGatherings, planGathering } from '../contract.ts'
import { type GatheringKind, kinds, traits } from '../gathering.ts'
import { organisers } from '../roles.ts'
import { emptyPlan, PlanForm, planOf } from './plan-form.tsx'
import { words } from './words.ts'

/** `/gatherings/new`, with `?follows=` for the next one of a series. */
export default function NewGatheringPage() {
  const w = useWords(words)
  const say = useSay()
  const { go, search } = useNavigation()
  const [kind, setKind] = useState<GatheringKind>('joint_meeting')
  const [draft, setDraft] = useState(() => emptyPlan(traits.joint_meeting.isPublic))
  const change = (patch: Partial<typeof draft>) => setDraft((now) => ({ ...now, ...patch }))
  const home = useHome()
  useEffect(() => {
    if (home) setDraft((now) => (now.place ? now : { ...now, place: home }))
  }, [home])
  const before = useFollowed(search.follows, (of) => {
    setKind(of.kind)
    change({ title: of.title, venue: of.venue, isPublic: of.isPublic })
  })
  const save = useCommand(planGathering, {
    changes: [listGatherings, gatheringFigures],
    onDone: ({ id }) => go(`/gatherings/${id}`),
  })
  const submit = () => {
    const body = planOf(draft)
    if (!body || !draft.place) return
    save.mutate({ body: { kind, placeId: draft.place.id, ...body, ...(before ? { followsId: before.id } : {}) } })
  }
  return (
    <Page title={w.newTitle} width="narrow">
      <PageHeader title={w.newTitle} above={[{ words: w.title, to: '/gatherings' }]} />
      {before && <Remark icon="link" title={w.form.follows(before.title)} />}
      <Sheet>
        <div className="ui-stack">
          <Field label={w.kind} group>
            <Pills
              value={kind}
              onChange={(next) => {
                setKind(next)
                change({ isPublic: traits[next].isPublic })
              }}
              options={kinds.map((value) => ({ value, label: say(traits[value].name) }))}
            />
          </Field>
          <PlanForm
            draft={draft}
            onChange={change}
            withPlace
            save={w.form.save}
            busy={save.isPending}
            error={save.error}
            onSave={submit}
          />
        </div>
      </Sheet>
    </Page>
  )
}

/** The place of the post by which one organises. */
function useHome() {
  const post = useMe()?.posts.find((held) => organisers.some((role) => role === held.role))
  const here = useEndpoint(
    placeChildren,
    { query: { parentId: post?.placeId as never } },
    { enabled: post !== undefined, staleTime: 600_000 },
  )
  return here.data?.above.at(-1) ?? null
}

/** The gathering that this one follows; what carries over is put in once. */
function useFollowed(
  id: string | undefined,
  carry: (of: { kind: GatheringKind; title: string; venue: string; isPublic: boolean }) => void,
) {
  const { data } = useEndpoint(getGathering, { params: { gatheringId: id as never } }, { enabled: id !== undefined })
  const [carried, setCarried] = useState(false)
  useEffect(() => {
    if (!data || carried) return
    setCarried(true)
    carry(data)
  }, [data, carried, carry])
  return data
}
