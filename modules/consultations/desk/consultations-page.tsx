import './desk.css'
import { useEndpoint } from '../../../kernel/web/hooks.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { FilterBar } from '../../../ui/desk/filter-bar.tsx'
import { Page, PageHeader, Sheet } from '../../../ui/desk/page.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { useFormat } from '../../../ui/format.ts'
import { Go, useUrlState } from '../../../ui/navigation.tsx'
import { useUiWords } from '../../../ui/words.ts'
import { hasRole, useMe, useNameOf } from '../../matters/desk/public.ts'
import { states } from '../consultation.ts'
import { type ConsultationRow, listConsultations } from '../contract.ts'
import { askers } from '../roles.ts'
import { consultationWords } from '../web/words.ts'
import { ConsultationState } from './state.tsx'
import { words } from './words.ts'

/** `/consultations`: what was asked, the newest first. */
export default function ConsultationsPage() {
  const w = useWords(words)
  const ui = useUiWords()
  const me = useMe()
  const s = useWords(consultationWords)
  const [values, set] = useUrlState(['state', 'waiting'])
  const state = states.find((one) => one === values.state)
  const waiting = values.waiting === 'true'
  const filter = { ...(state ? { state } : {}), ...(waiting ? { waiting } : {}) }
  const { data, error, refetch } = useEndpoint(listConsultations, { query: { ...filter, limit: 200 } })
  const narrowed = Object.keys(filter).length > 0
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
      {(narrowed || (data && data.total > 0)) && (
        <FilterBar
          values={values}
          onChange={set}
          filters={[
            {
              ...{ id: 'state', kind: 'one', label: w.filter.state },
              options: states.map((value) => ({ value, label: s.state[value] })),
            },
            {
              ...{ id: 'waiting', kind: 'one', label: w.filter.waiting },
              options: [{ value: 'true', label: w.filter.toRead }],
            },
          ]}
        />
      )}
      <ErrorNote error={error} onRetry={() => void refetch()} />
      {!data && !error && <p className="ui-muted">{ui.loading}</p>}
      {data && (
        <Sheet flush>
          {data.rows.length === 0 ? (
            <EmptyState icon="message" title={narrowed ? w.noneSuch : w.none}>
              {!narrowed && w.noneText}
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
