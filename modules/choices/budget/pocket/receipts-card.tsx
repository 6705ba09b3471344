import { useState } from 'react'
import { useEndpoint } from '../../../../kernel/web/hooks.ts'
import { useWords } from '../../../../kernel/web/words.ts'
import { Field } from '../../../../ui/field.tsx'
import { TextInput } from '../../../../ui/pocket/inputs.tsx'
import { Card } from '../../../../ui/pocket/parts.tsx'
import { useUiWords } from '../../../../ui/words.ts'
import { useSettled } from '../../../matters/pocket/public.ts'
import { listReceipts } from '../contract.ts'
import { useBudget } from '../web/show.ts'
import { words } from './words.ts'

/** On a phone the list is a sample until somebody looks for one. */
const shownAtOnce = { all: 8, found: 50 }
const wholeReceipt = 16

/** Everybody's receipts; one's own is found by typing it. */
export function ReceiptsCard({ code }: { code: string }) {
  const w = useWords(words)
  const ui = useUiWords()
  const { w: n, number } = useBudget()
  const [typed, setTyped] = useState('')
  const q = useSettled(typed, 300)
  const { data } = useEndpoint(listReceipts, {
    params: { code },
    query: q.trim() ? { limit: shownAtOnce.found, q: q.trim() } : { limit: shownAtOnce.all },
  })
  const whole = q.replace(/[^0-9A-Za-z]/g, '').length >= wholeReceipt
  const [first] = data?.rows ?? []
  return (
    <Card title={w.check2}>
      <div className="ui-stack">
        <Field label={w.checkLabel}>
          {(control) => (
            <TextInput control={control} value={typed} onChange={setTyped} maxLength={40} autoComplete="off" />
          )}
        </Field>
        {!data && <p className="ui-muted">{ui.loading}</p>}
        <div aria-live="polite">
          {data && q.trim() === '' && <p className="ui-muted">{w.receipts(number(data.total))}</p>}
          {data?.total === 0 && q.trim() !== '' && <p>{w.notFound}</p>}
          {whole && first && (
            <p>
              <strong>{first.fault ? w.invalid(n.fault[first.fault]) : w.found}</strong>
            </p>
          )}
        </div>
        <ul className="vote-receipts">
          {data?.rows.map(({ receipt, fault }) => (
            <li key={receipt}>
              {receipt}
              {fault && <span className="ui-muted"> {w.invalid(n.fault[fault])}</span>}
            </li>
          ))}
        </ul>
        {data && data.total > data.rows.length && (
          <p className="ui-muted ui-small">{w.more(number(data.total - data.rows.length))}</p>
        )}
      </div>
    </Card>
  )
}
