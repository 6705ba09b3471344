import type { ReactNode } from 'react'
import { useSay, useWords } from '../../../../kernel/web/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { Sheet } from '../../../../ui/desk/page.tsx'
import { Field } from '../../../../ui/field.tsx'
import { Pills } from '../../../../ui/pills.tsx'
import type { KindSpec } from '../../kind.ts'
import type { KindRules } from '../../rules/contract.ts'
import { withPictures, wordFields } from '../../rules/spec-changes.ts'
import { Line, Lines } from '../parts/inputs.tsx'
import { Ticks, WhoReports } from './asking-sheet.tsx'
import { formWords } from './form-words.ts'
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
        <WhoReports data={data} draft={draft} onChange={onChange} />
        <Ticks data={data} draft={draft} onChange={onChange} />
        <Pictures data={data} draft={draft} onChange={onChange} />
      </div>
    </Sheet>
  )
}

/** When a picture is asked for, and how many. */
function Pictures({ data, draft, onChange }: ConditionsSheetProps) {
  const w = useWords(words)
  const f = useWords(formWords)
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
  const onReport = draft.reportPictures ?? 0
  const onFinish = draft.evidence.some(({ pictures }) => pictures > 0)
  const when = onReport > 0 ? (onFinish ? 'both' : 'report') : onFinish ? 'finish' : 'never'
  const turn = (to: typeof when) => {
    const { reportPictures: _was, ...others } = draft
    const report = to === 'report' || to === 'both'
    const finish = to === 'finish' || to === 'both'
    onChange({
      ...others,
      ...(report ? { reportPictures: onReport || 1 } : {}),
      evidence: finish === onFinish ? draft.evidence : [{ pictures: finish ? 1 : 0 }],
    })
  }
  return (
    <>
      <Field label={f.photo} group hint={f.photoHint}>
        <Pills
          value={when}
          onChange={turn}
          options={(['never', 'report', 'finish', 'both'] as const).map((value) => ({ value, label: f.when[value] }))}
        />
      </Field>
      {onReport > 0 && (
        <div className="ru-hours">
          {count(f.reportPictures, onReport, (n) => {
            const { reportPictures: _was, ...others } = draft
            onChange(n > 0 ? { ...others, reportPictures: n } : others)
          })}
        </div>
      )}
      {onFinish && <FinishPictures {...{ data, draft, onChange }} count={count} />}
    </>
  )
}

interface FinishPicturesProps extends ConditionsSheetProps {
  readonly count: (label: string, value: number, onCount: (n: number) => void) => ReactNode
}

/** How many pictures resolving needs, for all categories and for single ones. */
function FinishPictures({ data, draft, onChange, count }: FinishPicturesProps) {
  const w = useWords(words)
  const say = useSay()
  const own = draft.evidence.filter(({ category }) => category !== undefined)
  const general = draft.evidence.find(({ category }) => category === undefined)?.pictures ?? 0
  const names = new Map(data.categories.map(({ code, name }) => [code, say(name)]))
  const left = data.categories.filter(({ code }) => !own.some(({ category }) => category === code))
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
