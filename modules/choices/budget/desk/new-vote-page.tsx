import { useEffect, useState } from 'react'
import type { Id } from '../../../../kernel/contract/ids.ts'
import { useCommand, useEndpoint } from '../../../../kernel/web/hooks.ts'
import { useWords } from '../../../../kernel/web/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { Page, PageHeader, Sheet } from '../../../../ui/desk/page.tsx'
import { ErrorNote } from '../../../../ui/error-note.tsx'
import { Field } from '../../../../ui/field.tsx'
import { useNavigation } from '../../../../ui/navigation.tsx'
import { listCalls } from '../../../ideas/contract.ts'
import { PlaceSearch } from '../../../matters/desk/public.ts'
import type { PlaceView } from '../../../places/contract.ts'
import { costedIdeas, listBudgets, planBudget } from '../contract.ts'
import { useBudget } from '../web/show.ts'
import { bodyOf, type Draft, emptyDraft, fenOf } from './draft.ts'
import { AboutFields, ItemFields, type PartProps, WayFields } from './vote-form.tsx'
import { words } from './words.ts'

type Place = Pick<PlaceView, 'id' | 'name' | 'nameEn'>

/** `/votes/new`, with `?callId=` from a call for ideas: two steps to a draft. */
export default function NewVotePage() {
  const w = useWords(words)
  const { go, search } = useNavigation()
  const [callId, setCallId] = useState(search.callId ?? '')
  const [place, setPlace] = useState<Place | null>(null)
  const [draft, setDraft] = useState<Draft>(emptyDraft)
  const [second, setSecond] = useState(false)
  const change = (patch: Partial<Draft>) => setDraft((now) => ({ ...now, ...patch }))
  const ideas = useCostedIdeas(callId)
  useEffect(() => {
    const call = ideas.data?.call
    if (!call) return
    setPlace(call.place)
    setDraft((now) => ({
      ...now,
      title: now.title || call.title,
      budget: now.budget || (call.budgetFen ? String(call.budgetFen / 100) : ''),
    }))
  }, [ideas.data])
  const save = useCommand(planBudget, { changes: [listBudgets], onDone: ({ id }) => go(`/votes/${id}`) })
  const body = bodyOf(draft)
  const ready = draft.title.trim() !== '' && fenOf(draft.budget) > 0 && place !== null
  const send = () =>
    body &&
    place &&
    save.mutate({ body: { placeId: place.id, ...(callId ? { callId: callId as Id<'call'> } : {}), ...body } })
  const chooseCall = (id: string) => {
    setCallId(id)
    change({ items: [] })
  }
  return (
    <Page title={w.plan} width="narrow">
      <PageHeader
        title={w.plan}
        lead={second ? w.form.step2 : w.form.step1}
        above={[{ words: w.title, to: '/votes' }]}
      />
      <Sheet>
        <form
          className="ui-stack"
          onSubmit={(event) => {
            event.preventDefault()
            if (!second && ready) setSecond(true)
            else if (second) send()
          }}
        >
          {second ? (
            <>
              <TakeOver callId={callId} draft={draft} onChange={change} />
              <ItemFields draft={draft} onChange={change} />
              <WayFields draft={draft} onChange={change} />
              <ErrorNote error={save.error} />
            </>
          ) : (
            <>
              <CallChoice callId={callId} onChange={chooseCall} />
              <Field label={w.form.place}>
                {(control) => <PlaceSearch control={control} value={place} onChange={setPlace} />}
              </Field>
              <AboutFields draft={draft} onChange={change} />
            </>
          )}
          <div className="ui-row">
            <Button type="submit" look="main" busy={save.isPending} disabled={second ? body === null : !ready}>
              {second ? w.form.save : w.form.next}
            </Button>
            {second && <Button onClick={() => setSecond(false)}>{w.form.back}</Button>}
          </div>
        </form>
      </Sheet>
    </Page>
  )
}

const useCostedIdeas = (callId: string) =>
  useEndpoint(costedIdeas, { query: { callId: callId as Id<'call'> } }, { enabled: callId !== '' })

function CallChoice({ callId, onChange }: { callId: string; onChange: (callId: string) => void }) {
  const f = useWords(words).form
  const { data } = useEndpoint(listCalls, { query: { limit: 100 } })
  const calls = data?.rows.filter(({ state }) => state !== 'draft' && state !== 'cancelled') ?? []
  return (
    <Field label={f.call}>
      {(control) => (
        <select className="ui-input" {...control} value={callId} onChange={(event) => onChange(event.target.value)}>
          <option value="">{f.noCall}</option>
          {calls.map(({ id, title }) => (
            <option key={id} value={id}>
              {title}
            </option>
          ))}
        </select>
      )}
    </Field>
  )
}

/** Ideas of the call, to tick: each becomes an item that can be put right below. */
function TakeOver({ callId, draft, onChange }: PartProps & { callId: string }) {
  const f = useWords(words).form
  const { number, yuan } = useBudget()
  const { data, error } = useCostedIdeas(callId)
  if (callId === '') return null
  const toggle = (idea: NonNullable<typeof data>['rows'][number]) => {
    const without = draft.items.filter(({ ideaId }) => ideaId !== idea.ideaId)
    const { ideaId, title, words: text, costFen } = idea
    const item = { key: ideaId, ideaId, title, words: text, yuan: String(costFen / 100) }
    onChange({ items: without.length < draft.items.length ? without : [...draft.items, item] })
  }
  return (
    <Field label={f.call} group>
      <ErrorNote error={error} />
      {data?.rows.length === 0 && <p className="ui-muted">{f.noIdeas}</p>}
      <ul className="vote-items">
        {data?.rows.map((idea) => (
          <li key={idea.ideaId}>
            <label className="vote-tick">
              <input
                type="checkbox"
                checked={draft.items.some(({ ideaId }) => ideaId === idea.ideaId)}
                onChange={() => toggle(idea)}
              />
              <span>
                {f.takeIdea(idea.title)}{' '}
                <span className="ui-muted">
                  {yuan(idea.costFen)} · {f.endorsed(number(idea.endorsements))}
                </span>
              </span>
            </label>
          </li>
        ))}
      </ul>
    </Field>
  )
}
