import './firm.css'
import { useState } from 'react'
import { useEndpoint } from '../../../kernel/web/hooks.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { useFormat } from '../../../ui/format.ts'
import { useParam } from '../../../ui/navigation.tsx'
import { AppBar, Screen } from '../../../ui/pocket/frame.tsx'
import { Card, ListRow } from '../../../ui/pocket/parts.tsx'
import { StatusWord } from '../../../ui/status-word.tsx'
import { useUiWords } from '../../../ui/words.ts'
import { useNames } from '../../matters/pocket/public.ts'
import { firmBook } from '../firm-words.ts'
import { type MyFirmView, myFirm } from '../portal/contract.ts'
import type { FirmId } from '../shapes.ts'
import { ColumnSheet, type CorrectableColumn } from './column-sheet.tsx'
import { FactsCard } from './facts-card.tsx'
import { mayCorrect } from './names.ts'
import { ProposalSheet } from './proposal-sheet.tsx'
import { words } from './words.ts'

/** `/firm/:firmId/data`: what is held on a firm, with who said it and when; and the way to put it right. */
export default function DataPage() {
  const w = useWords(words)
  const ui = useUiWords()
  const firmId = useParam('firmId') as FirmId
  const { data, error, refetch } = useEndpoint(myFirm, { params: { firmId } })
  const gone = error?.code === 'not_found'
  return (
    <>
      <AppBar title={w.dataTitle} back="/firm" />
      <Screen>
        {!data && !error && <p className="ui-muted">{ui.loading}</p>}
        {gone && <EmptyState icon="building" title={w.notHere} />}
        {!data && !gone && <ErrorNote error={error} onRetry={() => void refetch()} />}
        {data && !gone && (
          <>
            <p className="ui-muted">{w.dataLead}</p>
            <Registration firm={data} />
            <FactsCard firm={data} />
            <Stays firm={data} />
            <Contacts firm={data} />
          </>
        )}
      </Screen>
    </>
  )
}

/** What stands on papers is asked for; the rest is corrected at once. */
function Registration({ firm }: { firm: MyFirmView }) {
  const w = useWords(words)
  const f = useWords(firmBook)
  const nameOf = useNames()
  const format = useFormat()
  const [asking, setAsking] = useState(false)
  const [column, setColumn] = useState<CorrectableColumn | null>(null)
  const papers: readonly [string, string | null][] = [
    [w.name, firm.name],
    [w.uscc, firm.uscc],
    [w.legalForm, firm.legalForm && f.legalForm[firm.legalForm]],
    [w.place, [nameOf(firm.place.above), nameOf(firm.place)].filter(Boolean).join(' · ')],
    [w.since, firm.sinceOn && format.date(firm.sinceOn)],
  ]
  const own: readonly [CorrectableColumn, string | null][] = [
    ['nameEn', firm.nameEn],
    ['registeredAddress', firm.registeredAddress],
    ['registeredHere', firm.registeredHere === null ? null : firm.registeredHere ? w.yes : w.no],
  ]
  return (
    <Card title={w.registered}>
      <dl className="mp-facts">
        {papers.map(([label, value]) => (
          <div key={label} className="mp-fact">
            <dt>{label}</dt>
            <dd>{value ?? <span className="ui-muted">{w.empty}</span>}</dd>
          </div>
        ))}
      </dl>
      {mayCorrect(firm) && (
        <Button icon="edit" onClick={() => setAsking(true)}>
          {w.propose}
        </Button>
      )}
      <ul className="ef-facts">
        {own.map(([name, value]) => (
          <li key={name}>
            <div className="ef-fact">
              <span>
                <span className="ui-muted ui-small">{w[name]}</span>
                <span>{value ?? <span className="ui-muted">{w.empty}</span>}</span>
              </span>
              {mayCorrect(firm) && (
                <Button look="quiet" icon={value === null ? 'plus' : 'edit'} onClick={() => setColumn(name)}>
                  {value === null ? w.add : w.edit}
                  <span className="ui-unseen"> {w[name]}</span>
                </Button>
              )}
            </div>
          </li>
        ))}
      </ul>
      <ProposalSheet open={asking} firm={firm} onClose={() => setAsking(false)} />
      {column && <ColumnSheet firm={firm} column={column} onClose={() => setColumn(null)} />}
    </Card>
  )
}

function Stays({ firm }: { firm: MyFirmView }) {
  const w = useWords(words)
  const f = useWords(firmBook)
  const nameOf = useNames()
  const format = useFormat()
  return (
    <Card flush title={w.stays}>
      {firm.stays.length === 0 && <ListRow title={w.noStays} />}
      {firm.stays.map((stay) => (
        <ListRow
          key={stay.tenancyId}
          title={`${nameOf(stay.building)} ${stay.suite.number}`}
          note={[
            w.area(String(stay.suite.areaCm2 / 10_000)),
            f.basis[stay.basis],
            stay.toOn ? w.to(format.date(stay.fromOn), format.date(stay.toOn)) : w.from(format.date(stay.fromOn)),
            !stay.toOn && stay.leaseUntil && w.until(format.date(stay.leaseUntil)),
          ]
            .filter(Boolean)
            .join(' · ')}
        />
      ))}
    </Card>
  )
}

function Contacts({ firm }: { firm: MyFirmView }) {
  const w = useWords(words)
  return (
    <>
      <Card flush title={w.contacts}>
        {firm.contacts.map((contact) => (
          <ListRow
            key={contact.id}
            title={`${contact.name} · ${contact.duty}`}
            note={[contact.phone, contact.isMain && w.mainContact].filter(Boolean).join(' · ')}
            mark={
              <StatusWord
                words={contact.confirmedAt ? w.confirmed : w.notConfirmed}
                tone={contact.confirmedAt ? 'done' : 'plain'}
              />
            }
          />
        ))}
      </Card>
      <p className="ui-muted ui-small">{w.contactsNote}</p>
    </>
  )
}
