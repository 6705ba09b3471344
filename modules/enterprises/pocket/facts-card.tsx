import { useState } from 'react'
import { useLang, useSay, useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { useFormat } from '../../../ui/format.ts'
import { Card } from '../../../ui/pocket/parts.tsx'
import { factShown } from '../fact-form.ts'
import { type FactName, factNamed, factNames } from '../fact-names.ts'
import { firmBook } from '../firm-words.ts'
import type { MyFirmView, OwnFact } from '../portal/contract.ts'
import { FactSheet } from './fact-sheet.tsx'
import { mayCorrect } from './names.ts'
import { words } from './words.ts'

/** A fact that only a policy or a tenant knows is shown by its key, as text. */
const nameOfFact = (key: string): FactName => factNamed(key) ?? { key, form: 'text', name: { zh: key, en: key } }

/** Facts in the order of their names, each with who said it and for which day; and what might be added. */
export function FactsCard({ firm }: { firm: MyFirmView }) {
  const w = useWords(words)
  const [open, setOpen] = useState<FactName | null>(null)
  const order = (key: string) => factNames.findIndex((named) => named.key === key)
  const facts = [...firm.facts].sort((a, b) => order(a.key) - order(b.key))
  const missing = factNames.filter((named) => !firm.facts.some(({ key }) => key === named.key))
  const may = mayCorrect(firm)
  const adding = (named: FactName) => <Missing key={named.key} named={named} onAdd={() => setOpen(named)} />
  return (
    <>
      {facts.length > 0 && (
        <Card title={w.facts}>
          <p className="ui-muted ui-small">{w.factsLead}</p>
          <ul className="ef-facts">
            {facts.map((fact) => (
              <Known key={fact.key} fact={fact} {...(may ? { onEdit: () => setOpen(nameOfFact(fact.key)) } : {})} />
            ))}
          </ul>
        </Card>
      )}
      {may && missing.length > 0 && (
        <Card>
          <details className="ef-fold">
            <summary>{w.fill}</summary>
            <p className="ui-muted ui-small">{w.fillLead}</p>
            <ul className="ef-facts">{missing.filter((named) => !named.sensitive).map(adding)}</ul>
            {missing.some((named) => named.sensitive) && (
              <details className="ef-fold">
                <summary>{w.moneyFold}</summary>
                <ul className="ef-facts">{missing.filter((named) => named.sensitive).map(adding)}</ul>
              </details>
            )}
          </details>
        </Card>
      )}
      {open && (
        <FactSheet
          key={open.key}
          firm={firm}
          named={open}
          current={firm.facts.find(({ key }) => key === open.key)}
          onClose={() => setOpen(null)}
        />
      )}
    </>
  )
}

function Known({ fact, onEdit }: { fact: OwnFact; onEdit?: () => void }) {
  const w = useWords(words)
  const f = useWords(firmBook)
  const say = useSay()
  const lang = useLang()
  const format = useFormat()
  const { form, name } = nameOfFact(fact.key)
  return (
    <li>
      <div className="ef-fact">
        <span>
          <span className="ui-muted ui-small">{say(name)}</span>
          <strong>{factShown(form, fact.value, lang)}</strong>
          <span className="ui-muted ui-small">{w.said(f.source[fact.source], format.date(fact.asOf))}</span>
        </span>
        {onEdit && (
          <Button look="quiet" icon="edit" onClick={onEdit}>
            {w.edit}
            <span className="ui-unseen"> {say(name)}</span>
          </Button>
        )}
      </div>
      {fact.earlier.length > 0 && (
        <details>
          <summary>{w.earlier(fact.earlier.length)}</summary>
          <ul className="ef-earlier">
            {fact.earlier.map((before) => (
              <li key={`${before.asOf} ${before.at}`}>
                {factShown(form, before.value, lang)}{' '}
                <span className="ui-muted ui-small">{w.said(f.source[before.source], format.date(before.asOf))}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </li>
  )
}

function Missing({ named, onAdd }: { named: FactName; onAdd: () => void }) {
  const w = useWords(words)
  const say = useSay()
  return (
    <li>
      <div className="ef-fact">
        <span>{say(named.name)}</span>
        <Button look="quiet" icon="plus" onClick={onAdd}>
          {w.add}
          <span className="ui-unseen"> {say(named.name)}</span>
        </Button>
      </div>
    </li>
  )
}
