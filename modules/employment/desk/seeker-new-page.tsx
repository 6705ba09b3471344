import '../web/jobs.css'
import { type FormEvent, useState } from 'react'
import { useCommand } from '../../../kernel/web/hooks.ts'
import { useLang, useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { Page, PageHeader, Sheet } from '../../../ui/desk/page.tsx'
import { ErrorNote, Remark } from '../../../ui/error-note.tsx'
import { Field } from '../../../ui/field.tsx'
import { useNavigation } from '../../../ui/navigation.tsx'
import { Choices, TextInput, Tick } from '../../../ui/pocket/inputs.tsx'
import { ConsentField } from '../../people/desk/public.ts'
import { jobsPurpose, listSeekers, otherName, registerSeeker } from '../contract.ts'
import { useShow } from '../web/show.ts'
import { startOfWish, WishFields, wishBody } from '../web/wish-form.tsx'
import { words as formWords } from '../web/words.ts'
import { words } from './words.ts'

const noPerson = { name: '', phone: '', how: 'spoken' as 'spoken' | 'signed', note: '' }

/** `/jobs/register`: at the counter or at home, on behalf of somebody who agreed. */
export default function SeekerNewPage() {
  const w = useWords(words)
  const a = useWords(formWords).act
  const lang = useLang()
  const { names } = useShow()
  const { go } = useNavigation()
  const [person, setPerson] = useState(noPerson)
  const [wish, setWish] = useState(() => startOfWish(null, null, lang))
  const [tried, setTried] = useState(false)
  const [shown, setShown] = useState<number | null>(null)
  const send = useCommand(registerSeeker, { changes: [listSeekers], onDone: ({ id }) => go(`/jobs/seekers/${id}`) })
  const [corrects, setCorrects] = useState(false)
  const change = (part: Partial<typeof noPerson>) => {
    setPerson({ ...person, ...part })
    // What was ticked was said of the name and the phone that stood there.
    if ('name' in part || 'phone' in part) setCorrects(false)
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    const body = wishBody(wish)
    const { name, phone, how, note } = person
    if (!body || !name.trim() || !phone.trim() || note.trim().length < 4 || shown === null) return
    const consent = { consentHow: how, consentNote: note.trim(), consentVersion: shown }
    const said = { name: name.trim(), phone: phone.trim(), ...(corrects ? { correctsName: true } : {}) }
    send.mutate({ body: { ...body, ...said, ...consent } })
  }
  const missing = (bad: boolean, path: string) => (tried && bad ? w.needed : send.error?.field(path))
  return (
    <Page title={w.registerTitle} width="narrow">
      <PageHeader title={w.registerTitle} above={[{ words: w.title, to: '/jobs?tab=seekers' }]} />
      <Sheet>
        <form className="ui-stack" onSubmit={submit}>
          <Remark>{w.registerLead}</Remark>
          <div className="job-pairs">
            <Field label={w.name} error={missing(!person.name.trim(), 'name')}>
              {(control) => (
                <TextInput control={control} value={person.name} onChange={(name) => change({ name })} maxLength={60} />
              )}
            </Field>
            <Field label={w.column.phone} hint={w.phoneHint} error={missing(!person.phone.trim(), 'phone')}>
              {(control) => (
                <TextInput control={control} type="tel" value={person.phone} onChange={(phone) => change({ phone })} />
              )}
            </Field>
          </div>
          {(corrects || send.error?.reason === otherName) && (
            <Tick checked={corrects} onChange={setCorrects}>
              {w.correctsName}
            </Tick>
          )}
          <WishFields wish={wish} onChange={setWish} tried={tried} />
          <ConsentField
            purpose={jobsPurpose}
            label={w.consentText}
            version={shown}
            onChange={setShown}
            error={tried && shown === null ? w.needed : undefined}
            refused={send.error}
          />
          <Field label={w.consent} group>
            <Choices
              name="consent"
              value={person.how}
              onChange={(how) => change({ how: how === 'signed' ? 'signed' : 'spoken' })}
              options={(['spoken', 'signed'] as const).map((value) => ({ value, label: names.consentHow[value] }))}
            />
          </Field>
          <Field label={w.how} hint={w.howHint} error={missing(person.note.trim().length < 4, 'consentNote')}>
            {(control) => (
              <TextInput control={control} value={person.note} onChange={(note) => change({ note })} maxLength={200} />
            )}
          </Field>
          <ErrorNote error={send.error} />
          <div>
            <Button type="submit" look="main" icon="check" busy={send.isPending}>
              {a.save}
            </Button>
          </div>
        </form>
      </Sheet>
    </Page>
  )
}
