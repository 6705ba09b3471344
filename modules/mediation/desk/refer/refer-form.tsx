import '../mediation.css'
import type { ResponseOf } from '../../../../kernel/contract/endpoint.ts'
import { useCommand, useEndpoint } from '../../../../kernel/web/hooks.ts'
import { useSay, useWords } from '../../../../kernel/web/words.ts'
import { ErrorNote, Remark } from '../../../../ui/error-note.tsx'
import { toast } from '../../../../ui/pocket/toast.tsx'
import { useUiWords } from '../../../../ui/words.ts'
import { getMatter } from '../../../matters/contract.ts'
import { useNameOf } from '../../../matters/desk/public.ts'
import { listCases, listReferrals, type ReferBody, referDispute, referralDraft } from '../../contract.ts'
import { disputeKinds } from '../../kinds.ts'
import { FieldsForm, optionsOf } from '../fields-form.tsx'
import { referWords } from './words.ts'

interface ReferFormProps {
  readonly of: ReferBody['of']
  readonly id: string
  readonly done: () => void
}

/** What goes to the committee, filled in from what is known: looked over, sent. */
export function ReferForm({ of, id, done }: ReferFormProps) {
  const ui = useUiWords()
  const say = useSay()
  const { data, error } = useEndpoint(referralDraft, { query: { of, id } })
  if (error) return <ErrorNote error={error} />
  if (!data) return <p className="ui-muted">{ui.loading}</p>
  if (data.obstacle) return <Remark icon="lock">{say(data.obstacle)}</Remark>
  return <Filled of={of} id={id} done={done} draft={data} />
}

function Filled({ of, id, done, draft }: ReferFormProps & { draft: ResponseOf<typeof referralDraft> }) {
  const w = useWords(referWords)
  const say = useSay()
  const nameOf = useNameOf()
  const send = useCommand(referDispute, {
    changes: [listReferrals, listCases, getMatter],
    onDone: ({ number }) => {
      toast(w.sent(number), 'check')
      done()
    },
  })
  const bodyOf = (values: Readonly<Record<string, string>>): ReferBody => {
    const someone = (side: 'a' | 'b') => {
      const name = values[`${side}Name`]?.trim()
      const phone = values[`${side}Phone`]?.trim()
      return name ? { name, ...(phone ? { phone } : {}) } : undefined
    }
    const known = draft.people.find(({ key }) => key === values.person)
    const applicant = someone('a')
    const other = someone('b')
    return {
      ...{ of, id, kind: values.kind as ReferBody['kind'], words: values.words ?? '' },
      ...(known ? { person: known.key } : applicant ? { applicant } : {}),
      ...(other ? { other } : {}),
    }
  }
  const picks = draft.people.length > 0
  const typed = ({ person }: Readonly<Record<string, string>>) => !picks || person === 'else'
  return (
    <div className="med-form">
      <p className="ui-muted">
        {w.goes(draft.committee ?? '', draft.place ? nameOf(draft.place) : '')}
        {of === 'matter' && w.rests}
      </p>
      <FieldsForm
        fields={[
          { id: 'kind', label: w.kind, kind: 'choice', start: draft.kind, options: optionsOf(disputeKinds, say) },
          { id: 'words', label: w.words, kind: 'lines', start: draft.words },
          {
            ...{ id: 'person', label: w.first, kind: 'choice', start: draft.people[0]?.key ?? '', when: () => picks },
            options: [
              ...draft.people.map(({ key, name, phone }) => ({
                value: key,
                label: [name, phone].filter(Boolean).join(' '),
              })),
              { value: 'else', label: w.somebodyElse },
            ],
          },
          { id: 'aName', label: `${w.first} · ${w.name}`, kind: 'line', when: typed },
          { id: 'aPhone', label: `${w.first} · ${w.phone}`, kind: 'line', optional: true, when: typed },
          { id: 'bName', label: `${w.other} · ${w.name}`, kind: 'line', optional: true, hint: w.otherHint },
          {
            ...{ id: 'bPhone', label: `${w.other} · ${w.phone}`, kind: 'line', optional: true },
            when: ({ bName }) => Boolean(bName?.trim()),
          },
        ]}
        save={w.refer}
        busy={send.isPending}
        error={send.error}
        onSave={(values) => send.mutate({ body: bodyOf(values) })}
      />
    </div>
  )
}
