import { useState } from 'react'
import type { PlaceId } from '../../../kernel/contract/ids.ts'
import { useCommand, useEndpoint } from '../../../kernel/web/hooks.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { Page, PageHeader, Sheet } from '../../../ui/desk/page.tsx'
import { Field } from '../../../ui/field.tsx'
import { useNavigation } from '../../../ui/navigation.tsx'
import { PlaceSearch } from '../../matters/desk/public.ts'
import { type PlaceView, placeChildren } from '../../places/contract.ts'
import { listQuestions, planQuestion } from '../contract.ts'
import { bodyOf, emptyDraft, QuestionForm } from './question-form.tsx'
import { words } from './words.ts'

/** `/questions/new`, with `?placeId=` from a register. */
export default function NewQuestionPage() {
  const w = useWords(words)
  const { go, search } = useNavigation()
  const [draft, setDraft] = useState(emptyDraft)
  const [chosen, setChosen] = useState<Pick<PlaceView, 'id' | 'name' | 'nameEn'> | null | undefined>()
  const from = useEndpoint(
    placeChildren,
    { query: { parentId: (search.placeId ?? '') as PlaceId } },
    { enabled: search.placeId !== undefined },
  )
  const place = chosen === undefined ? (from.data?.above.at(-1) ?? null) : chosen
  const body = bodyOf(draft)
  const save = useCommand(planQuestion, { changes: [listQuestions], onDone: ({ id }) => go(`/questions/${id}`) })
  return (
    <Page title={w.ask} width="narrow">
      <PageHeader title={w.ask} above={[{ words: w.title, to: '/questions' }]} />
      <Sheet>
        <div className="ui-stack">
          <Field label={w.form.place}>
            {(control) => <PlaceSearch control={control} value={place} onChange={setChosen} />}
          </Field>
          <QuestionForm
            draft={draft}
            onChange={setDraft}
            ready={body !== null && place !== null}
            busy={save.isPending}
            error={save.error}
            onSave={() => body && place && save.mutate({ body: { placeId: place.id, ...body } })}
          />
        </div>
      </Sheet>
    </Page>
  )
}
