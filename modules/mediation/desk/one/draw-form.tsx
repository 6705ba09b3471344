import { useState } from 'react'
import { useWords } from '../../../../kernel/web/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { ErrorNote } from '../../../../ui/error-note.tsx'
import { Field } from '../../../../ui/field.tsx'
import { Pills } from '../../../../ui/pills.tsx'
import { Line, Lines } from '../../../matters/desk/public.ts'
import { type CaseView, drawUp, type PartyView } from '../../contract.ts'
import { useCaseCommand } from '../use-case.ts'
import { words } from '../words.ts'

interface Draft {
  readonly form: 'written' | 'oral'
  readonly facts: string
  readonly issues: string
  readonly duties: string
  readonly terms: string
  readonly promises: readonly {
    readonly key: number
    readonly partyId: string
    readonly what: string
    readonly dueOn: string
  }[]
}

/** The text of an agreement with its promises. */
export function DrawForm({ of, done }: { of: CaseView; done: () => void }) {
  const w = useWords(words)
  const empty = { partyId: '', what: '', dueOn: '' }
  const [draft, setDraft] = useState<Draft>({
    ...{ form: 'written', facts: of.words, issues: '', duties: '', terms: '' },
    promises: [{ key: 1, ...empty }],
  })
  const set = (patch: Partial<Draft>) => setDraft((now) => ({ ...now, ...patch }))
  const save = useCaseCommand(drawUp, { onDone: done })
  const texts = draft.form === 'written' ? (['facts', 'issues', 'duties', 'terms'] as const) : (['terms'] as const)
  const setPromise = (key: number, patch: Partial<Draft['promises'][number]>) =>
    set({ promises: draft.promises.map((one) => (one.key === key ? { ...one, ...patch } : one)) })
  const ready = draft.promises.filter(({ partyId, what, dueOn }) => partyId && what && dueOn)
  const send = () =>
    save.mutate({
      params: { caseId: of.id },
      body: {
        ...{ form: draft.form, terms: draft.terms },
        ...(draft.form === 'written' ? { facts: draft.facts, issues: draft.issues, duties: draft.duties } : {}),
        promises: ready.map(({ partyId, what, dueOn }) => ({
          partyId: partyId as PartyView['id'],
          what,
          dueOn,
        })),
      },
    })
  return (
    <div className="med-form">
      <Field label={w.form} group>
        <Pills
          value={draft.form}
          onChange={(form) => set({ form })}
          options={(['written', 'oral'] as const).map((value) => ({ value, label: w.forms[value] }))}
        />
      </Field>
      {texts.map((field) => (
        <Field key={field} label={w[field]} error={save.error?.field(field)}>
          {(control) => (
            <Lines
              control={control}
              value={draft[field]}
              onChange={(text) => set({ [field]: text })}
              rows={3}
              maxLength={4000}
            />
          )}
        </Field>
      ))}
      <Field label={w.promise} group error={save.error?.field('items') ?? save.error?.field('parties')}>
        {draft.promises.map((one) => (
          <div key={one.key} className="med-group">
            <Field label={w.who}>
              {(control) => (
                <select
                  className="ui-input"
                  {...control}
                  value={one.partyId}
                  onChange={(event) => setPromise(one.key, { partyId: event.target.value })}
                >
                  <option value="">—</option>
                  {of.parties.map(({ id, name }) => (
                    <option key={id} value={id}>
                      {name}
                    </option>
                  ))}
                </select>
              )}
            </Field>
            <Field label={w.promiseWhat}>
              {(control) => (
                <Line
                  control={control}
                  value={one.what}
                  onChange={(what) => setPromise(one.key, { what })}
                  maxLength={500}
                />
              )}
            </Field>
            <Field label={w.promiseOn}>
              {(control) => (
                <Line
                  control={control}
                  type="date"
                  value={one.dueOn}
                  onChange={(dueOn) => setPromise(one.key, { dueOn })}
                />
              )}
            </Field>
          </div>
        ))}
        <Button
          look="quiet"
          icon="plus"
          onClick={() => set({ promises: [...draft.promises, { key: draft.promises.length + 1, ...empty }] })}
        >
          {w.addPromise}
        </Button>
      </Field>
      <ErrorNote error={save.error} />
      <div className="ui-row">
        <Button look="main" busy={save.isPending} disabled={ready.length < draft.promises.length} onClick={send}>
          {w.save}
        </Button>
      </div>
    </div>
  )
}
