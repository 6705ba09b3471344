import './ideas.css'
import { useEffect, useState } from 'react'
import { useCommand, useEndpoint } from '../../../kernel/web/hooks.ts'
import { today } from '../../../kernel/web/today.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { Page, PageHeader, Sheet } from '../../../ui/desk/page.tsx'
import { useNavigation } from '../../../ui/navigation.tsx'
import { useMe } from '../../matters/desk/public.ts'
import { placeChildren } from '../../places/contract.ts'
import { listCalls, planCall } from '../contract.ts'
import { callKeepers } from '../roles.ts'
import { bodyOf, CallForm, emptyCall } from './call-form.tsx'
import { words } from './words.ts'

/** `/ideas/new`: a call is planned; it is a draft until it is opened. */
export default function NewCallPage() {
  const w = useWords(words)
  const { go } = useNavigation()
  const [draft, setDraft] = useState(() => emptyCall(today()))
  const home = useHome()
  useEffect(() => {
    if (home) setDraft((now) => (now.place ? now : { ...now, place: home }))
  }, [home])
  const save = useCommand(planCall, { changes: [listCalls], onDone: ({ id }) => go(`/ideas/${id}/call`) })
  return (
    <Page title={w.form.newTitle} width="narrow">
      <PageHeader title={w.form.newTitle} above={[{ words: w.title, to: '/ideas' }]} />
      <Sheet>
        <CallForm
          draft={draft}
          onChange={(patch) => setDraft((now) => ({ ...now, ...patch }))}
          fixed={{ place: false, moderation: false }}
          save={w.form.save}
          busy={save.isPending}
          error={save.error}
          onSave={() => {
            const body = bodyOf(draft)
            if (body && draft.place) save.mutate({ body: { placeId: draft.place.id, ...body } })
          }}
        />
      </Sheet>
    </Page>
  )
}

/** The place of the post by which one makes calls. */
function useHome() {
  const post = useMe()?.posts.find((held) => callKeepers.some((role) => role === held.role))
  const here = useEndpoint(
    placeChildren,
    { query: { parentId: post?.placeId as never } },
    { enabled: post !== undefined, staleTime: 600_000 },
  )
  return here.data?.above.at(-1) ?? null
}
