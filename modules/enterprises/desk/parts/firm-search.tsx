import { useState } from 'react'
import { listed } from '../../../../kernel/contract/punctuation.ts'
import { useEndpoint } from '../../../../kernel/web/hooks.ts'
import { useLang, useWords } from '../../../../kernel/web/words.ts'
import type { FieldControl } from '../../../../ui/field.tsx'
import { TypeAhead, useDebounced, useNameOf } from '../../../matters/desk/public.ts'
import { type FirmRow, listFirms } from '../../contract.ts'
import { words } from '../plan/words.ts'
import { useFirmName } from './firm-name.ts'

export interface FirmSearchProps {
  readonly control?: FieldControl
  readonly value: Pick<FirmRow, 'id' | 'name' | 'nameEn'> | null
  readonly onChange: (firm: FirmRow | null) => void
  /** Also firms that left. */
  readonly gone?: boolean
  readonly except?: string
}

/** Finds a firm of the reader's area by name or code. */
export function FirmSearch({ control, value, onChange, gone = false, except }: FirmSearchProps) {
  const w = useWords(words)
  const lang = useLang()
  const nameOf = useNameOf()
  const firmName = useFirmName()
  const [typed, setTyped] = useState<string | null>(null)
  const q = useDebounced((typed ?? '').trim(), 150)
  const query = { q, limit: 8, sort: 'name' as const, ...(gone ? { state: ['active' as const, 'left' as const] } : {}) }
  const { data, isPlaceholderData } = useEndpoint(listFirms, { query }, { enabled: q !== '' })
  const found = typed !== null && q !== '' ? (data?.rows ?? []) : []
  return (
    <TypeAhead
      {...(control ? { control } : {})}
      text={typed ?? (value ? firmName(value) : '')}
      onText={(text) => {
        setTyped(text)
        if (value) onChange(null)
      }}
      {...(data && !isPlaceholderData && q === typed?.trim() ? { none: w.firmNone } : {})}
      options={found
        .filter((firm) => firm.id !== except)
        .map((firm) => ({
          id: firm.id,
          value: firm,
          title: firmName(firm),
          note: [nameOf(firm.place), listed(lang, firm.suites)].filter(Boolean).join(' '),
        }))}
      onPick={(firm) => {
        setTyped(null)
        onChange(firm)
      }}
    />
  )
}
