import { useState } from 'react'
import { type SpanUnit, spanUnits } from '../../../../kernel/time/span.ts'
import { useSay, useWords } from '../../../../kernel/web/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { Sheet } from '../../../../ui/desk/page.tsx'
import { Field } from '../../../../ui/field.tsx'
import type { LadderRules } from '../../ladder/contract.ts'
import {
  asksForTerm,
  type Ladder,
  type LadderKind,
  type LadderRole,
  type LadderStep,
  type Ladders,
  ladderKey,
  ladderKinds,
  ladderRoles,
  usualLadder,
} from '../../ladder/ladder.ts'
import { matterWords } from '../../matter-words.ts'
import { words } from '../rules/words.ts'
import { ladderWords } from './words.ts'

interface SheetProps {
  readonly data: LadderRules
  readonly draft: Ladders
  readonly onChange: (ladders: Ladders) => void
}

type Whom = Omit<Ladder, 'steps'>

/** For which matters a ladder is, in words. */
export function useWhom(data: Pick<LadderRules, 'kinds' | 'trees'>): (whom: Whom) => string {
  const l = useWords(ladderWords)
  const m = useWords(matterWords)
  const say = useSay()
  return ({ kind, category, priority }) => {
    const found = data.kinds.find(({ code }) => code === kind)
    const under = category === undefined ? undefined : categoriesOf(data, kind).find(({ code }) => code === category)
    const parts = [
      kind === null ? l.allKinds : found ? say(found.name) : kind,
      under ? say(under.name) : category,
      priority && m.priority[priority],
    ]
    return parts.filter(Boolean).join(' · ')
  }
}

/** The categories of a kind, those above before those below. */
function categoriesOf({ kinds, trees }: Pick<LadderRules, 'kinds' | 'trees'>, kind: string | null) {
  const tree = kinds.find(({ code }) => code === kind)?.tree
  return trees.find((one) => one.tree === tree)?.categories ?? []
}

/** The ladders, each with its steps in the order of time. */
export function LadderSheet({ data, draft, onChange }: SheetProps) {
  const l = useWords(ladderWords)
  const put = (n: number, steps: readonly LadderStep[]) =>
    onChange(draft.map((ladder, at) => (at === n ? { ...ladder, steps } : ladder)))
  return (
    <Sheet>
      <div className="ui-stack">
        {draft.length === 0 && (
          <>
            <p className="ui-muted">{l.empty}</p>
            <div>
              <Button icon="climb" onClick={() => onChange([usualLadder])}>
                {l.usual}
              </Button>
            </div>
          </>
        )}
        {draft.map((ladder, n) => (
          <OneLadder
            key={ladderKey(ladder)}
            data={data}
            ladder={ladder}
            onSteps={(steps) => put(n, steps)}
            onRemove={() => onChange(draft.filter((_, at) => at !== n))}
          />
        ))}
        <AddLadder data={data} draft={draft} onChange={onChange} />
      </div>
    </Sheet>
  )
}

function AddLadder({ data, draft, onChange }: SheetProps) {
  const l = useWords(ladderWords)
  const m = useWords(matterWords)
  const say = useSay()
  const [kind, setKind] = useState('')
  const [category, setCategory] = useState('')
  const [priority, setPriority] = useState('')
  const whom: Whom = {
    kind: kind || null,
    ...(category ? { category } : {}),
    priority: (priority || null) as Whom['priority'],
  }
  const there = draft.some((one) => ladderKey(one) === ladderKey(whom))
  const categories = categoriesOf(data, whom.kind)
  const depthOf = (parent: string | null): number =>
    parent === null ? 0 : 1 + depthOf(categories.find(({ code }) => code === parent)?.parent ?? null)
  return (
    <div className="ru-tools">
      <Field label={l.kind}>
        {(control) => (
          <select
            className="ui-input"
            {...control}
            value={kind}
            onChange={(event) => {
              setKind(event.target.value)
              setCategory('')
            }}
          >
            <option value="">{l.allKinds}</option>
            {data.kinds.map(({ code, name }) => (
              <option key={code} value={code}>
                {say(name)}
              </option>
            ))}
          </select>
        )}
      </Field>
      {categories.length > 0 && (
        <Field label={l.category}>
          {(control) => (
            <select
              className="ui-input"
              {...control}
              value={category}
              onChange={(event) => setCategory(event.target.value)}
            >
              <option value="">{l.allCategories}</option>
              {categories.map(({ code, parent, name }) => (
                <option key={code} value={code}>
                  {'\u3000'.repeat(depthOf(parent)) + say(name)}
                </option>
              ))}
            </select>
          )}
        </Field>
      )}
      <Field label={l.priority} hint={there ? l.there : undefined}>
        {(control) => (
          <select
            className="ui-input"
            {...control}
            value={priority}
            onChange={(event) => setPriority(event.target.value)}
          >
            <option value="">{l.anyPriority}</option>
            <option value="normal">{m.priority.normal}</option>
            <option value="urgent">{m.priority.urgent}</option>
          </select>
        )}
      </Field>
      <Button
        icon="plus"
        disabled={there}
        onClick={() => onChange([...draft, { ...whom, steps: usualLadder.steps.slice(0, 1) }])}
      >
        {l.addLadder}
      </Button>
    </div>
  )
}

interface OneProps {
  readonly data: LadderRules
  readonly ladder: Ladder
  readonly onSteps: (steps: readonly LadderStep[]) => void
  readonly onRemove: () => void
}

/** A step that is added comes after the last one. */
const nextStep = (last: LadderStep | undefined): LadderStep =>
  !last || last.when.unit === 'percent'
    ? { when: { amount: 4, unit: 'working_hours' }, what: 'urge', by: 'community' }
    : { when: { ...last.when, amount: last.when.amount + 1 }, what: 'urge', by: 'street' }

function OneLadder({ data, ladder, onSteps, onRemove }: OneProps) {
  const l = useWords(ladderWords)
  const name = useWhom(data)(ladder)
  const { steps } = ladder
  const put = (n: number, step: LadderStep) => onSteps(steps.map((one, at) => (at === n ? step : one)))
  return (
    <section className="ru-ladder" aria-label={name}>
      <div className="ui-row">
        <h2>{name}</h2>
        <Button look="quiet" icon="cross" label={l.removeLadder(name)} onClick={onRemove} />
      </div>
      <ol className="ru-steps">
        {steps.map((step, n) => (
          // A step has no name but its place; what was typed in it lives in the draft.
          // biome-ignore lint/suspicious/noArrayIndexKey: the amount field takes what the draft says
          <li key={`${n} ${steps.length}`}>
            <StepFields
              n={n}
              step={step}
              onChange={(next) => put(n, next)}
              onRemove={() => onSteps(steps.filter((_, at) => at !== n))}
            />
          </li>
        ))}
      </ol>
      <div>
        <Button icon="plus" disabled={steps.length >= 8} onClick={() => onSteps([...steps, nextStep(steps.at(-1))])}>
          {l.addStep}
        </Button>
      </div>
    </section>
  )
}

interface StepProps {
  readonly n: number
  readonly step: LadderStep
  readonly onChange: (step: LadderStep) => void
  readonly onRemove: () => void
}

function StepFields({ n, step, onChange, onRemove }: StepProps) {
  const l = useWords(ladderWords)
  const w = useWords(words)
  const { when, what, by, term } = step
  const turnTo = (next: LadderKind) => {
    const { term: _, ...rest } = step
    const kept = term ?? { amount: 1, unit: 'working_days' as const }
    onChange({ ...rest, what: next, ...(asksForTerm(next) ? { term: kept } : {}) })
  }
  return (
    <fieldset className="ru-step">
      <legend>
        {l.step(n + 1)}
        <Button look="quiet" icon="cross" label={l.removeStep(n + 1)} onClick={onRemove} />
      </legend>
      <Amount
        label={l.amount}
        value={when.amount}
        onChange={(amount) => onChange({ ...step, when: { ...when, amount } })}
      />
      <Choice
        label={l.unit}
        value={when.unit}
        options={[
          { value: 'percent' as const, label: l.percent },
          ...spanUnits.map((unit) => ({ value: unit, label: l.afterDeadline(w.units[unit]) })),
        ]}
        onChange={(unit) => onChange({ ...step, when: { ...when, unit } })}
      />
      <Choice
        label={l.what}
        hint={l.hint[what]}
        value={what}
        options={ladderKinds.map((value) => ({ value, label: l.kinds[value] }))}
        onChange={turnTo}
      />
      <Choice
        label={l.by}
        value={by}
        options={ladderRoles.map((value: LadderRole) => ({ value, label: l.roles[value] }))}
        onChange={(next) => onChange({ ...step, by: next })}
      />
      {term && (what === 'order' || what === 'talk') && (
        <>
          <Amount
            label={l.term[what]}
            value={term.amount}
            onChange={(amount) => onChange({ ...step, term: { ...term, amount } })}
          />
          <Choice
            label={l.termUnit}
            value={term.unit}
            options={spanUnits.map((value: SpanUnit) => ({ value, label: w.units[value] }))}
            onChange={(unit) => onChange({ ...step, term: { ...term, unit } })}
          />
        </>
      )}
    </fieldset>
  )
}

interface AmountProps {
  readonly label: string
  readonly value: number
  readonly onChange: (value: number) => void
}

/** A number as it is typed; the draft takes it once it is one. */
function Amount({ label, value, onChange }: AmountProps) {
  const l = useWords(ladderWords)
  const [typed, setTyped] = useState(String(value))
  const wrong = !(Number(typed) > 0 && Number(typed) <= 10_000)
  return (
    <Field label={label} error={wrong ? l.wrong : undefined}>
      {(control) => (
        <input
          className="ui-input"
          {...control}
          inputMode="decimal"
          autoComplete="off"
          maxLength={6}
          value={typed}
          onChange={(event) => {
            setTyped(event.target.value)
            const next = Number(event.target.value)
            if (next > 0 && next <= 10_000) onChange(next)
          }}
        />
      )}
    </Field>
  )
}

interface ChoiceProps<Value extends string> {
  readonly label: string
  readonly hint?: string
  readonly value: Value
  readonly options: readonly { readonly value: Value; readonly label: string }[]
  readonly onChange: (value: Value) => void
}

function Choice<Value extends string>({ label, hint, value, options, onChange }: ChoiceProps<Value>) {
  return (
    <Field label={label} hint={hint}>
      {(control) => (
        <select
          className="ui-input"
          {...control}
          value={value}
          onChange={(event) => onChange(event.target.value as Value)}
        >
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      )}
    </Field>
  )
}
