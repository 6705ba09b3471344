import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../../../../kernel/web/client.ts'
import { useEndpoint } from '../../../../kernel/web/hooks.ts'
import { useWords } from '../../../../kernel/web/words.ts'
import type { FieldControl } from '../../../../ui/field.tsx'
import { listMatters, type MatterView, similar } from '../../contract.ts'
import { isOpen } from '../../matter.ts'
import { matterWords } from '../../matter-words.ts'
import { useDebounced } from '../parts/debounced.ts'
import { useNameOf } from '../parts/matter-marks.tsx'
import { TypeAhead } from '../parts/type-ahead.tsx'
import type { ActDraft } from './draft.ts'
import { words } from './words.ts'

export interface IntoSearchProps {
  readonly control: FieldControl
  readonly matter: MatterView
  readonly value: ActDraft['into']
  readonly onChange: (into: ActDraft['into']) => void
}

/** Which matter this one goes into: similar ones nearby at first, any other by number or words. */
export function IntoSearch({ control, matter, value, onChange }: IntoSearchProps) {
  const w = useWords(words)
  const m = useWords(matterWords)
  const nameOf = useNameOf()
  const [typed, setTyped] = useState('')
  const q = useDebounced(typed.trim(), 200)
  const text = `${matter.title}\n${matter.body}`.slice(0, 4000)
  const alike = useQuery({
    queryKey: [similar.id, matter.id],
    queryFn: () => call(similar, { body: { text, placeId: matter.place.id, exceptId: matter.id } }),
    staleTime: 60_000,
  }).data?.similar
  const found = useEndpoint(listMatters, { query: { q, limit: 8 } }, { enabled: q !== '' }).data?.rows
  const options =
    q === ''
      ? (alike ?? []).map((one) => ({ ...one, where: nameOf(one.place) }))
      : (found ?? []).map((one) => ({ ...one, where: nameOf(one.place) }))
  return (
    <TypeAhead
      control={control}
      text={value ? `${value.number} ${value.title}` : typed}
      onText={(next) => {
        setTyped(value ? '' : next)
        onChange(undefined)
      }}
      {...(q !== '' && found ? { none: w.field.intoNone } : {})}
      options={options
        .filter((one) => one.id !== matter.id && isOpen(one.state))
        .map((one) => ({
          id: one.id,
          value: one,
          title: `${one.number} ${one.title}`,
          note: `${one.where} · ${m.state[one.state]}`,
        }))}
      onPick={({ id, number, title }) => onChange({ id, number, title })}
    />
  )
}
