import './people.css'
import type { Words } from '../../../kernel/contract/words.ts'
import { useSay, useWords } from '../../../kernel/web/words.ts'
import { useFormat } from '../../../ui/format.ts'
import { words } from './consent-words.ts'

interface ConsentTextProps {
  readonly version: number
  readonly text: Words
  /** Since when it is in force; null: as delivered. */
  readonly fromAt: string | null
}

/** A text as people see it, with its number and day. */
export function ConsentText({ version, text, fromAt }: ConsentTextProps) {
  const w = useWords(words)
  const say = useSay()
  const format = useFormat()
  return (
    <div className="people-consent">
      <p>{say(text)}</p>
      <p className="ui-muted ui-small">{w.version(version, fromAt && format.date(fromAt))}</p>
    </div>
  )
}
