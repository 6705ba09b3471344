import './import.css'
import type { Words } from '../../../../kernel/contract/words.ts'
import { useSay } from '../../../../kernel/web/words.ts'
import { Icon } from '../../../../ui/icon.tsx'

/** What is wrong with a row, a line a column. */
export function RowErrors({ errors }: { errors: readonly { readonly column: string; readonly words: Words }[] }) {
  const say = useSay()
  return errors.map((error) => (
    <span key={error.column + error.words.en} className="import-wrong">
      <Icon name="warning" size={16} />
      <span>
        <strong>{error.column}</strong> {say(error.words)}
      </span>
    </span>
  ))
}
