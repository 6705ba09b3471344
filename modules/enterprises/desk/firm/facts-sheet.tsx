import { useState } from 'react'
import { useEndpoint } from '../../../../kernel/web/hooks.ts'
import { useSay, useWords } from '../../../../kernel/web/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { Facts, Sheet } from '../../../../ui/desk/page.tsx'
import { Dialog } from '../../../../ui/dialog.tsx'
import { useFormat } from '../../../../ui/format.ts'
import { type FactView, type FirmView, factHistory } from '../../contract.ts'
import { factNamed, factNames } from '../../fact-names.ts'
import { organisationCode } from '../../uscc.ts'
import { useNames } from '../parts/show.ts'
import { words as shared } from '../words.ts'
import { FactDialog } from './fact-dialog.tsx'
import { useFactValue } from './fact-value.ts'
import { words } from './words.ts'

const order = new Map(factNames.map(({ key }, at) => [key, at]))
const inOrder = (facts: readonly FactView[]) =>
  facts.toSorted((a, b) => (order.get(a.key) ?? 99) - (order.get(b.key) ?? 99) || a.key.localeCompare(b.key))

/** What is known of a firm, each with who said it and for which day. */
export function FactsSheet({ firm }: { firm: FirmView }) {
  const w = useWords(words)
  const say = useSay()
  const names = useNames()
  const shown = useFactValue()
  const format = useFormat()
  const [asking, setAsking] = useState(false)
  const [looking, setLooking] = useState<string | null>(null)
  const nameOf = (key: string) => {
    const named = factNamed(key)
    return named ? say(named.name) : key
  }
  return (
    <Sheet
      title={w.facts}
      tools={
        firm.mayWrite && (
          <Button icon="plus" onClick={() => setAsking(true)}>
            {w.recordFact}
          </Button>
        )
      }
    >
      <p className="ui-small ui-muted">{firm.facts.length === 0 ? w.unknown : w.factsHint}</p>
      <div className="firm-facts">
        {inOrder(firm.facts).map((fact) => (
          <button key={fact.key} type="button" className="firm-fact" onClick={() => setLooking(fact.key)}>
            <small>{nameOf(fact.key)}</small>
            <strong>{shown(fact.key, fact.value)}</strong>
            <small>{w.source(names.source[fact.source], format.date(fact.asOf))}</small>
          </button>
        ))}
      </div>
      {asking && <FactDialog firmId={firm.id} onClose={() => setAsking(false)} />}
      {looking && (
        <HistoryDialog firm={firm} factKey={looking} name={nameOf(looking)} onClose={() => setLooking(null)} />
      )}
    </Sheet>
  )
}

interface HistoryDialogProps {
  readonly firm: FirmView
  readonly factKey: string
  readonly name: string
  readonly onClose: () => void
}

function HistoryDialog({ firm, factKey, name, onClose }: HistoryDialogProps) {
  const w = useWords(words)
  const names = useNames()
  const shown = useFactValue()
  const format = useFormat()
  const { data } = useEndpoint(factHistory, { params: { firmId: firm.id, key: factKey } })
  return (
    <Dialog open title={w.history(name)} onClose={onClose}>
      <ul className="firm-stays">
        {data?.values.map((fact) => (
          <li key={fact.at} className={fact.replacedAt ? 'firm-past' : ''}>
            <strong>{shown(fact.key, fact.value)}</strong>
            <span>
              {w.source(names.source[fact.source], format.date(fact.asOf))}
              {fact.by && ` · ${fact.by}`}
            </span>
            <span className="ui-small">{fact.replacedAt && w.replaced}</span>
          </li>
        ))}
      </ul>
    </Dialog>
  )
}

/** What stands on the licence. */
export function BasicSheet({ firm }: { firm: FirmView }) {
  const w = useWords(words)
  const s = useWords(shared)
  const names = useNames()
  const format = useFormat()
  return (
    <Sheet title={w.basic}>
      <Facts
        rows={[
          { label: w.code, value: firm.uscc ?? s.none },
          ...(firm.uscc ? [{ label: w.organisation, value: organisationCode(firm.uscc) }] : []),
          { label: w.form, value: firm.legalForm ? names.legalForm[firm.legalForm] : s.none },
          { label: w.registered, value: firm.registeredAddress ?? s.none },
          {
            label: w.registeredHere,
            value: firm.registeredHere === null ? s.none : firm.registeredHere ? w.yes : w.no,
          },
          { label: w.since, value: firm.sinceOn && format.date(firm.sinceOn) },
        ]}
      />
    </Sheet>
  )
}
