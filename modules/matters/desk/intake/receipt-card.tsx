import type { ResponseOf } from '../../../../kernel/contract/endpoint.ts'
import { useLang, useWords } from '../../../../kernel/web/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { CopyCode } from '../../../../ui/copy-code.tsx'
import { Facts, Sheet } from '../../../../ui/desk/page.tsx'
import { ErrorNote, Remark } from '../../../../ui/error-note.tsx'
import { useFormat } from '../../../../ui/format.ts'
import type { SimilarView, takeDown } from '../../contract.ts'
import { words } from './words.ts'

export interface ReceiptCardProps {
  readonly answer: ResponseOf<typeof takeDown>
  readonly mergedInto: SimilarView | null
  readonly mergeError: Error | null
  readonly onNext: () => void
}

/** What to read out after saving; Enter goes on to the next. */
export function ReceiptCard({ answer, mergedInto, mergeError, onNext }: ReceiptCardProps) {
  const w = useWords(words).done
  const lang = useLang()
  const format = useFormat()
  const { number, receiptCode, holder, dueAt, id } = answer
  const name = lang === 'en' && holder.nameEn ? holder.nameEn : holder.name
  return (
    <Sheet title={w.title}>
      <form
        className="intake-done"
        onSubmit={(event) => {
          event.preventDefault()
          onNext()
        }}
      >
        <div>
          <div className="ui-muted">{w.read}</div>
          <div className="intake-code">
            <CopyCode code={receiptCode} label={w.read} />
          </div>
          <p className="ui-small ui-muted">{w.readHint}</p>
        </div>
        <p className="intake-say">{w.say(name)}</p>
        <Facts
          rows={[
            { label: w.number, value: <span className="ui-code">{number}</span> },
            { label: w.holder, value: name },
            ...(holder.officePhone ? [{ label: w.phone, value: holder.officePhone }] : []),
            { label: w.due, value: format.moment(dueAt) },
          ]}
        />
        {mergedInto && !mergeError && <Remark icon="merge" title={w.merged(mergedInto.number)} />}
        {mergeError && <ErrorNote what={w.notMerged} next={mergeError.message} />}
        <div className="ui-row" ref={focusFirst}>
          <Button type="submit" look="main" icon="plus">
            {w.next}
          </Button>
          <Button to={`/matters/${id}`}>{w.see}</Button>
        </div>
      </form>
    </Sheet>
  )
}

const focusFirst = (row: HTMLDivElement | null) => row?.querySelector('button')?.focus()
