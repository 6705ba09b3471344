import { useState } from 'react'
import type { PostId } from '../../../../kernel/contract/ids.ts'
import { useWords } from '../../../../kernel/web/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { Field } from '../../../../ui/field.tsx'
import { Line, PostSearch, useNameOf } from '../../../matters/desk/public.ts'
import type { BuildingView } from '../../buildings-contract.ts'
import { type BuildingPurpose, buildingPurposes } from '../../shapes.ts'
import { Choice } from '../parts/choice.tsx'
import { useNames } from '../parts/show.ts'
import { areaTyped, countTyped } from '../parts/typed.ts'
import { words } from './words.ts'

/** What is known of a building as it is typed. */
export interface BuildingText {
  readonly above: string
  readonly below: string
  readonly gross: string
  readonly purpose: BuildingPurpose | null
  readonly opened: string
}

export const emptyBuilding: BuildingText = { above: '', below: '0', gross: '', purpose: 'office', opened: '' }

export const textOf = (building: BuildingView): BuildingText => ({
  above: String(building.floorsAbove),
  below: String(building.floorsBelow),
  gross: building.grossAreaCm2 === null ? '' : String(building.grossAreaCm2 / 10_000),
  purpose: building.purpose,
  opened: building.openedOn ?? '',
})

/** What the endpoints want; null where something is missing or no number. */
export function buildingOf({ above, below, gross, purpose, opened }: BuildingText) {
  const [floorsAbove, floorsBelow] = [countTyped(above), countTyped(below || '0')]
  const grossAreaCm2 = gross.trim() === '' ? null : areaTyped(gross)
  if (floorsAbove === null || floorsAbove < 1 || floorsBelow === null || !purpose) return null
  if (gross.trim() !== '' && grossAreaCm2 === null) return null
  return { floorsAbove, floorsBelow, purpose, grossAreaCm2, openedOn: opened || null }
}

interface BuildingFieldsProps {
  readonly value: BuildingText
  readonly onChange: (patch: Partial<BuildingText>) => void
}

export function BuildingFields({ value, onChange }: BuildingFieldsProps) {
  const w = useWords(words)
  const names = useNames()
  const wrongArea = value.gross.trim() !== '' && areaTyped(value.gross) === null
  return (
    <>
      <Field label={w.above}>
        {(control) => <Line control={control} value={value.above} onChange={(above) => onChange({ above })} />}
      </Field>
      <Field label={w.below}>
        {(control) => <Line control={control} value={value.below} onChange={(below) => onChange({ below })} />}
      </Field>
      <Field label={w.purpose}>
        {(control) => (
          <Choice
            control={control}
            value={value.purpose}
            onChange={(purpose) => onChange({ purpose })}
            options={buildingPurposes.map((one) => ({ value: one, label: names.buildingPurpose[one] }))}
          />
        )}
      </Field>
      <Field label={w.gross} optional error={wrongArea ? w.badNumber : undefined}>
        {(control) => <Line control={control} value={value.gross} onChange={(gross) => onChange({ gross })} />}
      </Field>
      <Field label={w.opened} optional>
        {(control) => (
          <Line control={control} type="date" value={value.opened} onChange={(opened) => onChange({ opened })} />
        )}
      </Field>
    </>
  )
}

export interface NamedPost {
  readonly id: PostId
  readonly name: string
  readonly nameEn: string
}

interface PostFieldProps {
  readonly label: string
  readonly value: NamedPost | null
  readonly onChange: (post: NamedPost | null) => void
}

/** A post that looks after the building: who it is now, taken off or changed. */
export function PostField({ label, value, onChange }: PostFieldProps) {
  const w = useWords(words)
  const nameOf = useNameOf()
  const [searched, setSearched] = useState(0)
  return (
    <Field label={label} optional group>
      <div className="ui-row">
        <span>{value ? nameOf(value) : w.noPost}</span>
        {value && (
          <Button look="quiet" icon="cross" label={w.clearPost(nameOf(value))} onClick={() => onChange(null)} />
        )}
      </div>
      <PostSearch
        key={searched}
        label={w.choosePost}
        onPick={(post) => {
          onChange(post)
          setSearched(searched + 1)
        }}
      />
    </Field>
  )
}
