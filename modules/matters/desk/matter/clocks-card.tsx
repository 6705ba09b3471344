import { useWords } from '../../../../kernel/web/words.ts'
import { Sheet } from '../../../../ui/desk/page.tsx'
import { useFormat } from '../../../../ui/format.ts'
import type { MatterView } from '../../contract.ts'
import { matterWords } from '../../matter-words.ts'
import { nouns } from '../nouns.ts'
import { ClockLamp } from '../parts/matter-marks.tsx'
import { words } from './words.ts'

/** Every clock that ran for this matter; the running one with its lamp on top. */
export function ClocksCard({ matter }: { matter: MatterView }) {
  const w = useWords(words)
  const n = useWords(nouns)
  const m = useWords(matterWords)
  const format = useFormat()
  if (matter.clocks.length === 0) return null
  const clocks = [...matter.clocks].sort((a, b) => b.startedAt.localeCompare(a.startedAt))
  return (
    <Sheet title={w.clocks.title} tools={!matter.clock && <span className="matter-quiet">{n.noClock}</span>}>
      <ul className="matter-clocks">
        {clocks.map(({ stage, startedAt, dueAt, stoppedAt, late }) => (
          <li key={`${stage} ${startedAt}`}>
            <span>
              {m.stage[stage]} <span className="matter-quiet">{w.clocks.due(format.moment(dueAt))}</span>
            </span>
            {stoppedAt === null ? (
              <ClockLamp matter={matter} />
            ) : (
              <span className="matter-quiet">
                {late ? w.clocks.late(format.moment(stoppedAt)) : w.clocks.inTime(format.moment(stoppedAt))}
              </span>
            )}
          </li>
        ))}
      </ul>
    </Sheet>
  )
}
