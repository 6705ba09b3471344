import { type FormEvent, useState } from 'react'
import type { Endpoint } from '../../../../kernel/contract/endpoint.ts'
import { useCommand } from '../../../../kernel/web/hooks.ts'
import { useWords } from '../../../../kernel/web/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { Sheet } from '../../../../ui/desk/page.tsx'
import { ErrorNote } from '../../../../ui/error-note.tsx'
import { useFormat } from '../../../../ui/format.ts'
import { Icon } from '../../../../ui/icon.tsx'
import { Go } from '../../../../ui/navigation.tsx'
import { Line } from '../../../matters/desk/public.ts'
import { addTag, endTag, type FirmView, getFirm, listFirms, listTags, undoMerge } from '../../contract.ts'
import { useNames } from '../parts/show.ts'
import { words } from './words.ts'

const changes: readonly Endpoint[] = [getFirm, listFirms, listTags]

/** Words that group firms, with who said so and when. */
export function TagsSheet({ firm }: { firm: FirmView }) {
  const w = useWords(words)
  const names = useNames()
  const format = useFormat()
  const [tag, setTag] = useState('')
  const add = useCommand(addTag, { changes, onDone: () => setTag('') })
  const end = useCommand(endTag, { changes })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (tag.trim()) add.mutate({ params: { firmId: firm.id }, body: { tag: tag.trim() } })
  }
  return (
    <Sheet title={w.tags}>
      <div className="ui-stack">
        <span className="firm-tags">
          {firm.tagList.map((one) => (
            <span key={one.id} className="firm-tag" title={w.source(names.source[one.source], format.date(one.asOf))}>
              {one.tag}
              {firm.mayWrite && (
                <button
                  type="button"
                  className="firm-tag-off"
                  aria-label={w.takeOff(one.tag)}
                  onClick={() => end.mutate({ params: { firmId: firm.id, tagId: one.id } })}
                >
                  <Icon name="cross" size={12} />
                </button>
              )}
            </span>
          ))}
        </span>
        <ErrorNote error={add.error ?? end.error} />
        {firm.mayWrite && (
          <form className="firm-tag-form" onSubmit={submit}>
            <Line
              control={{ id: 'firm-tag', 'aria-label': w.tag } as { id: string }}
              value={tag}
              maxLength={20}
              onChange={setTag}
            />
            <Button type="submit" icon="plus" busy={add.isPending} disabled={!tag.trim()}>
              {w.addTag}
            </Button>
          </form>
        )}
      </div>
    </Sheet>
  )
}

/** Records that were merged here, and the way back. */
export function MergedSheet({ firm }: { firm: FirmView }) {
  const w = useWords(words)
  const format = useFormat()
  const undo = useCommand(undoMerge, { changes })
  if (firm.mergedHere.length === 0) return null
  return (
    <Sheet title={w.mergedHere}>
      <ErrorNote error={undo.error} />
      {firm.mergedHere.map((merge) => (
        <div key={merge.mergeId} className="firm-contact">
          <Go to={`/firms/${merge.firmId}`}>{merge.name}</Go>
          <span className="ui-small ui-muted">{format.moment(merge.at)}</span>
          {merge.mayUndo && (
            <div>
              <Button
                look="quiet"
                icon="undo"
                busy={undo.isPending}
                onClick={() => undo.mutate({ params: { mergeId: merge.mergeId } })}
              >
                {w.undo}
              </Button>
            </div>
          )}
        </div>
      ))}
    </Sheet>
  )
}
