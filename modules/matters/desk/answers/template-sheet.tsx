import { useSay, useWords } from '../../../../kernel/web/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { Sheet } from '../../../../ui/desk/page.tsx'
import { Field } from '../../../../ui/field.tsx'
import { TickPill } from '../../../../ui/pills.tsx'
import type { TemplateRules } from '../../answers/contract.ts'
import { placeholders, type Template, type Templates, templateActions } from '../../answers/template.ts'
import { transitionOf } from '../../matter.ts'
import { Line, Lines } from '../parts/inputs.tsx'
import { answerWords } from './words.ts'

interface SheetProps {
  readonly data: TemplateRules
  readonly draft: Templates
  readonly onChange: (templates: Templates) => void
}

/** The templates, each with where it is offered and what it says. */
export function TemplateSheet({ data, draft, onChange }: SheetProps) {
  const a = useWords(answerWords)
  const fresh = () => {
    let n = draft.length + 1
    while (draft.some(({ name }) => name === a.newName(n))) n++
    return a.newName(n)
  }
  const add = () =>
    onChange([...draft, { name: fresh(), kind: null, category: '', actions: ['resolve'], text: a.newText }])
  return (
    <Sheet>
      <div className="ui-stack">
        {draft.length === 0 && <p className="ui-muted">{a.noTemplates}</p>}
        <ul className="ru-answers">
          {draft.map((template, n) => (
            // A template is known by its name, which is being typed.
            // biome-ignore lint/suspicious/noArrayIndexKey: every field takes what the draft says
            <li key={n}>
              <OneTemplate
                data={data}
                template={template}
                onChange={(next) => onChange(draft.map((one, at) => (at === n ? next : one)))}
                onRemove={() => onChange(draft.filter((_, at) => at !== n))}
              />
            </li>
          ))}
        </ul>
        <div>
          <Button icon="plus" disabled={draft.length >= 200} onClick={add}>
            {a.addTemplate}
          </Button>
        </div>
      </div>
    </Sheet>
  )
}

interface OneProps {
  readonly data: TemplateRules
  readonly template: Template
  readonly onChange: (template: Template) => void
  readonly onRemove: () => void
}

function OneTemplate({ data, template, onChange, onRemove }: OneProps) {
  const a = useWords(answerWords)
  const say = useSay()
  const { name, kind, category, actions, text } = template
  return (
    <fieldset className="ru-answer">
      <legend>
        {name}
        <Button look="quiet" icon="cross" label={a.removeTemplate(name)} onClick={onRemove} />
      </legend>
      <Field label={a.name}>
        {(control) => (
          <Line
            control={control}
            value={name}
            maxLength={40}
            onChange={(next) => onChange({ ...template, name: next })}
          />
        )}
      </Field>
      <Field label={a.kind}>
        {(control) => (
          <select
            className="ui-input"
            {...control}
            value={kind ?? ''}
            onChange={(event) => onChange({ ...template, kind: event.target.value || null })}
          >
            <option value="">{a.allKinds}</option>
            {data.kinds.map((one) => (
              <option key={one.code} value={one.code}>
                {say(one.name)}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field label={a.category}>
        {(control) => (
          <select
            className="ui-input"
            {...control}
            value={category}
            onChange={(event) => onChange({ ...template, category: event.target.value })}
          >
            <option value="">{a.allCategories}</option>
            {data.categories.map((one) => (
              <option key={one.code} value={one.code}>
                {say(one.name)}
              </option>
            ))}
          </select>
        )}
      </Field>
      <div className="ru-answer-wide">
        <Field label={a.actions} group>
          <div className="ui-pills">
            {templateActions.map((action) => (
              <TickPill
                key={action}
                checked={actions.includes(action)}
                onChange={(checked) =>
                  onChange({
                    ...template,
                    actions: templateActions.filter((one) => (one === action ? checked : actions.includes(one))),
                  })
                }
              >
                {say(transitionOf(action).name)}
              </TickPill>
            ))}
          </div>
        </Field>
      </div>
      <div className="ru-answer-wide">
        <Field label={a.text}>
          {(control) => (
            <Lines
              control={control}
              rows={4}
              value={text}
              maxLength={1000}
              onChange={(next) => onChange({ ...template, text: next })}
            />
          )}
        </Field>
        <div className="ui-row">
          <span className="ui-muted ui-small">{a.placeholders}</span>
          {placeholders.map((one) => (
            <Button key={one} look="quiet" onClick={() => onChange({ ...template, text: `${text}{${one}}` })}>
              {`{${one}} ${a.standsFor(one)}`.trim()}
            </Button>
          ))}
        </div>
      </div>
    </fieldset>
  )
}
