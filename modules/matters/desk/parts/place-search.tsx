import { type Ref, useState } from 'react'
import { useEndpoint } from '../../../../kernel/web/hooks.ts'
import { defineWords, useWords } from '../../../../kernel/web/words.ts'
import type { FieldControl } from '../../../../ui/field.tsx'
import { type PlaceView, searchPlaces } from '../../../places/contract.ts'
import { useDebounced } from './debounced.ts'
import { useNameOf } from './matter-marks.tsx'
import { TypeAhead } from './type-ahead.tsx'

const words = defineWords({
  zh: { placeholder: '小区、楼栋、门牌，可简写', none: '没有找到这个地点' },
  en: { placeholder: 'Compound, building, door', none: 'No such place found' },
})

export interface PlaceSearchProps {
  readonly control?: FieldControl
  readonly label?: string
  readonly placeholder?: string
  readonly value: Pick<PlaceView, 'id' | 'name' | 'nameEn'> | null
  readonly onChange: (place: PlaceView | null) => void
  readonly inputRef?: Ref<HTMLInputElement>
}

/** Finds a place by its name, also a shortened one, with those above it as the second line. */
export function PlaceSearch({ control, label, placeholder, value, onChange, inputRef }: PlaceSearchProps) {
  const w = useWords(words)
  const nameOf = useNameOf()
  const [typed, setTyped] = useState<string | null>(null)
  const q = useDebounced((typed ?? '').trim(), 150)
  const { data, isPlaceholderData } = useEndpoint(searchPlaces, { query: { q, limit: 8 } }, { enabled: q !== '' })
  const found = typed !== null && q !== '' ? (data?.places ?? []) : []
  return (
    <TypeAhead
      {...(control ? { control } : {})}
      {...(label ? { label } : {})}
      {...(inputRef ? { inputRef } : {})}
      text={typed ?? (value ? nameOf(value) : '')}
      onText={(text) => {
        setTyped(text)
        if (value) onChange(null)
      }}
      placeholder={placeholder ?? w.placeholder}
      {...(data && !isPlaceholderData && q === typed?.trim() ? { none: w.none } : {})}
      options={found.map(({ place, above }) => ({
        id: place.id,
        value: place,
        title: nameOf(place),
        note: above.slice(-3).join(' '),
      }))}
      onPick={(place) => {
        setTyped(null)
        onChange(place)
      }}
    />
  )
}
