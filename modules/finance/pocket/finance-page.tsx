import '../web/finance.css'
import { useState } from 'react'
import { useCommand, useEndpoint } from '../../../kernel/web/hooks.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ErrorNote, Remark } from '../../../ui/error-note.tsx'
import { Field } from '../../../ui/field.tsx'
import { useFormat } from '../../../ui/format.ts'
import { useNavigation, useParam } from '../../../ui/navigation.tsx'
import { AppBar, Screen } from '../../../ui/pocket/frame.tsx'
import { Select, TextArea, TextInput } from '../../../ui/pocket/inputs.tsx'
import { BigButton, Card, ListRow, Sheet } from '../../../ui/pocket/parts.tsx'
import { StatusWord } from '../../../ui/status-word.tsx'
import { useUiWords } from '../../../ui/words.ts'
import type { FirmId } from '../../enterprises/contract.ts'
import { typed } from '../../policies/pocket/public.ts'
import { myFinance, raiseWant, type WantRow, wantUses } from '../contract.ts'
import type { WantUse } from '../want.ts'
import { useShow } from '../web/show.ts'
import { wantTones } from '../web/tones.ts'
import { words } from './words.ts'

/** `/firm/$firmId/finance`: what a firm wants, and the way to say so; a bank finds its products from here. */
export default function FirmFinancePage() {
  const w = useWords(words)
  const ui = useUiWords()
  const firmId = useParam('firmId') as FirmId
  const { data, error, refetch } = useEndpoint(myFinance, { params: { firmId } })
  const [raising, setRaising] = useState(false)
  return (
    <>
      <AppBar title={w.title} back="/firm" />
      <Screen>
        {!data && !error && <p className="ui-muted">{ui.loading}</p>}
        {error && error.code === 'not_found' && <EmptyState icon="building" title={w.notHere} />}
        {error && error.code !== 'not_found' && <ErrorNote error={error} onRetry={() => void refetch()} />}
        {data && (
          <>
            <Card>
              <BigButton icon="plus" onClick={() => setRaising(true)}>
                {w.raise}
              </BigButton>
              <p className="ui-muted ui-small">{w.raiseLead}</p>
            </Card>
            <Wants wants={data.wants} />
            {data.isPartner && (
              <Card flush>
                <ListRow icon="file" title={w.bank} note={w.bankNote} to={`/firm/${firmId}/products`} />
              </Card>
            )}
            <Sheet open={raising} title={w.raise} onClose={() => setRaising(false)}>
              <RaiseForm firmId={firmId} />
            </Sheet>
          </>
        )}
      </Screen>
    </>
  )
}

function Wants({ wants }: { wants: readonly WantRow[] }) {
  const w = useWords(words)
  const format = useFormat()
  const { book, money, months } = useShow()
  if (wants.length === 0) return <p className="ui-muted">{w.noWants}</p>
  return (
    <Card flush title={w.wants}>
      {wants.map((want) => (
        <ListRow
          key={want.id}
          to={`/finance/wants/${want.id}`}
          title={`${money(want.amountFen)} · ${book.use[want.use]}`}
          note={`${months(want.months)} · ${format.shortDay(want.raisedAt)}`}
          mark={<StatusWord tone={wantTones[want.state]} words={book.wantState[want.state]} />}
        />
      ))}
    </Card>
  )
}

function RaiseForm({ firmId }: { firmId: FirmId }) {
  const w = useWords(words)
  const { book } = useShow()
  const navigation = useNavigation()
  const [form, setForm] = useState({ amount: '', months: '12', use: '' as WantUse | '', words: '', neededBy: '' })
  const change = (name: keyof typeof form) => (value: string) => setForm({ ...form, [name]: value })
  const send = useCommand(raiseWant, {
    changes: [myFinance],
    onDone: ({ wantId, isNew }) => isNew && navigation.go(`/finance/wants/${wantId}`),
  })
  const amountFen = typed(form.amount, 'fen')
  const months = typed(form.months, 'month')
  const { use, neededBy } = form
  const submit = () => {
    if (!amountFen || !months || use === '') return
    const said = { words: form.words.trim(), ...(neededBy ? { neededBy } : {}) }
    send.mutate({ body: { firmId, amountFen, months, use, ...said } })
  }
  if (send.data && !send.data.isNew)
    return (
      <div className="ui-stack">
        <Remark title={w.same} />
        <BigButton to={`/finance/wants/${send.data.wantId}`}>{w.see}</BigButton>
      </div>
    )
  return (
    <div className="ui-stack">
      <Field
        label={w.amount}
        hint={w.amountHint}
        error={form.amount !== '' && !amountFen ? w.amountWrong : send.error?.field('amountFen')}
      >
        {(control) => (
          <TextInput control={control} inputMode="decimal" value={form.amount} onChange={change('amount')} />
        )}
      </Field>
      <Field label={w.months} error={form.months !== '' && !months ? w.monthsWrong : send.error?.field('months')}>
        {(control) => (
          <TextInput control={control} inputMode="numeric" value={form.months} onChange={change('months')} />
        )}
      </Field>
      <Field label={w.use}>
        {(control) => (
          <Select
            control={control}
            value={use}
            onChange={change('use')}
            options={wantUses.map((value) => ({ value, label: book.use[value] }))}
          />
        )}
      </Field>
      <Field label={w.neededBy} optional>
        {(control) => <TextInput control={control} type="date" value={neededBy} onChange={change('neededBy')} />}
      </Field>
      <Field label={w.say} optional>
        {(control) => (
          <TextArea control={control} rows={2} maxLength={500} value={form.words} onChange={change('words')} />
        )}
      </Field>
      <ErrorNote error={send.error} kept={w.kept} />
      <BigButton icon="send" busy={send.isPending} disabled={!amountFen || !months || use === ''} onClick={submit}>
        {w.send}
      </BigButton>
    </div>
  )
}
