import '../web/jobs.css'
import { useState } from 'react'
import { useCommand, useEndpoint } from '../../../kernel/web/hooks.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { Page, PageHeader, Sheet } from '../../../ui/desk/page.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { Field } from '../../../ui/field.tsx'
import { useNavigation, useUrlState } from '../../../ui/navigation.tsx'
import { type FirmId, getFirm, listFirms } from '../../enterprises/contract.ts'
import { TypeAhead, useDebounced } from '../../matters/desk/public.ts'
import { changeOpening, getOpening, listOpenings, type OpeningId, openOpening } from '../contract.ts'
import { OpeningForm } from '../web/opening-form.tsx'
import { useShow } from '../web/show.ts'
import { words as formWords } from '../web/words.ts'
import { words } from './words.ts'

/** `/jobs/new` for a firm that is chosen, and `/jobs/openings/$openingId/edit`. */
export default function OpeningEditPage() {
  const w = useWords(words)
  const { params } = useNavigation()
  const openingId = params.openingId as OpeningId | undefined
  const title = openingId ? w.editTitle : w.newTitle
  return (
    <Page title={title} width="narrow">
      <PageHeader title={title} above={[{ words: w.title, to: '/jobs' }]} />
      {openingId ? <Edit openingId={openingId} /> : <New />}
    </Page>
  )
}

function Edit({ openingId }: { openingId: OpeningId }) {
  const a = useWords(formWords).act
  const { go } = useNavigation()
  const { data, error } = useEndpoint(getOpening, { params: { openingId } })
  const changes = [getOpening, listOpenings]
  const send = useCommand(changeOpening, { changes, onDone: () => go(`/jobs/openings/${openingId}`) })
  if (!data) return <ErrorNote error={error} />
  return (
    <Sheet>
      <OpeningForm
        opening={data.opening}
        place={data.opening.place}
        send={a.save}
        busy={send.isPending}
        error={send.error}
        onSend={(body) => send.mutate({ params: { openingId }, body })}
      />
    </Sheet>
  )
}

function New() {
  const w = useWords(words)
  const { go } = useNavigation()
  const [{ firmId }, set] = useUrlState(['firmId'])
  const chosen = firmId as FirmId | undefined
  const { data: firm, error } = useEndpoint(
    getFirm,
    { params: { firmId: chosen ?? ('' as FirmId) } },
    { enabled: chosen !== undefined },
  )
  const send = useCommand(openOpening, { changes: [listOpenings], onDone: ({ id }) => go(`/jobs/openings/${id}`) })
  return (
    <Sheet>
      <div className="ui-stack">
        <FirmChoice chosen={firm} onChange={(id) => set({ firmId: id })} />
        <ErrorNote error={error} />
        {firm && (
          <OpeningForm
            key={firm.id}
            place={firm.place}
            send={w.send}
            busy={send.isPending}
            error={send.error}
            onSend={(body) => send.mutate({ params: { firmId: firm.id }, body })}
          />
        )}
      </div>
    </Sheet>
  )
}

interface FirmChoiceProps {
  readonly chosen: { readonly name: string; readonly nameEn: string | null } | undefined
  readonly onChange: (firmId: string | undefined) => void
}

/** A firm of one's own area, by name or code. */
function FirmChoice({ chosen, onChange }: FirmChoiceProps) {
  const w = useWords(words)
  const { nameOf } = useShow()
  const [typed, setTyped] = useState<string | null>(null)
  const q = useDebounced((typed ?? '').trim(), 150)
  const { data, isPlaceholderData } = useEndpoint(listFirms, { query: { q, limit: 8 } }, { enabled: q !== '' })
  const found = typed !== null && q !== '' ? (data?.rows ?? []) : []
  return (
    <Field label={w.chooseFirm}>
      {(control) => (
        <TypeAhead
          control={control}
          text={typed ?? (chosen ? nameOf(chosen) : '')}
          onText={(text) => {
            setTyped(text)
            if (chosen) onChange(undefined)
          }}
          placeholder={w.searchFirm}
          {...(data && !isPlaceholderData && q === typed?.trim() ? { none: w.noFirm } : {})}
          options={found.map((firm) => ({ id: firm.id, value: firm, title: nameOf(firm), note: nameOf(firm.place) }))}
          onPick={(firm) => {
            setTyped(null)
            onChange(firm.id)
          }}
        />
      )}
    </Field>
  )
}
