import { useWords } from '../../../../kernel/web/words.ts'
import { Remark } from '../../../../ui/error-note.tsx'
import { useFormat } from '../../../../ui/format.ts'
import { words } from './words.ts'

/** Says that what is shown was read earlier, because there is no network. */
export function KeptNote({ at }: { at: string | null }) {
  const w = useWords(words)
  const format = useFormat()
  return at ? <Remark icon="offline">{w.offlineList(format.moment(at))}</Remark> : null
}
