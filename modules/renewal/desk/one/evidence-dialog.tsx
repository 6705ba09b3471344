import { useState } from 'react'
import { useCommand, useEndpoint } from '../../../../kernel/web/hooks.ts'
import { useSay, useWords } from '../../../../kernel/web/words.ts'
import { ConfirmDialog } from '../../../../ui/dialog.tsx'
import { Field } from '../../../../ui/field.tsx'
import { Pills } from '../../../../ui/pills.tsx'
import { listQuestions } from '../../../choices/contract.ts'
import { Line, Lines, PhotosField } from '../../../matters/desk/public.ts'
import { addEvidence, type EvidenceBody } from '../../contract.ts'
import {
  type EnteredCode,
  type EvidenceField,
  type EvidenceSpec,
  parties,
  partyNames,
  verdictNames,
  verdicts,
} from '../../stages.ts'
import { Choose } from '../choose.tsx'
import { words } from '../words.ts'
import { changes } from './changes.ts'
import type { StageProps } from './stage-line.tsx'

type Draft = Omit<EvidenceBody, 'id' | 'code' | 'onDay' | 'asked' | 'agreed'> & {
  readonly onDay: string
  readonly asked: string
  readonly agreed: string
}

interface EvidenceDialogProps extends StageProps {
  readonly spec: EvidenceSpec & { readonly code: EnteredCode }
  readonly onClose: () => void
}

/** Enters one piece of evidence; which fields it has stands in the data of the stages. */
export function EvidenceDialog({ of, stage, spec, onClose }: EvidenceDialogProps) {
  const w = useWords(words)
  const say = useSay()
  const [draft, setDraft] = useState<Draft>({ onDay: of.today, asked: '', agreed: '' })
  const [sending, setSending] = useState(false)
  const send = useCommand(addEvidence, { changes, onDone: onClose })
  const change = (patch: Partial<Draft>) => setDraft((now) => ({ ...now, ...patch }))
  const fields = [...spec.needs, ...spec.may]
  return (
    <ConfirmDialog
      open
      title={say(spec.name)}
      confirm={w.stage.add}
      busy={send.isPending}
      error={send.error}
      notYet={sending || draft.onDay === '' || spec.needs.some((field) => !filled(draft, field))}
      onClose={onClose}
      onConfirm={() =>
        send.mutate({ params: { projectId: of.id, stage: stage.stage }, body: bodyOf(spec.code, draft) })
      }
    >
      <Field label={w.onDay} error={send.error?.field('onDay')}>
        {(control) => (
          <Line control={control} type="date" value={draft.onDay} onChange={(onDay) => change({ onDay })} />
        )}
      </Field>
      {fields.map((field) => (
        <OneField
          key={field}
          of={of}
          field={field}
          draft={draft}
          onChange={change}
          onSending={setSending}
          optional={spec.may.includes(field)}
        />
      ))}
    </ConfirmDialog>
  )
}

function filled(draft: Draft, field: EvidenceField): boolean {
  switch (field) {
    case 'words':
    case 'department':
    case 'keeper':
      return Boolean(draft[field]?.trim())
    case 'files':
      return (draft.fileIds?.length ?? 0) > 0
    case 'asked':
    case 'agreed':
      return draft[field] !== ''
    case 'question':
      return draft.questionId !== undefined
    case 'span':
      return Boolean(draft.fromOn && draft.untilOn)
    case 'verdict':
    case 'party':
      return draft[field] !== undefined
  }
}

function bodyOf(code: EnteredCode, { asked, agreed, ...rest }: Draft): EvidenceBody {
  const said = Object.entries(rest).filter(([, value]) => value !== undefined && value !== '')
  return {
    ...{ code, onDay: rest.onDay },
    ...(Object.fromEntries(said) as Partial<EvidenceBody>),
    ...(asked === '' ? {} : { asked: Number(asked) }),
    ...(agreed === '' ? {} : { agreed: Number(agreed) }),
  }
}

interface OneFieldProps {
  readonly of: StageProps['of']
  readonly field: EvidenceField
  readonly draft: Draft
  readonly onChange: (patch: Partial<Draft>) => void
  readonly onSending: (sending: boolean) => void
  readonly optional: boolean
}

function OneField(props: OneFieldProps) {
  const { field, draft, onChange, onSending, optional } = props
  const w = useWords(words)
  const e = w.evidence
  const say = useSay()
  switch (field) {
    case 'words':
      return (
        <Field label={w.said} optional={optional}>
          {(control) => (
            <Lines
              control={control}
              rows={2}
              value={draft.words ?? ''}
              maxLength={2000}
              onChange={(said) => onChange({ words: said })}
            />
          )}
        </Field>
      )
    case 'files':
      return (
        <Field label={w.files} group optional={optional}>
          <PhotosField
            onChange={(ids, sending) => {
              onChange({ fileIds: [...ids] })
              onSending(sending)
            }}
          />
        </Field>
      )
    case 'question':
      return <QuestionField {...props} />
    case 'span':
      return (
        <div className="rn-pair">
          {(['fromOn', 'untilOn'] as const).map((end) => (
            <Field key={end} label={e[end]}>
              {(control) => (
                <Line
                  control={control}
                  type="date"
                  value={draft[end] ?? ''}
                  onChange={(day) => onChange({ [end]: day })}
                />
              )}
            </Field>
          ))}
        </div>
      )
    case 'verdict':
      return (
        <Field label={e.verdict} group>
          <Pills
            value={draft.verdict ?? null}
            onChange={(verdict) => onChange({ verdict })}
            options={verdicts.map((value) => ({ value, label: say(verdictNames[value]) }))}
          />
        </Field>
      )
    case 'party':
      return (
        <Field label={e.party} group>
          <Pills
            value={draft.party ?? null}
            onChange={(party) => onChange({ party })}
            options={parties.map((value) => ({ value, label: say(partyNames[value]) }))}
          />
        </Field>
      )
    default:
      return <TextField {...props} field={field} />
  }
}

function TextField({
  field,
  draft,
  onChange,
  optional,
}: OneFieldProps & { readonly field: 'asked' | 'agreed' | 'department' | 'keeper' }) {
  const w = useWords(words).evidence
  const number = field === 'asked' || field === 'agreed'
  return (
    <Field label={w[field]} optional={optional}>
      {(control) => (
        <Line
          control={control}
          value={draft[field] ?? ''}
          maxLength={number ? 7 : 60}
          onChange={(typed) => onChange({ [field]: number ? typed.replace(/\D/g, '') : typed })}
        />
      )}
    </Field>
  )
}

/** A vote of the owners that was held: its count stands there, and is not typed again. */
function QuestionField({ draft, onChange }: OneFieldProps) {
  const w = useWords(words).evidence
  const { data } = useEndpoint(listQuestions, { query: { state: ['closed', 'published'], limit: 200 } })
  const rows = data?.rows ?? []
  if (rows.length === 0) return null
  return (
    <Field label={w.question} optional>
      {(control) => (
        <Choose
          control={control}
          none={w.questionNone}
          value={draft.questionId ?? ''}
          onChange={(questionId) => onChange({ questionId: questionId || undefined } as Partial<Draft>)}
          options={rows.map((row) => ({
            value: row.id,
            label: `${row.title} · ${row.passed === null ? w.passed.open : row.passed ? w.passed.yes : w.passed.no}`,
          }))}
        />
      )}
    </Field>
  )
}
