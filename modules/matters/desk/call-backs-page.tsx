import './call-backs/call-backs.css'
import { useState } from 'react'
import { useEndpoint } from '../../../kernel/web/hooks.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { Page, PageHeader } from '../../../ui/desk/page.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { useUrlState } from '../../../ui/navigation.tsx'
import { useUiWords } from '../../../ui/words.ts'
import { callBacks } from '../contract.ts'
import { CallCard } from './call-backs/call-card.tsx'
import { CallList } from './call-backs/call-list.tsx'
import { words } from './call-backs/words.ts'

const step = 50

/** `/call-backs`: one call after the other, without leaving the keyboard. */
export default function CallBacksPage() {
  const w = useWords(words)
  const ui = useUiWords()
  const [limit, setLimit] = useState(step)
  const [values, setValues] = useUrlState(['matter'])
  const { data, error, refetch } = useEndpoint(callBacks, { query: { limit } })
  const calls = data?.rows ?? []
  const chosen = calls.find(({ matter }) => matter.id === values.matter) ?? calls[0]
  const choose = (id: string) => setValues({ matter: id })
  /** The one after this: where the eye goes when this one leaves the list. */
  const goOn = () => {
    const at = chosen ? calls.indexOf(chosen) : -1
    const next = calls[at + 1] ?? calls[at - 1]
    setValues({ matter: next?.matter.id })
  }
  return (
    <Page title={w.title}>
      <PageHeader title={w.title} lead={data && data.total > 0 ? w.all(data.total) + w.lead : w.lead} />
      <ErrorNote error={error} onRetry={() => void refetch()} />
      {!data && !error && <p className="ui-muted">{ui.loading}</p>}
      {data?.total === 0 && (
        <EmptyState icon="phone" title={w.empty}>
          {w.emptyText}
        </EmptyState>
      )}
      {chosen && (
        <div className="calls">
          <div className="ui-stack">
            <CallList calls={calls} current={chosen.matter.id} onChoose={choose} />
            {data && data.total > calls.length && limit < 200 && (
              <Button onClick={() => setLimit(limit + step)}>{w.more}</Button>
            )}
          </div>
          <CallCard key={`${chosen.matter.id} ${chosen.attempts}`} call={chosen} onDone={goOn} />
        </div>
      )}
    </Page>
  )
}
