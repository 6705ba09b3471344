import { useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { Remark } from '../../../ui/error-note.tsx'
import { useFormat } from '../../../ui/format.ts'
import { Lamp } from '../../../ui/lamp.tsx'
import { BigButton, Card, ListRow } from '../../../ui/pocket/parts.tsx'
import { StatusWord } from '../../../ui/status-word.tsx'
import { StateWord, useNames } from '../../matters/pocket/public.ts'
import type { PublicProject } from '../contract.ts'
import { stateNames, stopReasonNames } from '../project.ts'
import { Delays } from '../web/delays.tsx'
import { MoneyTable } from '../web/money-table.tsx'
import { projectTones, useShown } from '../web/show.ts'
import { StagePicture } from '../web/stage-picture.tsx'
import { ItemsCard } from './items-card.tsx'
import { PhotosCard } from './photos-card.tsx'
import { QuestionsCard } from './questions-card.tsx'
import { SatisfactionCard } from './satisfaction-card.tsx'
import { words } from './words.ts'

interface OfProject {
  readonly of: PublicProject
}

/** The public page of a renewal, in the order in which a neighbour wonders. */
export function ProjectWhole({ of }: OfProject) {
  const w = useWords(words)
  const { reader } = of
  return (
    <>
      <HeadCard of={of} />
      {reader.mayReportDefect && (
        <Card>
          <p>{w.reportLead}</p>
          <BigButton icon="camera" to={`/x/${of.code}/defect`}>
            {w.report}
          </BigButton>
        </Card>
      )}
      <SatisfactionCard of={of} />
      <DefectsCard of={of} />
      <PhotosCard of={of} />
      <ItemsCard of={of} />
      {of.stages.some(({ plannedFrom }) => plannedFrom !== null) && (
        <Card title={w.stages}>
          <StagePicture stages={of.stages} now={of.state === 'running' ? of.stage : null} today={of.today} />
        </Card>
      )}
      <DelaysCard of={of} />
      <Card title={w.money}>
        <MoneyTable sources={of.money.sources} sums={of.sums} />
      </Card>
      <QuestionsCard of={of} />
      <WhoCard of={of} />
    </>
  )
}

function HeadCard({ of }: OfProject) {
  const w = useWords(words)
  const { book, say, stage, day } = useShown()
  const format = useFormat()
  const nameOf = useNames()
  const current = of.stages.find((one) => one.stage === of.stage)
  const following = of.stages.slice(of.stages.findIndex((one) => one.stage === of.stage) + 1)
  const next = following.find(({ state }) => state !== 'finished')
  const moving = of.stopped === null && current
  return (
    <Card>
      <div className="rp-marks">
        <StatusWord words={say(stateNames[of.state])} tone={projectTones[of.state]} />
        {of.reader.inspector && <StatusWord words={w.inspecting} tone="active" />}
        {current && current.daysLate > 0 && <Lamp tone="red" words={book.late(current.daysLate)} />}
      </div>
      {of.stopped && (
        <Remark icon="pause" title={w.stopped(say(stopReasonNames[of.stopped.reason]), of.stopped.words)} />
      )}
      {moving && (
        <div className="rp-now">
          <strong>{(current.beganOn ? w.nowStage : w.readyStage)(stage(current.stage))}</strong>
          <span>
            {[current.plannedUntil && w.until(day(current.plannedUntil)), next && w.next(stage(next.stage))]
              .filter(Boolean)
              .join(' · ')}
          </span>
        </div>
      )}
      {of.words && <p className="rn-text">{of.words}</p>}
      <p className="ui-muted">
        {[
          [of.place, ...of.touched].map(nameOf).join(book.comma),
          of.households !== null && w.households(format.number(of.households)),
          of.endedOn ? w.ended(day(of.endedOn)) : of.startedOn && w.started(day(of.startedOn)),
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
    </Card>
  )
}

/** How many look on and what they found; whoever looks on sees each defect. */
function DefectsCard({ of }: OfProject) {
  const w = useWords(words)
  const format = useFormat()
  const { inspectors, openDefects, closedDefects, reader } = of
  if (inspectors + openDefects + closedDefects === 0) return null
  return (
    <>
      <Card title={w.oversight}>
        <p>
          {[
            inspectors > 0 && w.people(inspectors),
            openDefects + closedDefects > 0 && w.defects(openDefects, closedDefects),
          ]
            .filter(Boolean)
            .join(' · ')}
        </p>
      </Card>
      {reader.defects.length > 0 && (
        <Card flush title={w.foundDefects}>
          {reader.defects.map((one) => (
            <ListRow
              key={one.matterId}
              title={one.title}
              note={`${one.number} · ${format.shortDay(one.reportedAt)}`}
              mark={<StateWord state={one.state as Parameters<typeof StateWord>[0]['state']} />}
              {...(one.mayOpen ? { to: `/matters/${one.matterId}` } : {})}
            />
          ))}
        </Card>
      )}
    </>
  )
}

function DelaysCard({ of }: OfProject) {
  const w = useWords(words)
  const delays = of.stages.flatMap((stage) => stage.delays)
  if (delays.length === 0) return null
  return (
    <Card title={w.delays}>
      <Delays delays={delays} named />
    </Card>
  )
}

function WhoCard({ of }: OfProject) {
  const w = useWords(words)
  const nameOf = useNames()
  const { phone } = of.keptBy
  return (
    <Card title={w.who}>
      <div className="rn-line">
        <span>{nameOf(of.keptBy)}</span>
        {phone && (
          <Button icon="phone" to={`tel:${phone}`} label={w.call(phone)}>
            {phone}
          </Button>
        )}
      </div>
    </Card>
  )
}
