import { useState } from 'react'
import { useCommand } from '../../../../kernel/web/hooks.ts'
import { useSay, useWords } from '../../../../kernel/web/words.ts'
import { ConfirmDialog } from '../../../../ui/dialog.tsx'
import { Remark } from '../../../../ui/error-note.tsx'
import { Field } from '../../../../ui/field.tsx'
import { useFormat } from '../../../../ui/format.ts'
import { Go } from '../../../../ui/navigation.tsx'
import { Select, TextInput } from '../../../../ui/pocket/inputs.tsx'
import type { ContactId } from '../../../enterprises/contract.ts'
import { ConsentField } from '../../../people/desk/public.ts'
import {
  getFigures,
  getWant,
  listWants,
  type MatchView,
  passOn,
  referralPurpose,
  type WantView,
} from '../../contract.ts'
import { type ConsentWay, consentWays } from '../../want.ts'
import { useShow } from '../../web/show.ts'
import { words } from '../words.ts'

interface PassDialogProps {
  readonly want: WantView
  readonly match: MatchView
  readonly onClose: () => void
}

/** Shows just what the bank will see, and asks which contact agreed and how. */
export function PassDialog({ want, match, onClose }: PassDialogProps) {
  const w = useWords(words)
  const { name, book } = useShow()
  const [contactId, setContactId] = useState<string>(want.contacts[0]?.id ?? '')
  const [how, setHow] = useState<ConsentWay>('phone')
  const [note, setNote] = useState('')
  const [version, setVersion] = useState<number | null>(null)
  const send = useCommand(passOn, { changes: [getWant, listWants, getFigures], onDone: onClose })
  const consent = { contactId: contactId as ContactId, how, ...(note.trim() ? { words: note.trim() } : {}) }
  const submit = () => {
    if (version === null) return
    const body = { productId: match.productId, consentVersion: version, consent }
    send.mutate({ params: { wantId: want.id }, body })
  }
  return (
    <ConfirmDialog
      open
      wide
      title={w.passTitle(name(match.partner))}
      confirm={w.pass}
      busy={send.isPending}
      error={send.error}
      notYet={contactId === '' || version === null}
      onClose={onClose}
      onConfirm={submit}
    >
      <p>{w.passLead}</p>
      <Told want={want} match={match} contactId={contactId} />
      {want.contacts.length === 0 && (
        <Remark icon="warning" title={w.noContacts}>
          <Go to={`/firms/${want.firm.id}`}>{w.goFirm}</Go>
        </Remark>
      )}
      <div className="finance-form">
        <Field label={w.contact} error={send.error?.field('consent.contactId')}>
          {(control) => (
            <Select
              control={control}
              value={contactId}
              onChange={setContactId}
              options={want.contacts.map(({ id, name: who, phone, duty }) => ({
                value: id,
                label: [who, duty, phone].filter(Boolean).join(' · '),
              }))}
            />
          )}
        </Field>
        <Field label={w.how}>
          {(control) => (
            <Select
              control={control}
              value={how}
              onChange={(value) => value && setHow(value as ConsentWay)}
              options={consentWays.map((value) => ({ value, label: book.consent[value] }))}
            />
          )}
        </Field>
      </div>
      <ConsentField
        purpose={referralPurpose}
        label={w.consentText}
        version={version}
        onChange={setVersion}
        refused={send.error}
      />
      <Field label={w.consentWords} optional>
        {(control) => <TextInput control={control} maxLength={300} value={note} onChange={setNote} />}
      </Field>
    </ConfirmDialog>
  )
}

function Told({ want, match, contactId }: { want: WantView; match: MatchView; contactId: string }) {
  const w = useWords(words)
  const say = useSay()
  const format = useFormat()
  const { name, money, months, book } = useShow()
  const contact = want.contacts.find(({ id }) => id === contactId)
  const rows = [
    { label: w.sees.firm, value: name(want.firm) },
    { label: w.sees.want, value: [money(want.amountFen), months(want.months), book.use[want.use]].join(' · ') },
    ...(want.words ? [{ label: w.sees.words, value: want.words }] : []),
    ...(want.neededBy ? [{ label: w.sees.neededBy, value: format.date(want.neededBy) }] : []),
    ...match.told.map((fact) => ({ label: say(fact.name), value: say(fact.words) })),
    ...(contact ? [{ label: w.sees.contact, value: `${contact.name} ${contact.phone}` }] : []),
  ]
  return (
    <ul className="finance-told">
      {rows.map(({ label, value }) => (
        <li key={label}>
          <span className="ui-muted">{label}</span>
          <span>{value}</span>
        </li>
      ))}
    </ul>
  )
}
