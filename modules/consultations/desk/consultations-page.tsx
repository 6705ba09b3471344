import './desk.css'
import { useEndpoint } from '../../../kernel/web/hooks.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { Page, PageHeader, Sheet } from '../../../ui/desk/page.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { useFormat } from '../../../ui/format.ts'
import { Go } from '../../../ui/navigation.tsx'
import { useUiWords } from '../../../ui/words.ts'
import { hasRole, useMe, useNameOf } from '../../matters/desk/public.ts'
import { type ConsultationRow, listConsultations } from '../contract.ts'
import { askers } from '../roles.ts'
import { ConsultationState } from './state.tsx'
import { words } from './words.ts'

/** `/consultations`: what was asked, the newest first. */
export default function ConsultationsPage() {
  const w = useWords(words)
  const ui = useUiWords()
  const me = useMe()
  const { data, error, refetch } = useEndpoint(listConsultations, { query: { limit: 200 } })
  return (
    <Page title={w.title}>
      <PageHeader
        title={w.title}
        lead={w.lead}
        actions={
          hasRole(me, ...askers) && (
            <Button look="main" icon="plus" to="/consultations/new">
              {w.plan}
            </Button>
          )
        }
      />
      <ErrorNote error={error} onRetry={() => void refetch()} />
      {!data && !error && <p className="ui-muted">{ui.loading}</p>}
      {data && (
        <Sheet flush>
          {data.rows.length === 0 ? (
            <EmptyState icon="message" title={w.none}>
              {w.noneText}
            </EmptyState>
          ) : (
            data.rows.map((row) => <Row key={row.id} row={row} />)
          )}
        </Sheet>
      )}
    </Page>
  )
}

function Row({ row }: { row: ConsultationRow }) {
  const w = useWords(words)
  const format = useFormat()
  const nameOf = useNameOf()
  return (
    <Go to={`/consultations/${row.id}`} className="consult-row">
      <span>
        <span className="consult-row-title">{row.title}</span>
        <span className="ui-muted ui-small">
          {[nameOf(row.place), `${format.shortDay(row.fromOn)} – ${format.shortDay(row.untilOn)}`].join(' · ')}
        </span>
      </span>
      <span className="consult-row-counts ui-muted ui-small">
        <span>{w.took(row.people, row.votes)}</span>
        <span>
          {w.count(row.statements)}
          {row.waiting > 0 && <strong> · {w.waiting(row.waiting)}</strong>}
        </span>
      </span>
      <ConsultationState state={row.state} />
    </Go>
  )
}
