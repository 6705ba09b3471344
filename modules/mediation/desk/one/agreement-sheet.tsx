import { useState } from 'react'
import type { FileId } from '../../../../kernel/contract/ids.ts'
import { labelled, listed } from '../../../../kernel/contract/punctuation.ts'
import { saveFile } from '../../../../kernel/web/save-file.ts'
import { today } from '../../../../kernel/web/today.ts'
import { useLang, useSay, useWords } from '../../../../kernel/web/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { Sheet } from '../../../../ui/desk/page.tsx'
import { DialogButton } from '../../../../ui/dialog-buttons.tsx'
import { ErrorNote, Remark } from '../../../../ui/error-note.tsx'
import { Field } from '../../../../ui/field.tsx'
import { useFormat } from '../../../../ui/format.ts'
import { Lamp } from '../../../../ui/lamp.tsx'
import { StatusWord } from '../../../../ui/status-word.tsx'
import { Photos, PhotosField } from '../../../matters/desk/public.ts'
import * as contract from '../../contract.ts'
import { courtStates } from '../../kinds.ts'
import { FieldsForm } from '../fields-form.tsx'
import { useCaseCommand } from '../use-case.ts'
import { words } from '../words.ts'
import { DrawForm } from './draw-form.tsx'

interface Of {
  readonly of: contract.CaseView
}
interface FormProps extends Of {
  readonly done: () => void
}

/** The agreement, who has to sign, the court, the promises. */
export function AgreementSheet({ of }: Of) {
  const w = useWords(words)
  const format = useFormat()
  const { agreement } = of
  if (!agreement)
    return of.state === 'mediating' && of.sessions.length > 0 ? (
      <Sheet title={w.agreement}>
        <DialogButton label={w.draw} icon="file" wide>
          {(done) => <DrawForm of={of} done={done} />}
        </DialogButton>
      </Sheet>
    ) : null
  const parts = [
    [w.facts, agreement.facts],
    [w.issues, agreement.issues],
    [w.duties, agreement.duties],
    [w.terms, agreement.terms],
  ] as const
  return (
    <Sheet title={w.agreement}>
      <div className="ui-stack">
        <p className="ui-muted">
          {[w.forms[agreement.form], agreement.effectiveOn && w.effective(format.date(agreement.effectiveOn))]
            .filter(Boolean)
            .join(' · ')}
        </p>
        {parts.map(
          ([label, text]) =>
            text && (
              <div key={label}>
                <strong>{label}</strong>
                <p className="med-said">{text}</p>
              </div>
            ),
        )}
        <SignPart of={of} agreement={agreement} />
        <Papers of={of} agreement={agreement} />
        <CourtPart of={of} agreement={agreement} />
        <PromisePart of={of} agreement={agreement} />
      </div>
    </Sheet>
  )
}

interface PartProps extends Of {
  readonly agreement: contract.AgreementView
}

function SignPart({ of, agreement }: PartProps) {
  const w = useWords(words)
  const lang = useLang()
  const format = useFormat()
  const { parties, mediators, seal } = agreement.unsigned
  const waits = parties.length + mediators.length > 0 || seal
  return (
    <>
      {agreement.signed.map(({ who, name, way, on, fileId }) => (
        <div key={`${who} ${name}`} className="med-line">
          <div>
            {name} <StatusWord words={`${w.signWays[way]} ${format.date(on)}`} tone="done" />
            {fileId && <Photos label={name} fileIds={[fileId]} />}
          </div>
        </div>
      ))}
      {waits && (
        <div className="med-line">
          <div>
            <strong>{w.unsigned}</strong>
            <div>{listed(lang, [...parties, ...mediators].map(({ name }) => name).concat(seal ? [w.seal] : []))}</div>
          </div>
          <DialogButton label={w.sign}>{(done) => <SignForm of={of} agreement={agreement} done={done} />}</DialogButton>
        </div>
      )}
    </>
  )
}

function SignForm({ of, agreement, done }: PartProps & FormProps) {
  const w = useWords(words)
  const [photo, setPhoto] = useState<{ id: FileId | null; sending: boolean }>({ id: null, sending: false })
  const save = useCaseCommand(contract.signAgreement, { onDone: done })
  const { parties, mediators, seal } = agreement.unsigned
  const options = [
    ...parties.map(({ id, name }) => ({ value: `party ${id}`, label: name })),
    ...mediators.map(({ personId, name }) => ({ value: `mediator ${personId}`, label: name })),
    ...(seal ? [{ value: 'seal ', label: w.seal }] : []),
  ]
  const body = ({ whose = '', way, on = '' }: Readonly<Record<string, string>>): contract.SignBody => {
    const [who, id = ''] = whose.split(' ')
    const named =
      who === 'party'
        ? { partyId: id as contract.PartyView['id'] }
        : who === 'mediator'
          ? { personId: id as never }
          : {}
    return {
      who: who as contract.SignBody['who'],
      ...named,
      way: (who === 'seal' ? 'stamp' : way) as 'stamp',
      on,
      fileId: photo.id,
    }
  }
  return (
    <FieldsForm
      fields={[
        { id: 'whose', label: w.who, kind: 'choice', options },
        {
          ...{ id: 'way', label: w.signWay, kind: 'choice', when: ({ whose }) => whose !== 'seal ' },
          options: (['signature', 'fingerprint'] as const).map((value) => ({ value, label: w.signWays[value] })),
        },
        { id: 'on', label: w.signOn, kind: 'date', start: today(), max: today() },
      ]}
      busy={save.isPending || photo.sending}
      error={save.error}
      onSave={(values) => save.mutate({ params: { caseId: of.id }, body: body(values) })}
    >
      <Field label={w.photos} group>
        <PhotosField onChange={(ids, sending) => setPhoto({ id: ids[0] ?? null, sending })} />
      </Field>
    </FieldsForm>
  )
}

function Papers({ of, agreement }: PartProps) {
  const w = useWords(words)
  const [error, setError] = useState<Error | null>(null)
  const papers = [
    ['agreement.docx', w.docx],
    ['agreement.pdf', w.pdf],
    ...(agreement.court ? ([['court.docx', w.courtDocx]] as const) : []),
  ] as const
  const take = (name: contract.DocumentName, label: string) => {
    setError(null)
    void saveFile(
      contract.readDocument,
      { params: { caseId: of.id, name } },
      `${of.number} ${label}.${name.split('.')[1]}`,
    ).catch(setError)
  }
  return (
    <>
      <div className="ui-row">
        {papers.map(([name, label]) => (
          <Button key={name} look="quiet" icon="download" onClick={() => take(name, label)}>
            {label}
          </Button>
        ))}
      </div>
      <ErrorNote error={error} />
    </>
  )
}

function CourtPart({ of, agreement: { court } }: PartProps) {
  const w = useWords(words)
  const say = useSay()
  const format = useFormat()
  const note = useCaseCommand(contract.noteCourt)
  if (!court) return null
  const isOver = court.state === 'passed'
  const next =
    court.state === 'open' || isOver
      ? (['made', 'not_wished'] as const)
      : court.state === 'made'
        ? (['confirmed', 'refused'] as const)
        : []
  return (
    <div className="med-line">
      <div>
        <strong>{w.courtTitle}</strong>{' '}
        <StatusWord words={say(courtStates[court.state])} tone={court.state === 'confirmed' ? 'done' : 'plain'} />
        {court.state === 'open' && (
          <div>
            <Lamp
              tone={court.clock.lamp}
              words={`${w.courtUntil(format.date(court.clock.dueOn))} · ${w.left(court.clock.left)}`}
            />
          </div>
        )}
        <ErrorNote error={note.error} />
      </div>
      {next.length > 0 && (
        <DialogButton label={w.courtNote}>
          {(done) => (
            <FieldsForm
              fields={[
                {
                  id: 'state',
                  label: w.courtState,
                  kind: 'choice',
                  options: next.map((value) => ({ value, label: say(courtStates[value]) })),
                },
                {
                  ...{ id: 'on', label: w.on, kind: 'date', max: today() },
                  // An application that was made in time, and is noted late.
                  ...(isOver
                    ? { start: court.clock.dueOn, hint: w.courtLate(format.date(court.clock.dueOn)) }
                    : { start: today() }),
                },
              ]}
              busy={note.isPending}
              error={note.error}
              onSave={({ state, on = '' }) =>
                note.mutate({ params: { caseId: of.id }, body: { state: state as 'made', on } }, { onSuccess: done })
              }
            />
          )}
        </DialogButton>
      )}
    </div>
  )
}

function PromisePart({ of, agreement: { promises } }: PartProps) {
  const w = useWords(words)
  const lang = useLang()
  const format = useFormat()
  const settle = useCaseCommand(contract.settlePromise)
  const tones = { open: 'plain', kept: 'done', broken: 'stopped' } as const
  return (
    <div>
      <strong>{w.promise}</strong>
      {promises.map(({ id, who, what, dueOn, state, note, overdue }) => (
        <div key={id} className="med-line">
          <div>
            {labelled(lang, who, what)}
            <div className="ui-muted ui-small">
              {[w.promiseBy(format.day(dueOn)), note].filter(Boolean).join(' · ')}
            </div>
          </div>
          <div className="ui-row">
            {overdue ? <Lamp tone="red" words={w[state]} /> : <StatusWord words={w[state]} tone={tones[state]} />}
            {of.state === 'performing' && state !== 'kept' && (
              <DialogButton label={w.settle}>
                {(done) => (
                  <FieldsForm
                    fields={[
                      {
                        id: 'state',
                        label: w.courtState,
                        kind: 'choice',
                        options: (['kept', 'broken'] as const).map((value) => ({ value, label: w[value] })),
                      },
                      { id: 'on', label: w.on, kind: 'date', start: today(), max: today() },
                      { id: 'note', label: w.note, kind: 'lines', optional: true },
                    ]}
                    busy={settle.isPending}
                    error={settle.error}
                    onSave={(values) =>
                      settle.mutate(
                        {
                          params: { caseId: of.id, promiseId: id },
                          body: { state: values.state as 'kept', on: values.on ?? '', note: values.note ?? '' },
                        },
                        { onSuccess: done },
                      )
                    }
                  />
                )}
              </DialogButton>
            )}
          </div>
        </div>
      ))}
      {promises.some(({ state }) => state === 'broken') && <Remark icon="info">{w.brokenAdvice}</Remark>}
    </div>
  )
}
