import { useEndpoint } from '../../../../kernel/web/hooks.ts'
import { useWords } from '../../../../kernel/web/words.ts'
import { Sheet } from '../../../../ui/desk/page.tsx'
import { useFormat } from '../../../../ui/format.ts'
import { Go } from '../../../../ui/navigation.tsx'
import { callScript } from '../../answers/contract.ts'
import { matterWords } from '../../matter-words.ts'
import { useDayWords } from '../parts/day-words.ts'
import { ClockLamp, MatterMarks, useNameOf } from '../parts/matter-marks.tsx'
import { useMe } from '../parts/me.ts'
import { Reveal } from '../parts/reveal.tsx'
import { CallForm } from './call-form.tsx'
import type { CallBack } from './call-list.tsx'
import { words } from './words.ts'

/** One call: whom, what was answered, what to say, and what was found. */
export function CallCard({ call, onDone }: { call: CallBack; onDone: () => void }) {
  const w = useWords(words)
  const m = useWords(matterWords)
  const format = useFormat()
  const day = useDayWords()
  const nameOf = useNameOf()
  const post = useMe()?.posts[0]
  const office = post ? nameOf({ name: post.placeName, nameEn: post.placeNameEn }) : ''
  const { matter, outcomeWords, attempts, lastAttemptAt } = call
  const { data: script } = useEndpoint(callScript, { query: { kind: matter.kind } }, { staleTime: 60_000 })
  const answer = w.answered(matter.outcome ? m.outcome[matter.outcome] : '', outcomeWords ?? w.noAnswer)
  const where = matter.place.above.name
    ? w.where(nameOf(matter.place.above), nameOf(matter.place))
    : nameOf(matter.place)
  return (
    <Sheet
      title={
        <>
          {matter.title} <MatterMarks matter={matter} />
        </>
      }
      tools={<ClockLamp matter={matter} />}
    >
      <div className="call-card">
        <p className="ui-muted">
          <span className="ui-code">{matter.number}</span> · {where} · <Go to={`/matters/${matter.id}`}>{w.open}</Go>
        </p>
        <section className="call-who">
          <h3>{w.reporter}</h3>
          <div className="call-contact">
            {call.reporterName && <span>{call.reporterName}</span>}
            <span>{call.reporterPhone ?? w.noPhone}</span>
            {call.reporterPhone && <Reveal matterId={matter.id} usualReason={w.reason} />}
          </div>
          <p className="ui-small ui-muted">
            {lastAttemptAt === null ? w.firstCall : w.attempts(attempts, format.moment(lastAttemptAt))}
            {call.hasAccount && ` · ${w.account}`}
          </p>
        </section>
        <section className="call-script">
          {/* What the office wrote to be said stands below, with its questions. */}
          <h3>{script?.script ? w.outcome : w.script}</h3>
          {!script?.script && <p>{w.says(office, where, day(matter.reportedAt), matter.title)}</p>}
          <p>{answer}</p>
          {!script?.script && <p>{w.asks}</p>}
          {!script?.script && <p className="ui-muted">{w.thanks}</p>}
        </section>
        <CallForm call={call} onDone={onDone} />
      </div>
    </Sheet>
  )
}
