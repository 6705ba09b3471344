import { useState } from 'react'
import type { FileId } from '../../../../kernel/contract/ids.ts'
import { listed } from '../../../../kernel/contract/punctuation.ts'
import { useLang, useSay, useWords } from '../../../../kernel/web/words.ts'
import { Sheet } from '../../../../ui/desk/page.tsx'
import { DialogButton } from '../../../../ui/dialog-buttons.tsx'
import { Field } from '../../../../ui/field.tsx'
import { useFormat } from '../../../../ui/format.ts'
import { TickPill } from '../../../../ui/pills.tsx'
import { Photos, PhotosField } from '../../../matters/desk/public.ts'
import { isOpen } from '../../case.ts'
import {
  type CaseView,
  extendCase,
  holdSession,
  keepEvidence,
  type PartyView,
  type SessionBody,
} from '../../contract.ts'
import { answerWays, staffWays } from '../../kinds.ts'
import { FieldsForm, optionsOf } from '../fields-form.tsx'
import { noonOf, useCaseCommand } from '../use-case.ts'
import { words } from '../words.ts'

type PartyId = PartyView['id']
interface FormProps {
  readonly of: CaseView
  readonly done: () => void
}

/** Sessions with what was said, and the days. */
export function SessionSheet({ of }: { of: CaseView }) {
  const w = useWords(words)
  const lang = useLang()
  const format = useFormat()
  if (!of.acceptedOn) return null
  const named = new Map(of.parties.map(({ id, name }) => [id as string, name]))
  return (
    <Sheet title={w.sessions}>
      {of.sessions.length === 0 && <p className="ui-muted">{w.noSessions}</p>}
      {of.sessions.map((one) => (
        <div key={one.id} className="med-line">
          <div>
            {format.moment(one.heldAt)} · {one.where}
            <div className="ui-muted ui-small">
              {listed(lang, [...one.partyIds.map((id) => named.get(id) ?? ''), ...one.mediators])}
            </div>
            <p className="med-said">{one.words}</p>
            {one.tried && <p className="med-said ui-muted">{one.tried}</p>}
          </div>
          {one.nextOn && (
            <span className="ui-muted ui-small">{`${w.nextOn} ${format.shortDay(noonOf(one.nextOn))}`}</span>
          )}
        </div>
      ))}
      <div className="ui-row">
        {of.state === 'mediating' && (
          <DialogButton label={w.hold} icon="plus" wide>
            {(done) => <SessionForm of={of} done={done} />}
          </DialogButton>
        )}
        {of.clock && <DialogButton label={w.extend}>{(done) => <ExtendForm of={of} done={done} />}</DialogButton>}
      </div>
    </Sheet>
  )
}

function PartyTicks({
  of,
  label,
  ids,
  onIds,
}: {
  of: CaseView
  label: string
  ids: readonly PartyId[]
  onIds: (ids: readonly PartyId[]) => void
}) {
  return (
    <Field label={label} group>
      <div className="ui-row">
        {of.parties.map(({ id, name }) => (
          <TickPill
            key={id}
            checked={ids.includes(id)}
            onChange={(on) => onIds(on ? [...ids, id] : ids.filter((one) => one !== id))}
          >
            {name}
          </TickPill>
        ))}
      </div>
    </Field>
  )
}

/** “2026-12-01T10:00” on a Chinese wall clock, as `datetime-local` has it. */
const wallTime = (): string => new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 16)

function SessionForm({ of, done }: FormProps) {
  const w = useWords(words)
  const [partyIds, setPartyIds] = useState<readonly PartyId[]>(of.parties.map(({ id }) => id))
  const save = useCaseCommand(holdSession, { onDone: done })
  const body = (values: Readonly<Record<string, string>>): SessionBody => ({
    heldAt: new Date(`${values.heldAt}:00+08:00`).toISOString(),
    ...{ where: values.where ?? '', partyIds: [...partyIds], words: values.words ?? '', tried: values.tried ?? '' },
    nextOn: values.nextOn || null,
  })
  return (
    <FieldsForm
      fields={[
        { id: 'heldAt', label: w.heldAt, kind: 'time', start: wallTime() },
        { id: 'where', label: w.where, kind: 'line' },
        { id: 'words', label: w.said, kind: 'lines' },
        { id: 'tried', label: w.tried, kind: 'lines', optional: true },
        { id: 'nextOn', label: w.nextOn, kind: 'date', optional: true },
      ]}
      busy={save.isPending}
      error={save.error}
      onSave={(values) => save.mutate({ params: { caseId: of.id }, body: body(values) })}
    >
      <PartyTicks of={of} label={w.present} ids={partyIds} onIds={setPartyIds} />
    </FieldsForm>
  )
}

function ExtendForm({ of, done }: FormProps) {
  const w = useWords(words)
  const say = useSay()
  const [partyIds, setPartyIds] = useState<readonly PartyId[]>([])
  const save = useCaseCommand(extendCase, { onDone: done })
  return (
    <FieldsForm
      fields={[
        { id: 'toOn', label: w.extendOn, kind: 'date' },
        { id: 'why', label: w.extendWhy, kind: 'line' },
        { id: 'way', label: w.way, kind: 'choice', options: optionsOf(answerWays, say, [...staffWays]) },
      ]}
      busy={save.isPending}
      error={save.error}
      onSave={({ toOn = '', why = '', way }) =>
        save.mutate({
          params: { caseId: of.id },
          body: { toOn, why, way: way as 'phone', partyIds: [...partyIds] },
        })
      }
    >
      <PartyTicks of={of} label={w.extendAll} ids={partyIds} onIds={setPartyIds} />
    </FieldsForm>
  )
}

/** Evidence, with photos for those in charge alone. */
export function EvidenceSheet({ of }: { of: CaseView }) {
  const w = useWords(words)
  if (of.evidence.length === 0 && !isOpen(of.state)) return null
  return (
    <Sheet title={w.evidence}>
      {of.evidence.map(({ id, what, from, pages, fileIds }) => (
        <div key={id} className="med-line">
          <div>
            {what}
            <div className="ui-muted ui-small">{[from, `${w.pages} ${pages}`].filter(Boolean).join(' · ')}</div>
            {fileIds.length > 0 && <Photos label={what} fileIds={fileIds} />}
          </div>
        </div>
      ))}
      {isOpen(of.state) && (
        <div className="ui-row">
          <DialogButton label={w.addEvidence} icon="plus">
            {(done) => <EvidenceForm of={of} done={done} />}
          </DialogButton>
        </div>
      )}
    </Sheet>
  )
}

function EvidenceForm({ of, done }: FormProps) {
  const w = useWords(words)
  const [photos, setPhotos] = useState<{ ids: readonly FileId[]; sending: boolean }>({ ids: [], sending: false })
  const save = useCaseCommand(keepEvidence, { onDone: done })
  return (
    <FieldsForm
      fields={[
        { id: 'what', label: w.what, kind: 'line' },
        { id: 'pages', label: w.pages, kind: 'line', start: '1' },
        {
          id: 'partyId',
          label: w.who,
          kind: 'choice',
          optional: true,
          options: of.parties.map(({ id, name }) => ({ value: id, label: name })),
        },
      ]}
      busy={save.isPending || photos.sending}
      error={save.error}
      onSave={({ what = '', pages, partyId }) =>
        save.mutate({
          params: { caseId: of.id },
          body: {
            what,
            pages: Number(pages) || 1,
            partyId: (partyId || null) as PartyId | null,
            fileIds: [...photos.ids],
          },
        })
      }
    >
      <Field label={w.photos} group>
        <PhotosField onChange={(ids, sending) => setPhotos({ ids, sending })} />
      </Field>
    </FieldsForm>
  )
}
