import '../../../ui/input.css'
import { useState } from 'react'
import type { Words } from '../../../kernel/contract/words.ts'
import { useCommand } from '../../../kernel/web/hooks.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { Field } from '../../../ui/field.tsx'
import { Pills } from '../../../ui/pills.tsx'
import { CategorySearch, Line } from '../../matters/desk/public.ts'
import { freshCode, type Item, levels, mostItems } from '../checklist.ts'
import { type ChecklistView, listChecklists, saveChecklist } from '../contract.ts'
import { safetyBook } from '../web/words.ts'
import { words } from './words.ts'

const mostLetters = 120

/** The next version: its source, and each question with how to judge it. A question keeps its code, so that hazards stay known. */
export function ReviseChecklist({ of, onDone }: { of: ChecklistView; onDone: () => void }) {
  const w = useWords(words)
  const [source, setSource] = useState(of.source)
  const [items, setItems] = useState<readonly Item[]>(of.items)
  const save = useCommand(saveChecklist, { changes: [listChecklists], onDone })
  const whole = [source, ...items.flatMap(({ question, judge, category }) => [question.zh, judge.zh, category])].every(
    isSaid,
  )
  const add = () => {
    const last = items.at(-1)
    if (!last) return
    const nothing = { zh: '', en: '' }
    setItems([...items, { ...last, code: freshCode(items), question: nothing, judge: nothing }])
  }
  return (
    <div className="ui-stack">
      <p className="ui-muted">{w.reviseLead}</p>
      <Field label={w.sourceField}>
        {(control) => <Line control={control} value={source} onChange={setSource} maxLength={200} />}
      </Field>
      {items.map((item, n) => (
        <Question
          key={item.code}
          nth={n + 1}
          of={item}
          onChange={(changed) => setItems(items.map((one) => (one.code === item.code ? changed : one)))}
          onTakeOut={items.length > 1 ? () => setItems(items.filter(({ code }) => code !== item.code)) : null}
        />
      ))}
      <div className="ui-row">
        <Button icon="plus" disabled={items.length >= mostItems} onClick={add}>
          {w.addQuestion}
        </Button>
      </div>
      <ErrorNote error={save.error} />
      <div className="ui-row">
        <Button
          look="main"
          busy={save.isPending}
          disabled={!whole}
          onClick={() =>
            save.mutate({
              params: { code: of.code },
              body: { after: of.version, source: source.trim(), items: items.map(said) },
            })
          }
        >
          {w.saveVersion(of.version + 1)}
        </Button>
      </div>
    </div>
  )
}

interface QuestionProps {
  readonly nth: number
  readonly of: Item
  readonly onChange: (item: Item) => void
  /** Null: the last one stays. */
  readonly onTakeOut: (() => void) | null
}

function Question({ nth, of, onChange, onTakeOut }: QuestionProps) {
  const w = useWords(words)
  const b = useWords(safetyBook)
  const line = (label: string, which: 'question' | 'judge', language: keyof Words) => (
    <Field label={label}>
      {(control) => (
        <Line
          control={control}
          value={of[which][language]}
          onChange={(value) => onChange({ ...of, [which]: { ...of[which], [language]: value } })}
          maxLength={mostLetters}
        />
      )}
    </Field>
  )
  return (
    <Field label={w.nthQuestion(nth)} group>
      <div className="ui-stack">
        {line(w.question, 'question', 'zh')}
        {line(w.judge, 'judge', 'zh')}
        {line(w.questionEn, 'question', 'en')}
        {line(w.judgeEn, 'judge', 'en')}
        <Field label={w.category} hint={w.categoryHint}>
          {(control) => (
            <CategorySearch
              control={control}
              value={of.category}
              onChange={(category) => onChange({ ...of, category })}
            />
          )}
        </Field>
        <div className="ui-row">
          <Pills
            value={of.level}
            onChange={(level) => onChange({ ...of, level })}
            options={levels.map((value) => ({ value, label: b.level[value] }))}
          />
          <label className="ui-row">
            {w.days}
            <input
              className="ui-input"
              type="number"
              min={0}
              max={90}
              value={of.days}
              onChange={(event) => onChange({ ...of, days: Math.min(90, Math.max(0, Number(event.target.value))) })}
            />
          </label>
          {onTakeOut && (
            <Button look="quiet" onClick={onTakeOut}>
              {w.takeOut}
            </Button>
          )}
        </div>
      </div>
    </Field>
  )
}

const isSaid = (text: string): boolean => text.trim() !== ''

/** What has no English is shown in Chinese. */
const said = (item: Item): Item => ({ ...item, question: inBoth(item.question), judge: inBoth(item.judge) })
const inBoth = ({ zh, en }: Words): Words => ({ zh: zh.trim(), en: en.trim() || zh.trim() })
