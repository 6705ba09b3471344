import { useSay, useWords } from '../../../../kernel/web/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { Sheet } from '../../../../ui/desk/page.tsx'
import { Field } from '../../../../ui/field.tsx'
import { TickPill } from '../../../../ui/pills.tsx'
import type { KindSpec } from '../../kind.ts'
import type { KindRules } from '../../rules/contract.ts'
import { editableDoors, withDoor, withPictures, wordFields } from '../../rules/spec-changes.ts'
import { Line, Lines } from '../parts/inputs.tsx'
import { words } from './words.ts'

interface ConditionsSheetProps {
  readonly data: KindRules
  readonly draft: KindSpec
  readonly onChange: (spec: KindSpec) => void
}

const none = { zh: '', en: '' }

/** What a kind is called, who may report it, when it is taken up and closed, and where resolving asks for a picture. */
export function ConditionsSheet({ data, draft, onChange }: ConditionsSheetProps) {
  const w = useWords(words)
  return (
    <Sheet title={w.conditions}>
      <div className="ui-stack">
        <div className="ru-draft">
          {wordFields.flatMap((field) =>
            (['zh', 'en'] as const).map((lang) => (
              <Field key={`${field} ${lang}`} label={`${w.field[field]} (${w.lang[lang]})`}>
                {(control) => {
                  const Input = field === 'name' ? Line : Lines
                  const said = draft[field] ?? none
                  return (
                    <Input
                      control={control}
                      value={said[lang]}
                      maxLength={field === 'name' ? 30 : 300}
                      onChange={(text) => onChange({ ...draft, [field]: { ...said, [lang]: text } })}
                    />
                  )
                }}
              </Field>
            )),
          )}
        </div>
        <Field label={w.doors} group hint={w.doorsHint}>
          <div className="ui-row">
            {editableDoors.map((door) => (
              <TickPill
                key={door}
                checked={draft.doors.includes(door)}
                onChange={(open) => onChange(withDoor(draft, door, open))}
              >
                {w.door[door]}
              </TickPill>
            ))}
          </div>
        </Field>
        <Pictures data={data} draft={draft} onChange={onChange} />
      </div>
    </Sheet>
  )
}

function Pictures({ data, draft, onChange }: ConditionsSheetProps) {
  const w = useWords(words)
  const say = useSay()
  const own = draft.evidence.filter(({ category }) => category !== undefined)
  const general = draft.evidence.find(({ category }) => category === undefined)?.pictures ?? 0
  const names = new Map(data.categories.map(({ code, name }) => [code, say(name)]))
  const left = data.categories.filter(({ code }) => !own.some(({ category }) => category === code))
  const count = (label: string, value: number, onCount: (n: number) => void) => (
    <Field label={label}>
      {(control) => (
        <select
          className="ui-input"
          {...control}
          value={value}
          onChange={(event) => onCount(Number(event.target.value))}
        >
          {[0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map((n) => (
            <option key={n} value={n}>
              {w.pictures(n)}
            </option>
          ))}
        </select>
      )}
    </Field>
  )
  return (
    <Field label={w.picturesAsked} group hint={w.picturesHint}>
      <div className="ru-hours">
        {count(w.general, general, (n) => onChange(withPictures(draft, null, n)))}
        {own.map(({ category = '', pictures }) => (
          <div key={category} className="ru-pictures">
            {count(names.get(category) ?? category, pictures, (n) => onChange(withPictures(draft, category, n)))}
            <Button
              look="quiet"
              icon="cross"
              label={w.asGeneral(names.get(category) ?? category)}
              onClick={() => onChange(withPictures(draft, category, null))}
            />
          </div>
        ))}
        <Field label={w.otherwiseFor}>
          {(control) => (
            <select
              className="ui-input"
              {...control}
              value=""
              onChange={(event) => event.target.value && onChange(withPictures(draft, event.target.value, general))}
            >
              <option value="">{w.chooseCategory}</option>
              {left.map(({ code, name }) => (
                <option key={code} value={code}>
                  {say(name)}
                </option>
              ))}
            </select>
          )}
        </Field>
      </div>
    </Field>
  )
}
