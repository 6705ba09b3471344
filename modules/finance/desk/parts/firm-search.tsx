import { useState } from 'react'
import { useEndpoint } from '../../../../kernel/web/hooks.ts'
import { useWords } from '../../../../kernel/web/words.ts'
import type { FieldControl } from '../../../../ui/field.tsx'
import { type FirmRow, listFirms } from '../../../enterprises/contract.ts'
import { TypeAhead, useDebounced, useNameOf } from '../../../matters/desk/public.ts'
import { useShow } from '../../web/show.ts'
import { words } from '../words.ts'

export type FoundFirm = Pick<FirmRow, 'id' | 'name' | 'nameEn'>

interface FirmSearchProps {
  readonly control: FieldControl
  readonly value: FoundFirm | null
  readonly onChange: (firm: FoundFirm | null) => void
}

/** Finds a firm of the reader's area by name or code. */
export function FirmSearch({ control, value, onChange }: FirmSearchProps) {
  const w = useWords(words)
  const { name } = useShow()
  const nameOf = useNameOf()
  const [typed, setTyped] = useState<string | null>(null)
  const q = useDebounced((typed ?? '').trim(), 150)
  const { data, isPlaceholderData } = useEndpoint(
    listFirms,
    { query: { q, limit: 8, sort: 'name' } },
    { enabled: q !== '' },
  )
  const found = typed !== null && q !== '' ? (data?.rows ?? []) : []
  return (
    <TypeAhead
      control={control}
      text={typed ?? (value ? name(value) : '')}
      onText={(text) => {
        setTyped(text)
        if (value) onChange(null)
      }}
      {...(data && !isPlaceholderData && q === typed?.trim() ? { none: w.firmNone } : {})}
      options={found.map((firm) => ({ id: firm.id, value: firm, title: name(firm), note: nameOf(firm.place) }))}
      onPick={(firm) => {
        setTyped(null)
        onChange(firm)
      }}
    />
  )
}
