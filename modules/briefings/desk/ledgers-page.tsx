import './ledgers/ledgers.css'
import type { Endpoint } from '../../../kernel/contract/endpoint.ts'
import { useEndpoint } from '../../../kernel/web/hooks.ts'
import { useSay, useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { Page, PageHeader, Sheet } from '../../../ui/desk/page.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { useFormat } from '../../../ui/format.ts'
import { exportFirms, listFirms } from '../../enterprises/contract.ts'
import { exportMatters, listMatters } from '../../matters/contract.ts'
import { ExportButton } from '../../matters/desk/public.ts'
import { exportPushes, listPushes } from '../../policies/contract.ts'
import { exportDues, listDues } from '../../visits/contract.ts'
import { exportResults, readResults } from '../ledgers-contract.ts'
import { address, duesAddress, mattersAddress, pushesAddress } from './ledgers/addresses.ts'
import { Controls } from './ledgers/controls.tsx'
import { ResultTable } from './ledgers/result-table.tsx'
import { type Looking, usePeriod } from './ledgers/use-period.ts'
import { words } from './ledgers/words.ts'

/** `/ledgers`: the five ledgers that offices keep by hand, each one press away. */
export default function LedgersPage() {
  const w = useWords(words)
  const { looking, set } = usePeriod()
  return (
    <Page title={w.title}>
      <PageHeader title={w.title} lead={w.lead} />
      <Controls looking={looking} onChange={set} />
      {looking.isRight && <Ledgers looking={looking} />}
    </Page>
  )
}

function Ledgers({ looking }: { looking: Looking }) {
  const w = useWords(words)
  const say = useSay()
  const { placeId, from, to } = looking
  const place = placeId ? { placeId } : {}
  const one = { offset: 0, limit: 1 }
  const firms = place
  const dues = { ...place, subjectKind: 'firm' as const, dueFrom: from, dueTo: to }
  const matters = { ...place, subjectKind: 'firm', reportedFrom: from, reportedTo: to }
  const pushes = { ...place, from, to }
  const results = useEndpoint(readResults, { query: pushes })
  const counts = {
    firms: useEndpoint(listFirms, { query: { ...firms, ...one } }),
    visits: useEndpoint(listDues, { query: { ...dues, ...one } }),
    difficulties: useEndpoint(listMatters, { query: { ...matters, ...one } }),
    policies: useEndpoint(listPushes, { query: { ...pushes, ...one } }),
  }
  const where = results.data ? say(results.data.place.name) : ''
  const file = (name: keyof typeof w.name) => [w.name[name], where, from, to].filter(Boolean).join(' ')
  const error = Object.values(counts).find((reading) => reading.error)?.error ?? results.error
  return (
    <>
      <ErrorNote error={error ?? null} onRetry={() => void results.refetch()} />
      <Sheet title={w.ledgers}>
        <ul className="ledger-list">
          <Ledger
            name="firms"
            rows={counts.firms.data?.total}
            to={address('/firms', { placeId })}
            endpoint={exportFirms}
            query={firms}
            file={file('firms')}
          />
          <Ledger
            name="visits"
            rows={counts.visits.data?.total}
            to={duesAddress(looking)}
            endpoint={exportDues}
            query={dues}
            file={file('visits')}
          />
          <Ledger
            name="difficulties"
            rows={counts.difficulties.data?.total}
            to={mattersAddress(looking)}
            endpoint={exportMatters}
            query={matters}
            file={file('difficulties')}
          />
          <Ledger
            name="policies"
            rows={counts.policies.data?.total}
            to={pushesAddress(looking)}
            endpoint={exportPushes}
            query={pushes}
            file={file('policies')}
          />
          <Ledger
            name="results"
            rows={results.data?.rows.length}
            endpoint={exportResults}
            query={pushes}
            file={file('results')}
          />
        </ul>
      </Sheet>
      {results.data && (
        <Sheet title={w.results}>
          <p className="ui-muted">{w.resultsLead}</p>
          <ResultTable rows={results.data.rows} />
        </Sheet>
      )}
    </>
  )
}

interface LedgerProps {
  readonly name: keyof (typeof words)['zh']['name']
  readonly rows: number | undefined
  /** The list with the same rows. */
  readonly to?: string
  readonly endpoint: Endpoint
  readonly query: Readonly<Record<string, unknown>>
  readonly file: string
}

/** One ledger: what it holds, how many rows, and the ways to see and to save them. */
function Ledger({ name, rows, to, endpoint, query, file }: LedgerProps) {
  const w = useWords(words)
  const format = useFormat()
  const title = w.name[name]
  return (
    <li>
      <h3>{title}</h3>
      <p className="ui-muted">{w.holds[name]}</p>
      <span className="ledger-rows">{rows === undefined ? w.counting : w.rows(format.number(rows))}</span>
      <span className="ledger-ways">
        <ExportButton
          endpoint={endpoint}
          query={query}
          name={file}
          words={w.save}
          label={w.saveOf(title)}
          disabled={rows === undefined}
        />
        {to && (
          <Button look="quiet" icon="list" to={to} label={w.seeOf(title)}>
            {w.see}
          </Button>
        )}
      </span>
    </li>
  )
}
