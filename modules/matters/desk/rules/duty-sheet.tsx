import { useState } from 'react'
import { useSay, useWords } from '../../../../kernel/web/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { Sheet } from '../../../../ui/desk/page.tsx'
import { Field } from '../../../../ui/field.tsx'
import { useFormat } from '../../../../ui/format.ts'
import type { DutyRules } from '../../rules/duty-contract.ts'
import { type DutyLevel, type DutyLine, type DutyList, duties, dutyLevels } from '../../rules/duty-list.ts'
import { documentWords } from './document-words.ts'

interface DutySheetProps {
  readonly data: DutyRules
  readonly draft: DutyList
  readonly onChange: (list: DutyList) => void
}

/** Names of categories with those above them, by code. */
export function useCategoryNames({ categories }: DutyRules): (code: string) => string {
  const d = useWords(documentWords)
  const say = useSay()
  const byCode = new Map(categories.map((one) => [one.code, one]))
  const nameOf = (code: string): string => {
    const found = byCode.get(code)
    if (!found) return code
    return found.parent === null ? say(found.name) : `${nameOf(found.parent)} / ${say(found.name)}`
  }
  return (code) => (code === '' ? d.allCategories : nameOf(code))
}

/** The lines of the list by level, each with how often it was gone against. */
export function DutySheet({ data, draft, onChange }: DutySheetProps) {
  const d = useWords(documentWords)
  const nameOf = useCategoryNames(data)
  const [level, setLevel] = useState<DutyLevel>('community')
  const [category, setCategory] = useState<string | null>(null)
  const lines = [...draft].sort(
    (a, b) => dutyLevels.indexOf(a.level) - dutyLevels.indexOf(b.level) || a.category.localeCompare(b.category),
  )
  const free = ['', ...data.categories.map(({ code }) => code)].filter(
    (code) => !draft.some((line) => line.level === level && line.category === code),
  )
  const add = () => {
    if (category === null) return
    onChange([...draft, { level, category, duty: 'none' }])
    setCategory(null)
  }
  return (
    <Sheet>
      <div className="ui-stack">
        {lines.length === 0 && <p className="ui-muted">{d.dutiesEmpty}</p>}
        <ul className="ru-duties">
          {lines.map((line) => (
            <Line key={`${line.level} ${line.category}`} {...{ data, line, draft, onChange }} />
          ))}
        </ul>
        <div className="ru-tools">
          <Field label={d.level}>
            {(control) => (
              <select
                className="ui-input"
                {...control}
                value={level}
                onChange={(event) => setLevel(event.target.value as DutyLevel)}
              >
                {dutyLevels.map((one) => (
                  <option key={one} value={one}>
                    {d.levels[one]}
                  </option>
                ))}
              </select>
            )}
          </Field>
          <Field label={d.category}>
            {(control) => (
              <select
                className="ui-input"
                {...control}
                value={category === null ? '-' : category}
                onChange={(event) => setCategory(event.target.value === '-' ? null : event.target.value)}
              >
                <option value="-">{d.chooseCategory}</option>
                {free.map((code) => (
                  <option key={code} value={code}>
                    {nameOf(code)}
                  </option>
                ))}
              </select>
            )}
          </Field>
          <Button icon="plus" disabled={category === null} onClick={add}>
            {d.add}
          </Button>
        </div>
      </div>
    </Sheet>
  )
}

interface LineProps extends DutySheetProps {
  readonly line: DutyLine
}

function Line({ data, line, draft, onChange }: LineProps) {
  const d = useWords(documentWords)
  const format = useFormat()
  const what = `${d.levels[line.level]} · ${useCategoryNames(data)(line.category)}`
  const same = (one: DutyLine) => one.level === line.level && one.category === line.category
  const past = data.past.filter((one) => one.level === line.level && one.category.startsWith(line.category))
  const sum = (of: 'dispatched' | 'against') => format.number(past.reduce((n, one) => n + one[of], 0))
  return (
    <li className="ru-duty">
      <Field label={what} hint={d.dutyHint[line.duty]}>
        {(control) => (
          <select
            className="ui-input"
            {...control}
            value={line.duty}
            onChange={(event) =>
              onChange(draft.map((one) => (same(one) ? { ...one, duty: event.target.value as DutyLine['duty'] } : one)))
            }
          >
            {duties.map((duty) => (
              <option key={duty} value={duty}>
                {d.dutyWord[duty]}
              </option>
            ))}
          </select>
        )}
      </Field>
      <div className="ui-row">
        <span className="ui-muted ui-small">
          {d.last}
          {': '}
          {d.dispatched(sum('dispatched'), sum('against'))}
        </span>
        <Button
          look="quiet"
          icon="cross"
          label={d.remove(what)}
          onClick={() => onChange(draft.filter((one) => !same(one)))}
        />
      </div>
    </li>
  )
}
