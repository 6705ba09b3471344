import '../web/budget.css'
import '../../web/bars.css'
import { useWords } from '../../../../kernel/web/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { Field } from '../../../../ui/field.tsx'
import { Pills } from '../../../../ui/pills.tsx'
import { Line, Lines } from '../../../matters/desk/public.ts'
import { audiences, rules } from '../budget.ts'
import { ballotKinds } from '../rules/election.ts'
import { useBudget } from '../web/show.ts'
import { type Draft, type DraftItem, fenOf } from './draft.ts'
import { words } from './words.ts'

export interface PartProps {
  readonly draft: Draft
  readonly onChange: (patch: Partial<Draft>) => void
}

const amount = (typed: string) => typed.replace(/[^\d.]/g, '').slice(0, 14)
const whole = (typed: string) => typed.replace(/\D/g, '').slice(0, 3)

/** What it is called, and how much money there is. */
export function AboutFields({ draft, onChange }: PartProps) {
  const f = useWords(words).form
  return (
    <>
      <Field label={f.title}>
        {(control) => (
          <Line control={control} value={draft.title} onChange={(title) => onChange({ title })} maxLength={100} />
        )}
      </Field>
      <Field label={f.budget}>
        {(control) => (
          <Line control={control} value={draft.budget} onChange={(typed) => onChange({ budget: amount(typed) })} />
        )}
      </Field>
      <Field label={f.words} hint={f.wordsHint} optional>
        {(control) => (
          <Lines
            control={control}
            rows={4}
            value={draft.words}
            onChange={(text) => onChange({ words: text })}
            maxLength={4000}
          />
        )}
      </Field>
    </>
  )
}

/** How one votes, and by which rule it is counted. */
export function WayFields({ draft, onChange }: PartProps) {
  const f = useWords(words).form
  const { w: n } = useBudget()
  return (
    <>
      <Field label={f.kind} group hint={n.how[draft.kind](draft.most ? Number(draft.most) : null)}>
        <Pills
          value={draft.kind}
          onChange={(kind) => onChange({ kind, most: '' })}
          options={ballotKinds.map((value) => ({ value, label: n.kind[value] }))}
        />
      </Field>
      <Field label={f.rule} group hint={`${n.ruleHint[draft.rule]} ${f.ruleNote}`}>
        <Pills
          value={draft.rule}
          onChange={(rule) => onChange({ rule })}
          options={rules.map((value) => ({ value, label: n.rule[value] }))}
        />
      </Field>
      <Field label={f.openTo} group>
        <Pills
          value={draft.openTo}
          onChange={(openTo) => onChange({ openTo })}
          options={audiences.map((value) => ({ value, label: n.openTo[value] }))}
        />
      </Field>
      <div className="choice-room">
        <Field label={f.most[draft.kind]} hint={f.mostHint[draft.kind]} optional>
          {(control) => (
            <Line control={control} value={draft.most} onChange={(typed) => onChange({ most: whole(typed) })} />
          )}
        </Field>
        {(['noticeDays', 'votingDays'] as const).map((name) => (
          <Field key={name} label={f[name]}>
            {(control) => (
              <Line control={control} value={draft[name]} onChange={(typed) => onChange({ [name]: whole(typed) })} />
            )}
          </Field>
        ))}
      </div>
    </>
  )
}

/** The items: taken over or typed, each with what it costs. */
export function ItemFields({ draft, onChange }: PartProps) {
  const f = useWords(words).form
  const { number, yuan } = useBudget()
  const set = (key: string, patch: Partial<DraftItem>) =>
    onChange({ items: draft.items.map((item) => (item.key === key ? { ...item, ...patch } : item)) })
  const add = () =>
    onChange({
      items: [
        ...draft.items,
        { key: `${Date.now()}-${draft.items.length}`, ideaId: null, title: '', words: '', yuan: '' },
      ],
    })
  const sum = draft.items.reduce((all, item) => all + fenOf(item.yuan), 0)
  return (
    <div className="ui-stack">
      {draft.items.map((item, at) => (
        <fieldset key={item.key} className="vote-item">
          <legend className="ui-unseen">{f.itemTitle(String(at + 1))}</legend>
          <div className="choice-room">
            <Field label={f.itemTitle(String(at + 1))}>
              {(control) => (
                <Line
                  control={control}
                  value={item.title}
                  onChange={(title) => set(item.key, { title })}
                  maxLength={100}
                />
              )}
            </Field>
            <Field label={f.itemCost}>
              {(control) => (
                <Line
                  control={control}
                  value={item.yuan}
                  onChange={(typed) => set(item.key, { yuan: amount(typed) })}
                />
              )}
            </Field>
          </div>
          <Field label={f.itemWords} optional>
            {(control) => (
              <Lines
                control={control}
                rows={2}
                value={item.words}
                onChange={(text) => set(item.key, { words: text })}
                maxLength={2000}
              />
            )}
          </Field>
          <div className="ui-row">
            <Button
              look="quiet"
              icon="cross"
              onClick={() => onChange({ items: draft.items.filter(({ key }) => key !== item.key) })}
            >
              {f.remove(item.title || f.itemTitle(String(at + 1)))}
            </Button>
          </div>
        </fieldset>
      ))}
      <div className="ui-row">
        <Button icon="plus" onClick={add} disabled={draft.items.length >= 100}>
          {f.add}
        </Button>
      </div>
      <p className="ui-muted">{f.total(number(draft.items.length), yuan(sum), yuan(fenOf(draft.budget)))}</p>
    </div>
  )
}
