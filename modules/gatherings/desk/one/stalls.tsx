import { useState } from 'react'
import { bracketed } from '../../../../kernel/contract/punctuation.ts'
import { useCommand } from '../../../../kernel/web/hooks.ts'
import { useLang, useWords } from '../../../../kernel/web/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { Sheet } from '../../../../ui/desk/page.tsx'
import { ErrorNote } from '../../../../ui/error-note.tsx'
import { useNameOf } from '../../../matters/desk/public.ts'
import { allotStall, allotStalls, type GatheringView } from '../../contract.ts'
import { mayNow } from '../../gathering.ts'
import { words } from '../words.ts'
import { changes } from './changes.ts'
import { ChosenStall } from './chosen-stall.tsx'
import { LayOut } from './lay-out.tsx'
import { StallKey, StallPlan } from './stall-plan.tsx'

/** The plan, who stands where and why, and those who have no stall yet. */
export function Stalls({ of }: { of: GatheringView }) {
  const w = useWords(words).stalls
  const lang = useLang()
  const nameOf = useNameOf()
  const [chosen, setChosen] = useState<string | null>(null)
  const allot = useCommand(allotStalls, { changes })
  const place = useCommand(allotStall, { changes })
  const allots = of.manages && mayNow('allot', of.state)
  const stall = of.stalls.find((one) => one.id === chosen)
  const without = of.entries.filter(
    (entry) => entry.wish && !entry.stall && ['accepted', 'signed_up', 'came'].includes(entry.standing),
  )
  const why = new Map(allot.data?.left.map((one) => [one.entryId, one.why]))
  return (
    <Sheet
      title={w.title}
      tools={
        allots &&
        of.stalls.length > 0 && (
          <Button icon="grid" busy={allot.isPending} onClick={() => allot.mutate({ params: { gatheringId: of.id } })}>
            {w.allot}
          </Button>
        )
      }
    >
      <div className="ui-stack">
        {of.stalls.length === 0 && <p className="ui-muted">{w.none}</p>}
        {of.stalls.length > 0 && (
          <>
            {allots && <p className="ui-muted ui-small">{w.allotHint}</p>}
            <ErrorNote error={allot.error ?? place.error} />
            <StallPlan
              of={of}
              chosen={chosen}
              onChoose={setChosen}
              onDrop={(stallId, entryId) =>
                allots && place.mutate({ params: { gatheringId: of.id, stallId }, body: { entryId } })
              }
            />
            <StallKey />
          </>
        )}
        {stall && <ChosenStall key={stall.id} of={of} stall={stall} />}
        {without.length > 0 && (
          <section>
            <h3 className="ui-small">
              {w.waitingOnes} · {without.length}
            </h3>
            {allots && <p className="ui-muted ui-small">{w.drag}</p>}
            <ul className="stall-waiting">
              {without.map((entry) => {
                const left = why.get(entry.id)
                return (
                  <li
                    key={entry.id}
                    draggable={allots}
                    onDragStart={(event) => event.dataTransfer.setData('text/plain', entry.id)}
                  >
                    {nameOf(entry)}
                    {left && <span className="ui-muted">{bracketed(lang, w.leftWhy[left])}</span>}
                  </li>
                )
              })}
            </ul>
          </section>
        )}
        {of.manages && mayNow('lay_out', of.state) && <LayOut of={of} />}
      </div>
    </Sheet>
  )
}
