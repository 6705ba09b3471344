import './firm/firm.css'
import './firms/firms.css'
import './parts/choice.css'
import { type FormEvent, useState } from 'react'
import { useCommand, useEndpoint } from '../../../kernel/web/hooks.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { Columns, Page, PageHeader, Sheet } from '../../../ui/desk/page.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { useNavigation, useUrlState } from '../../../ui/navigation.tsx'
import { getSuite } from '../buildings-contract.ts'
import { registerFirm } from '../contract.ts'
import type { SuiteId } from '../shapes.ts'
import { planChanges } from './plan/plan-changes.ts'
import { ContactFields, FirmFields, WhereFields } from './register/fields.tsx'
import { bodyOf, emptyForm, type FirmForm } from './register/form.ts'
import { SimilarSheet } from './register/similar-sheet.tsx'
import { words as page } from './register/words.ts'
import { words } from './words.ts'

/** `/firms/new`: a firm comes into the register; `?suite=` is the vacant suite that it was pressed from. */
export default function FirmNewPage() {
  const w = useWords(words)
  const p = useWords(page)
  const navigation = useNavigation()
  const [values] = useUrlState(['suite'])
  const suiteId = values.suite as SuiteId | undefined
  const suite = useEndpoint(getSuite, { params: { suiteId: suiteId as SuiteId } }, { enabled: suiteId !== undefined })
  const [form, setForm] = useState<FirmForm>(emptyForm)
  const [tried, setTried] = useState(false)
  const send = useCommand(registerFirm, {
    changes: planChanges,
    onDone: ({ firmId }) => navigation.go(`/firms/${firmId}`),
  })
  const change = (patch: Partial<FirmForm>) => setForm((now) => ({ ...now, ...patch }))
  const body = bodyOf(form, suiteId ?? null)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (body) send.mutate({ body })
  }
  const wrong = (path: string) => send.error?.field(path)
  return (
    <Page title={p.title}>
      <PageHeader title={p.title} above={[{ words: w.firms, to: '/firms' }]} lead={p.lead} />
      <Columns
        main={
          <Sheet>
            <form className="ui-stack" onSubmit={submit}>
              <FirmFields form={form} onChange={change} wrong={wrong} tried={tried} />
              <WhereFields form={form} onChange={change} wrong={wrong} tried={tried} suite={suite.data ?? null} />
              <ContactFields form={form} onChange={change} wrong={wrong} tried={tried} />
              <ErrorNote error={suite.error ?? send.error} kept={send.error ? w.kept : ''} />
              <div className="ui-row">
                <Button type="submit" look="main" icon="check" busy={send.isPending}>
                  {p.register}
                </Button>
              </div>
            </form>
          </Sheet>
        }
        side={<SimilarSheet name={form.name} uscc={form.uscc} />}
      />
    </Page>
  )
}
