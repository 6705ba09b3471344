import '../../../ui/input.css'
import './formulas/formulas.css'
import { useState } from 'react'
import { useCommand, useEndpoint } from '../../../kernel/web/hooks.ts'
import { today } from '../../../kernel/web/today.ts'
import { useSay, useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { Facts, Page, PageHeader, Sheet } from '../../../ui/desk/page.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { useFormat } from '../../../ui/format.ts'
import { toast } from '../../../ui/pocket/toast.tsx'
import { StatusWord } from '../../../ui/status-word.tsx'
import { useUiWords } from '../../../ui/words.ts'
import {
  type FormulaSpec,
  type FormulaVersion,
  type FormulaView,
  listFormulas,
  returnToFormula,
} from '../formulas/contract.ts'
import { type ConditionName, emptySpec, FormulaForm } from './formulas/formula-form.tsx'
import { ResidentsSheet } from './formulas/residents-sheet.tsx'
import { words } from './formulas/words.ts'

/** `/formulas`: how each figure of the board is counted; changed, tried on last month, taken back. Administrators. */
export default function FormulasPage() {
  const w = useWords(words)
  const ui = useUiWords()
  const { data, error, refetch } = useEndpoint(listFormulas)
  const [adding, setAdding] = useState(false)
  return (
    <Page title={w.title}>
      <PageHeader
        title={w.title}
        lead={w.lead}
        actions={
          <Button icon="plus" onClick={() => setAdding(true)} disabled={adding || !data}>
            {w.newOne}
          </Button>
        }
      />
      <ErrorNote error={error} onRetry={() => void refetch()} />
      {!data && !error && <p className="ui-muted">{ui.loading}</p>}
      {data && adding && (
        <Sheet title={w.newTitle}>
          <FormulaForm
            code={null}
            basedOn={null}
            spec={emptySpec}
            conditions={data.conditions}
            onDone={() => setAdding(false)}
          />
        </Sheet>
      )}
      {data?.formulas.map((formula) => (
        <FormulaSheet key={formula.code} formula={formula} conditions={data.conditions} />
      ))}
      <ResidentsSheet thisYear={Number(today().slice(0, 4))} />
    </Page>
  )
}

interface SheetProps {
  readonly formula: FormulaView
  readonly conditions: readonly ConditionName[]
}

function FormulaSheet({ formula, conditions }: SheetProps) {
  const w = useWords(words)
  const say = useSay()
  const [editing, setEditing] = useState(false)
  const current = formula.versions.find(({ version }) => version === formula.inForce) ?? formula.versions[0]
  if (!current) return null
  return (
    <Sheet
      title={say(current.spec.name)}
      tools={
        <>
          {!current.spec.shown && <StatusWord words={w.hidden} tone="stopped" />}
          {formula.fixed ? (
            <span className="ui-muted ui-small">{w.fixed}</span>
          ) : (
            !editing && (
              <Button icon="edit" onClick={() => setEditing(true)} label={`${w.edit} ${say(current.spec.name)}`}>
                {w.edit}
              </Button>
            )
          )}
        </>
      }
    >
      <div className="ui-stack">
        {editing ? (
          <FormulaForm
            code={formula.code}
            basedOn={formula.versions[0]?.version ?? null}
            spec={current.spec}
            conditions={conditions}
            onDone={() => setEditing(false)}
          />
        ) : (
          <InWords spec={current.spec} conditions={conditions} />
        )}
        {!formula.fixed && <Versions formula={formula} />}
      </div>
    </Sheet>
  )
}

function InWords({ spec, conditions }: { spec: FormulaSpec; conditions: readonly ConditionName[] }) {
  const w = useWords(words)
  const say = useSay()
  const join = (codes: readonly string[], between: string) =>
    codes
      .map((code) => conditions.find((one) => one.code === code))
      .map((one) => (one ? say(one.words) : ''))
      .join(between) || w.none
  return (
    <Facts
      rows={[
        { label: spec.denominator ? w.numerator : w.counts, value: join(spec.numerator, w.and) },
        ...(spec.denominator ? [{ label: w.denominator, value: join(spec.denominator, w.and) }] : []),
        ...(spec.partly
          ? [{ label: w.partlyOf(spec.partly.percent), value: join(spec.partly.conditions, w.and) }]
          : []),
        { label: w.exclusions, value: join(spec.exclusions, w.or) },
        { label: w.source, value: spec.source },
      ]}
    />
  )
}

function Versions({ formula }: { formula: FormulaView }) {
  const w = useWords(words)
  const format = useFormat()
  const back = useCommand(returnToFormula, { changes: [listFormulas], onDone: () => toast(w.returned) })
  const newest = formula.versions[0]?.version ?? 0
  const named = ({ version }: FormulaVersion) => (version === 0 ? w.delivered : w.version(version))
  const told = ({ author, savedAt, note }: FormulaVersion) =>
    [savedAt && w.by(author ?? '', format.shortDay(savedAt)), note].filter(Boolean).join(' · ')
  return (
    <details className="formula-versions">
      <summary>{w.history(formula.versions.length)}</summary>
      <ErrorNote error={back.error} />
      <ul>
        {formula.versions.map((one) => (
          <li key={one.version}>
            <strong>{named(one)}</strong> {told(one)}{' '}
            {one.version === formula.inForce ? (
              <span className="ui-muted">{w.inForce}</span>
            ) : (
              <Button
                look="quiet"
                busy={back.isPending}
                onClick={() =>
                  back.mutate({ params: { code: formula.code }, body: { version: one.version, basedOn: newest } })
                }
              >
                {w.goBack(named(one))}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </details>
  )
}
