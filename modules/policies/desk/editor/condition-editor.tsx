import { useWords } from '../../../../kernel/web/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { RawEditor } from './calc-editor.tsx'
import type { Always, Group, Shape } from './form.ts'
import { LineEditor } from './line-editor.tsx'
import { newLine } from './new-parts.ts'
import { type ConditionProps, useFaultNote, useRuleForm } from './rule-form.tsx'
import { ruleWords } from './rule-words.ts'
import { pointerInGroup } from './write-rule.ts'

/** A condition of any shape. */
export function ConditionEditor({ shape, at, onChange, onRemove, place = 1 }: ConditionProps) {
  const w = useWords(ruleWords)
  switch (shape.kind) {
    case 'group':
      return <GroupEditor group={shape} at={at} onChange={onChange} onRemove={onRemove} />
    case 'line':
      return <LineEditor line={shape} at={at} place={place} onChange={onChange} onRemove={onRemove} />
    case 'always':
      return <AlwaysEditor always={shape} place={place} onChange={onChange} onRemove={onRemove} />
    case 'raw':
      return (
        <div className="policy-line">
          <RawEditor raw={shape} at={at} onChange={onChange} />
          {onRemove && <Button look="quiet" icon="cross" label={w.remove(place)} onClick={onRemove} />}
        </div>
      )
  }
}

interface GroupEditorProps {
  readonly group: Group
  readonly at: string
  readonly onChange: (next: Group) => void
  readonly onRemove?: (() => void) | undefined
}

/** Conditions of which all, any or none hold; groups within groups. */
export function GroupEditor({ group, at, onChange, onRemove }: GroupEditorProps) {
  const w = useWords(ruleWords)
  const { dictionary } = useRuleForm()
  const { parts, how } = group
  const places = parts.map((_, index) => pointerInGroup(group, at, index))
  const { note } = useFaultNote(at, places)
  const put = (next: readonly Shape[]) => onChange({ ...group, parts: next })
  const change = (at: number, next: Shape) => put(parts.map((part, index) => (index === at ? next : part)))
  return (
    <fieldset className="policy-group" data-at={at}>
      <legend className="ui-unseen">{w.group}</legend>
      <div className="policy-group-head">
        <select
          className="pocket-input"
          aria-label={w.group}
          value={how}
          onChange={(event) => onChange({ ...group, how: event.target.value as Group['how'] })}
        >
          <option value="and">{w.all}</option>
          <option value="or">{w.any}</option>
          <option value="none">{w.none}</option>
        </select>
        {onRemove && <Button look="quiet" icon="cross" label={w.removeGroup} onClick={onRemove} />}
      </div>
      {note}
      {parts.map((part, index) => {
        // Rows have no name of their own: their place and kind are who they are.
        const key = `${index} ${part.kind}`
        return (
          <div className="policy-part" key={key}>
            <span className="policy-join" aria-hidden="true">
              {index > 0 && w.joins[how]}
            </span>
            <ConditionEditor
              shape={part}
              at={places[index] ?? at}
              place={index + 1}
              onChange={(next) => change(index, next)}
              onRemove={parts.length > 1 ? () => put(parts.filter((_, other) => other !== index)) : undefined}
            />
          </div>
        )
      })}
      <div className="ui-row policy-add">
        <Button look="quiet" icon="plus" onClick={() => put([...parts, newLine(dictionary)])}>
          {w.addLine}
        </Button>
        <Button
          look="quiet"
          icon="plus"
          onClick={() => put([...parts, { kind: 'group', how: 'or', parts: [newLine(dictionary)] }])}
        >
          {w.addGroup}
        </Button>
      </div>
    </fieldset>
  )
}

interface AlwaysEditorProps {
  readonly always: Always
  readonly place: number
  readonly onChange: (next: Shape) => void
  readonly onRemove?: (() => void) | undefined
}

/** Every firm, or none; turned into a row to say more. */
function AlwaysEditor({ always, place, onChange, onRemove }: AlwaysEditorProps) {
  const w = useWords(ruleWords)
  const { dictionary } = useRuleForm()
  return (
    <div className="policy-line">
      <span>{always.value ? w.always : w.never}</span>
      {onRemove ? (
        <Button look="quiet" icon="cross" label={w.remove(place)} onClick={onRemove} />
      ) : (
        <Button look="quiet" icon="plus" onClick={() => onChange(newLine(dictionary))}>
          {w.addLine}
        </Button>
      )}
    </div>
  )
}
