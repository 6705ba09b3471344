import { useState } from 'react'
import type { Endpoint } from '../../../kernel/contract/endpoint.ts'
import type { ArgsOf } from '../../../kernel/web/client.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { saveFile } from '../../matters/desk/public.ts'
import { words } from './words.ts'

/** Saves the list that is shown. */
export function Export<E extends Endpoint>({ of, args, name }: { of: E; args: ArgsOf<E>; name: string }) {
  const w = useWords(words)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<Error | null>(null)
  const save = async () => {
    setBusy(true)
    setError(null)
    const day = new Date().toLocaleDateString('sv', { timeZone: 'Asia/Shanghai' })
    await saveFile(of, args as never, `${name} ${day}.xlsx`).catch(setError)
    setBusy(false)
  }
  return (
    <>
      <ErrorNote error={error} />
      <Button look="quiet" icon="download" busy={busy} onClick={() => void save()}>
        {w.export}
      </Button>
    </>
  )
}

/** The last twelve months, this one first. */
export function recentMonths(): { value: string; label: string }[] {
  const now = new Date().toLocaleDateString('sv', { timeZone: 'Asia/Shanghai' })
  const at = Number(now.slice(0, 4)) * 12 + Number(now.slice(5, 7)) - 1
  return Array.from({ length: 12 }, (_, n) => {
    const value = `${Math.floor((at - n) / 12)}-${String(((at - n) % 12) + 1).padStart(2, '0')}`
    return { value, label: value }
  })
}
