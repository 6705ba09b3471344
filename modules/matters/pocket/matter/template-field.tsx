import type { MatterId } from '../../../../kernel/contract/ids.ts'
import { useEndpoint } from '../../../../kernel/web/hooks.ts'
import { useWords } from '../../../../kernel/web/words.ts'
import { Field } from '../../../../ui/field.tsx'
import { matterTemplates } from '../../answers/contract.ts'
import type { TemplateAction } from '../../answers/template.ts'
import { words } from './act-words.ts'

interface TemplateFieldProps {
  readonly matterId: MatterId
  readonly action: TemplateAction
  readonly written: string
  readonly onWrite: (words: string) => void
}

/** Puts the words of a template into the field below. Draws nothing where the office has none. */
export function TemplateField({ matterId, action, written, onWrite }: TemplateFieldProps) {
  const w = useWords(words)
  const { data } = useEndpoint(matterTemplates, { params: { matterId }, query: { action } })
  if (!data || data.templates.length === 0) return null
  const insert = (name: string) => {
    const found = data.templates.find((one) => one.name === name)
    if (found) onWrite(written.trim() ? `${written.trimEnd()}\n${found.text}` : found.text)
  }
  return (
    <Field label={w.template} optional>
      {(control) => (
        <select className="ui-input" {...control} value="" onChange={(event) => insert(event.target.value)}>
          <option value="">{w.chooseTemplate}</option>
          {data.templates.map(({ name }) => (
            <option key={name} value={name}>
              {name}
            </option>
          ))}
        </select>
      )}
    </Field>
  )
}
