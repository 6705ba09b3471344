import '../../web/bars.css'
import { useLang, useWords } from '../../../../kernel/web/words.ts'
import { Field } from '../../../../ui/field.tsx'
import { Line } from '../../../matters/desk/public.ts'
import type { HoldingView, OwnerView, RoomBody } from '../../owners/contract.ts'
import { areaSources } from '../../owners/kinds.ts'
import { choiceBook } from '../../web/words.ts'
import { words } from '../words.ts'

/** How a room is called on the desk. */
export function useRoomName() {
  const r = useWords(words).register
  const lang = useLang()
  return ({ building, unit, number }: Pick<HoldingView, 'building' | 'unit' | 'number'>) =>
    r.room(lang === 'zh' ? building.name : building.nameEn || building.name, unit.replace(/\s*单元$/, ''), number)
}

export interface RoomDraft {
  readonly key: number
  readonly buildingId: string
  readonly unit: string
  readonly number: string
  readonly area: string
  readonly source: RoomBody['areaSource']
}

export const emptyRoom = (key: number, buildingId = ''): RoomDraft => ({
  ...{ key, buildingId, unit: '', number: '', area: '' },
  source: 'register',
})

/** Square metres as typed, in cm²; null where it is no area. */
export function cm2Of(typed: string): number | null {
  const cm2 = Math.round(Number(typed) * 10_000)
  return typed.trim() !== '' && cm2 > 0 ? cm2 : null
}

/** The room as the server takes it; null while something is missing. */
export function roomOf({ buildingId, unit, number, area, source }: RoomDraft): RoomBody | null {
  const areaCm2 = cm2Of(area)
  if (!buildingId || !number.trim() || areaCm2 === null) return null
  return {
    buildingId: buildingId as RoomBody['buildingId'],
    unit: unit.trim(),
    number: number.trim(),
    areaCm2,
    areaSource: source,
  }
}

interface RoomFieldsProps {
  readonly buildings: readonly OwnerView['compound'][]
  readonly draft: RoomDraft
  readonly onChange: (draft: RoomDraft) => void
}

export function RoomFields({ buildings, draft, onChange }: RoomFieldsProps) {
  const r = useWords(words).register
  const lang = useLang()
  const set = (patch: Partial<RoomDraft>) => onChange({ ...draft, ...patch })
  return (
    <div className="choice-room">
      <Field label={r.building}>
        {(control) => (
          <select
            className="ui-input"
            {...control}
            value={draft.buildingId}
            onChange={(event) => set({ buildingId: event.target.value })}
          >
            <option value="">{r.choose}</option>
            {buildings.map((one) => (
              <option key={one.id} value={one.id}>
                {lang === 'zh' ? one.name : one.nameEn || one.name}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field label={r.unit}>
        {(control) => <Line control={control} value={draft.unit} onChange={(unit) => set({ unit })} maxLength={20} />}
      </Field>
      <Field label={r.number}>
        {(control) => (
          <Line control={control} value={draft.number} onChange={(number) => set({ number })} maxLength={20} />
        )}
      </Field>
      <Field label={r.area}>
        {(control) => (
          <Line
            control={control}
            value={draft.area}
            onChange={(area) => set({ area: area.replace(/[^\d.]/g, '') })}
            maxLength={12}
          />
        )}
      </Field>
      <Field label={r.source}>
        {(control) => <SourceSelect control={control} value={draft.source} onChange={(source) => set({ source })} />}
      </Field>
    </div>
  )
}

interface SourceProps {
  readonly control: object
  readonly value: RoomBody['areaSource']
  readonly onChange: (source: RoomBody['areaSource']) => void
}

export function SourceSelect({ control, value, onChange }: SourceProps) {
  const n = useWords(choiceBook)
  return (
    <select
      className="ui-input"
      {...control}
      value={value}
      onChange={(event) => onChange(areaSources.find((one) => one === event.target.value) ?? 'register')}
    >
      {areaSources.map((one) => (
        <option key={one} value={one}>
          {n.source[one]}
        </option>
      ))}
    </select>
  )
}
