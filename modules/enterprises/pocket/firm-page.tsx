import './firm.css'
import { listed } from '../../../kernel/contract/punctuation.ts'
import { useEndpoint } from '../../../kernel/web/hooks.ts'
import { useKept } from '../../../kernel/web/kept.ts'
import { useLang, useWords } from '../../../kernel/web/words.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { useFormat } from '../../../ui/format.ts'
import { AppBar, Screen } from '../../../ui/pocket/frame.tsx'
import { BigButton, Card, ListRow } from '../../../ui/pocket/parts.tsx'
import { StatusWord } from '../../../ui/status-word.tsx'
import { useUiWords } from '../../../ui/words.ts'
import type { MatterRow } from '../../matters/contract.ts'
import { KeptNote, RowMark, useNames } from '../../matters/pocket/public.ts'
import { type MyFirmRow, myFirmMatters, myFirms } from '../portal/contract.ts'
import { useFirmName } from './names.ts'
import { words } from './words.ts'

/** `/firm`: the firms that somebody speaks for: what waits for them, what they asked for, the way to their data. */
export default function FirmPage() {
  const w = useWords(words)
  const ui = useUiWords()
  const reading = useEndpoint(myFirms)
  const { data, keptAt } = useKept<typeof myFirms>('firms', reading)
  return (
    <>
      <AppBar title={w.title} />
      <Screen>
        <KeptNote at={keptAt} />
        {!data && !reading.error && <p className="ui-muted">{ui.loading}</p>}
        {!data && <ErrorNote error={reading.error} onRetry={() => void reading.refetch()} />}
        {data?.firms.length === 0 && (
          <EmptyState icon="building" title={w.none}>
            {w.noneText}
          </EmptyState>
        )}
        {data?.firms.map((firm) => (
          <Firm key={firm.id} firm={firm} />
        ))}
      </Screen>
    </>
  )
}

function Firm({ firm }: { firm: MyFirmRow }) {
  const w = useWords(words)
  const lang = useLang()
  const nameOf = useNames()
  const firmName = useFirmName()
  const reading = useEndpoint(
    myFirmMatters,
    { params: { firmId: firm.id }, query: { limit: 50 } },
    { live: ['matter'] },
  )
  const { data } = useKept<typeof myFirmMatters>(`firm-matters:${firm.id}`, reading)
  const rows = data?.rows ?? []
  const waiting = rows.filter((row) => row.state === 'resolved')
  const past = rows.filter((row) => ended.includes(row.state))
  const open = rows.filter((row) => row.state !== 'resolved' && !ended.includes(row.state))
  const here = firm.state === 'active' || firm.state === 'left'
  return (
    <>
      <Card>
        <div className="ef-firm">
          <h2>{firmName(firm)}</h2>
          {firm.state !== 'active' && <StatusWord words={w.gone} tone="stopped" />}
        </div>
        <p className="ui-muted">
          {[nameOf(firm.place.above), nameOf(firm.place)].filter(Boolean).join(' · ')}
          {firm.suites.length > 0 && ` · ${w.suites(listed(lang, firm.suites))}`}
        </p>
        {here && (
          <>
            <BigButton icon="message" to={`/firm/${firm.id}/demand`}>
              {w.demand}
            </BigButton>
            <p className="ui-muted ui-small">{w.demandNote}</p>
          </>
        )}
      </Card>
      {waiting.length > 0 && (
        <>
          <Matters title={w.waiting} rows={waiting} />
          <p className="ui-muted ui-small">{w.waitingLead}</p>
        </>
      )}
      {open.length > 0 && <Matters title={w.open} rows={open} />}
      {data && rows.length === 0 && here && <p className="ui-muted">{w.noMatters}</p>}
      {!data && <ErrorNote error={reading.error} onRetry={() => void reading.refetch()} />}
      {past.length > 0 && <Matters title={w.past} rows={past} />}
      <Card flush>
        {here && <ListRow icon="check" title={w.policies} note={w.policiesNote} to={`/firm/${firm.id}/policies`} />}
        {here && <ListRow icon="link" title={w.finance} note={w.financeNote} to={`/firm/${firm.id}/finance`} />}
        {here && <ListRow icon="people" title={w.jobs} note={w.jobsNote} to={`/firm/${firm.id}/jobs`} />}
        <ListRow icon="file" title={w.data} note={w.dataNote} to={`/firm/${firm.id}/data`} />
      </Card>
    </>
  )
}

const ended: readonly string[] = ['closed', 'void', 'merged']

/** What was asked for: since when, by whom it is handled, how it stands. */
function Matters({ title, rows }: { title: string; rows: readonly MatterRow[] }) {
  const w = useWords(words)
  const format = useFormat()
  const nameOf = useNames()
  return (
    <Card flush title={title}>
      {rows.map((row) => (
        <ListRow
          key={row.id}
          to={`/matters/${row.id}`}
          title={row.title}
          // Once it is said to be solved, whoever holds it only waits for the answer.
          note={[
            format.shortDay(row.reportedAt),
            row.holder && row.state !== 'resolved' && w.handledBy(nameOf(row.holder)),
          ]
            .filter(Boolean)
            .join(' · ')}
          mark={<RowMark matter={row.state === 'resolved' ? { ...row, clock: null } : row} />}
        />
      ))}
    </Card>
  )
}
