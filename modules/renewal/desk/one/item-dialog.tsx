import { type FormEvent, useState } from 'react'
import { useCommand, useEndpoint } from '../../../../kernel/web/hooks.ts'
import { useWords } from '../../../../kernel/web/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { Dialog } from '../../../../ui/dialog.tsx'
import { ErrorNote } from '../../../../ui/error-note.tsx'
import { Field } from '../../../../ui/field.tsx'
import { TickPill } from '../../../../ui/pills.tsx'
import { Line, Lines, PlaceSearch } from '../../../matters/desk/public.ts'
import { addItem, changeItem, type ItemBody, type ItemView, originsAt, type ProjectView } from '../../contract.ts'
import { amountTyped, fenOf, fieldOf } from '../../web/show.ts'
import type { Place } from '../project-form.tsx'
import { words } from '../words.ts'
import { WorkSelect } from '../work-select.tsx'
import { changes } from './changes.ts'
import { OriginTicks, type Ticked } from './origin-ticks.tsx'

interface Draft extends Ticked {
  readonly code: string
  readonly place: Place | null
  readonly words: string
  readonly planned: string
  readonly final: string
  readonly byVote: boolean
}

const draftOf = (item: ItemView | null, place: Place): Draft => ({
  ...{ code: item?.code ?? '', place: item?.place ?? place, words: item?.words ?? '', byVote: item?.byVote ?? false },
  ...{ planned: fieldOf(item?.plannedFen ?? null), final: fieldOf(item?.finalFen ?? null) },
  ...{ ideaIds: item?.ideas.map(({ id }) => id) ?? [], hazardIds: item?.hazards.map(({ id }) => id) ?? [] },
})

/** The body of the command; null while something is missing. */
function bodyOf(draft: Draft): ItemBody | null {
  const [plannedFen, finalFen] = [fenOf(draft.planned), fenOf(draft.final)]
  if (!draft.code || !draft.place || !draft.words.trim() || plannedFen === undefined || finalFen === undefined)
    return null
  return {
    ...{ code: draft.code, placeId: draft.place.id, words: draft.words.trim(), plannedFen, finalFen },
    ...{ byVote: draft.byVote, ideaIds: [...draft.ideaIds], hazardIds: [...draft.hazardIds] },
  }
}

interface ItemDialogProps {
  readonly of: ProjectView
  /** Null for a new one. */
  readonly item: ItemView | null
  readonly onClose: () => void
}

/** One work item: what kind, where, what it costs, which ideas and hazards it takes up. */
export function ItemDialog({ of, item, onClose }: ItemDialogProps) {
  const all = useWords(words)
  const w = all.work
  const [draft, setDraft] = useState(() => draftOf(item, of.place))
  const [tried, setTried] = useState(false)
  const origins = useEndpoint(originsAt, { query: { placeId: of.place.id } })
  const add = useCommand(addItem, { changes, onDone: onClose })
  const save = useCommand(changeItem, { changes, onDone: onClose })
  const error = add.error ?? save.error
  const change = (patch: Partial<Draft>) => setDraft((now) => ({ ...now, ...patch }))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    const body = bodyOf(draft)
    if (!body) return
    if (item) save.mutate({ params: { projectId: of.id, itemId: item.id }, body })
    else add.mutate({ params: { projectId: of.id }, body })
  }
  const amount = (typed: string) => (tried && fenOf(typed) === undefined ? w.fault.cost : undefined)
  return (
    <Dialog open wide title={item ? all.change : w.add} onClose={onClose}>
      <form className="ui-stack" onSubmit={submit}>
        <OriginTicks
          origins={{
            ideas: [...(item?.ideas ?? []), ...(origins.data?.ideas ?? [])],
            hazards: [...(item?.hazards ?? []), ...(origins.data?.hazards ?? [])],
          }}
          ticked={draft}
          onChange={(ticked, from) =>
            change({
              ...ticked,
              ...(draft.words === '' && from ? { words: from.title } : {}),
              ...(draft.planned === '' && from?.costFen ? { planned: fieldOf(from.costFen) } : {}),
            })
          }
        />
        <div className="rn-pair">
          <Field label={w.code} error={tried && !draft.code ? w.fault.code : error?.field('code')}>
            {(control) => (
              <WorkSelect
                control={control}
                placeholder={w.choose}
                value={draft.code}
                onChange={(code) => change({ code })}
              />
            )}
          </Field>
          <Field label={w.place} error={tried && !draft.place ? all.form.fault.place : error?.field('placeId')}>
            {(control) => <PlaceSearch control={control} value={draft.place} onChange={(place) => change({ place })} />}
          </Field>
        </div>
        <Field label={w.words} error={tried && !draft.words.trim() ? w.fault.words : error?.field('words')}>
          {(control) => (
            <Lines
              control={control}
              rows={2}
              value={draft.words}
              maxLength={500}
              onChange={(said) => change({ words: said })}
            />
          )}
        </Field>
        <div className="rn-pair">
          {(['planned', 'final'] as const).map((which) => (
            <Field key={which} label={w[which]} optional error={amount(draft[which])}>
              {(control) => (
                <Line
                  control={control}
                  value={draft[which]}
                  onChange={(typed) => change({ [which]: amountTyped(typed) })}
                />
              )}
            </Field>
          ))}
        </div>
        <div>
          <TickPill checked={draft.byVote} onChange={(byVote) => change({ byVote })}>
            {w.byVote}
          </TickPill>
        </div>
        <ErrorNote error={error} />
        <div>
          <Button type="submit" look="main" icon="check" busy={add.isPending || save.isPending}>
            {all.save}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
