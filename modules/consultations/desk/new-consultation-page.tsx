import './desk.css'
import { useEffect, useState } from 'react'
import { useCommand, useEndpoint } from '../../../kernel/web/hooks.ts'
import { today } from '../../../kernel/web/today.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { Page, PageHeader, Sheet } from '../../../ui/desk/page.tsx'
import { useNavigation } from '../../../ui/navigation.tsx'
import { useMe } from '../../matters/desk/public.ts'
import { placeChildren } from '../../places/contract.ts'
import { listConsultations, planConsultation } from '../contract.ts'
import { askers } from '../roles.ts'
import { type PlanDraft, PlanForm, planOf, seedsOf } from './plan-form.tsx'
import { words } from './words.ts'

/** `/consultations/new`. */
export default function NewConsultationPage() {
  const w = useWords(words)
  const { go } = useNavigation()
  const [draft, setDraft] = useState<PlanDraft>(() => ({
    ...{ title: '', words: '', place: null, fromOn: today(), untilOn: '', moderation: 'before', seeds: '' },
  }))
  const home = useHome()
  useEffect(() => {
    if (home) setDraft((now) => (now.place ? now : { ...now, place: home }))
  }, [home])
  const save = useCommand(planConsultation, {
    changes: [listConsultations],
    onDone: ({ id }) => go(`/consultations/${id}`),
  })
  return (
    <Page title={w.newTitle} width="narrow">
      <PageHeader title={w.newTitle} above={[{ words: w.title, to: '/consultations' }]} />
      <Sheet>
        <PlanForm
          draft={draft}
          onChange={(patch) => setDraft((now) => ({ ...now, ...patch }))}
          fresh
          busy={save.isPending}
          error={save.error}
          onSave={() => {
            const body = planOf(draft)
            if (body && draft.place)
              save.mutate({ body: { placeId: draft.place.id, ...body, statements: seedsOf(draft) } })
          }}
        />
      </Sheet>
    </Page>
  )
}

/** The place of the post by which one asks. */
function useHome() {
  const post = useMe()?.posts.find((held) => askers.some((role) => role === held.role))
  const here = useEndpoint(
    placeChildren,
    { query: { parentId: post?.placeId as never } },
    { enabled: post !== undefined, staleTime: 600_000 },
  )
  return here.data?.above.at(-1) ?? null
}
