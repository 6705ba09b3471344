import { useQuery } from '@tanstack/react-query'
import type { MatterId } from '../../../../kernel/contract/ids.ts'
import { type ApiError, call } from '../../../../kernel/web/client.ts'
import { useCommand } from '../../../../kernel/web/hooks.ts'
import { useWords } from '../../../../kernel/web/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { Sheet } from '../../../../ui/desk/page.tsx'
import { ErrorNote } from '../../../../ui/error-note.tsx'
import { useFormat } from '../../../../ui/format.ts'
import { Go } from '../../../../ui/navigation.tsx'
import { toast } from '../../../../ui/pocket/toast.tsx'
import { act, type SimilarView, similar } from '../../contract.ts'
import { isOpen } from '../../matter.ts'
import { useDebounced } from '../parts/debounced.ts'
import { StateWord, useNameOf } from '../parts/matter-marks.tsx'
import type { IntakeForm } from './form.ts'
import { words } from './words.ts'

export interface SimilarSideProps {
  readonly form: IntakeForm
  /** The one that this will be merged into once it is saved. */
  readonly into: SimilarView | null
  readonly onInto: (into: SimilarView | null) => void
  /** The words were added to another matter: nothing is left to save. */
  readonly onAdded: (matterId: MatterId) => void
}

/** Open or lately closed matters nearby that sound alike, while one writes. */
export function SimilarSide({ form, into, onInto, onAdded }: SimilarSideProps) {
  const w = useWords(words).similar
  const asked = useDebounced(form.body.trim(), 500)
  const placeId = form.place?.id
  const ready = asked.length >= 4 && placeId !== undefined
  const { data, error } = useQuery<readonly SimilarView[], ApiError>({
    queryKey: [similar.id, asked, placeId, form.category],
    enabled: ready,
    queryFn: async () => {
      if (!placeId) return []
      const category = form.category ? { category: form.category } : {}
      return (await call(similar, { body: { text: asked.slice(0, 4000), placeId, ...category } })).similar
    },
    placeholderData: (before) => (ready ? before : undefined),
    staleTime: 30_000,
  })
  return (
    <Sheet title={w.title}>
      <ErrorNote error={error} />
      {!ready && <p className="ui-muted">{w.wait}</p>}
      {ready && data?.length === 0 && <p className="ui-muted">{w.none}</p>}
      <ul className="intake-similar" aria-live="polite">
        {ready &&
          data?.map((one) => (
            <Alike
              key={one.id}
              one={one}
              chosen={into?.id === one.id}
              body={asked}
              onInto={onInto}
              onAdded={() => onAdded(one.id)}
            />
          ))}
      </ul>
    </Sheet>
  )
}

interface AlikeProps {
  readonly one: SimilarView
  readonly chosen: boolean
  readonly body: string
  readonly onInto: (into: SimilarView | null) => void
  readonly onAdded: () => void
}

function Alike({ one, chosen, body, onInto, onAdded }: AlikeProps) {
  const w = useWords(words).similar
  const nameOf = useNameOf()
  const format = useFormat()
  const add = useCommand(act, {
    onDone: () => {
      toast(w.added)
      onAdded()
    },
  })
  return (
    <li className={chosen ? 'intake-alike intake-alike-chosen' : 'intake-alike'}>
      <div>
        <Go to={`/matters/${one.id}`}>{one.title}</Go>
        <div className="ui-small ui-muted">
          <span className="ui-code">{one.number}</span> · {nameOf(one.place)} · {format.fromNow(one.reportedAt)} ·{' '}
          {w.followers(one.followers)}
        </div>
      </div>
      <StateWord state={one.state} />
      {chosen ? (
        <div className="intake-ways">
          <strong>{w.chosen}</strong>
          <Button look="quiet" onClick={() => onInto(null)}>
            {w.cancel}
          </Button>
        </div>
      ) : (
        <div className="intake-ways">
          {isOpen(one.state) && (
            <span title={w.intoHint}>
              <Button icon="merge" onClick={() => onInto(one)}>
                {w.into}
              </Button>
            </span>
          )}
          <span title={w.addHint}>
            <Button
              look="quiet"
              icon="message"
              busy={add.isPending}
              onClick={() =>
                add.mutate({ params: { matterId: one.id }, body: { action: 'comment', words: body.slice(0, 2000) } })
              }
            >
              {w.add}
            </Button>
          </span>
        </div>
      )}
      <ErrorNote error={add.error} />
    </li>
  )
}
