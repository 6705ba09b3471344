import '../web/renewal.css'
import './desk.css'
import type { ComponentType } from 'react'
import { useEndpoint } from '../../../kernel/web/hooks.ts'
import { useSay, useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { Columns, Facts, Page, PageHeader, Sheet } from '../../../ui/desk/page.tsx'
import { ScanCode } from '../../../ui/desk/scan-code.tsx'
import { ViewTabs } from '../../../ui/desk/views.tsx'
import { ErrorNote, Remark } from '../../../ui/error-note.tsx'
import { useFormat } from '../../../ui/format.ts'
import { Lamp } from '../../../ui/lamp.tsx'
import { useParam, useUrlState } from '../../../ui/navigation.tsx'
import { StatusWord } from '../../../ui/status-word.tsx'
import { useUiWords } from '../../../ui/words.ts'
import { useNameOf } from '../../matters/desk/public.ts'
import { getProject, type ProjectView } from '../contract.ts'
import { consentNames, stateNames, stopReasonNames } from '../project.ts'
import { projectAddress, projectTones, useShown } from '../web/show.ts'
import { ChangeButton } from './one/change-button.tsx'
import { Documents } from './one/documents.tsx'
import { Handover } from './one/handover.tsx'
import { Money } from './one/money.tsx'
import { Neighbours } from './one/neighbours.tsx'
import { NextPanel } from './one/next-panel.tsx'
import { Oversight } from './one/oversight.tsx'
import { countOf, type Part, parts } from './one/parts.ts'
import { Photos } from './one/photos.tsx'
import { Stages } from './one/stages.tsx'
import { Works } from './one/works.tsx'
import { words } from './words.ts'

const bodies: Readonly<Record<Part, ComponentType<{ of: ProjectView }>>> = {
  ...{ stages: Stages, works: Works, money: Money, photos: Photos, documents: Documents, oversight: Oversight },
  ...{ neighbours: Neighbours, handover: Handover },
}

const isId = (text: string) => /^[0-9a-f]{8}-/i.test(text)

/**
 * `/renewals/$projectId`: what to do next, and everything about one project in parts. A notice to a neighbour leads here
 * by the public code.
 */
export default function ProjectPage() {
  const w = useWords(words)
  const ui = useUiWords()
  const projectId = useParam('projectId') as ProjectView['id']
  const known = isId(projectId)
  const { data, error, refetch } = useEndpoint(
    getProject,
    { params: { projectId } },
    { enabled: known, live: ['notice'] },
  )
  return (
    <Page title={data?.title ?? w.title}>
      {!known && (
        <Remark icon="qr" title={w.publicNotice}>
          <Button to={projectAddress(projectId)}>{w.openPublic}</Button>
        </Remark>
      )}
      {known && !data && !error && <p className="ui-muted">{ui.loading}</p>}
      {known && !data && <ErrorNote error={error} onRetry={() => void refetch()} />}
      {data && <Whole of={data} />}
    </Page>
  )
}

function Whole({ of }: { of: ProjectView }) {
  const w = useWords(words)
  const nameOf = useNameOf()
  const { book, say, stage, days } = useShown()
  const [{ part: asked }] = useUrlState(['part'])
  const part = parts.find((one) => one === asked) ?? 'stages'
  const Body = bodies[part]
  return (
    <>
      <PageHeader
        title={of.title}
        above={[{ words: w.title, to: '/renewals' }]}
        marks={
          <>
            <StatusWord words={say(stateNames[of.state])} tone={projectTones[of.state]} />
            {of.late && <Lamp tone="red" words={`${stage(of.late.stage)} · ${book.late(of.late.days)}`} />}
          </>
        }
        lead={[nameOf(of.place), of.plannedFrom && days(of.plannedFrom, of.plannedUntil)].filter(Boolean).join(' · ')}
      />
      {of.stopped && (
        <Remark icon="pause" title={w.stopped(say(stopReasonNames[of.stopped.reason]), of.stopped.words)} />
      )}
      <Columns
        main={
          <>
            <NextPanel of={of} />
            <ViewTabs
              label={w.part.label}
              views={parts.map((one) => {
                const count = countOf(one, of)
                return {
                  ...{ name: w.part[one], query: one === 'stages' ? '' : `part=${one}` },
                  ...(count > 0 ? { count } : {}),
                }
              })}
            />
            <Body of={of} />
          </>
        }
        side={
          <>
            <FactsCard of={of} />
            <DoorCard of={of} />
          </>
        }
      />
    </>
  )
}

function FactsCard({ of }: { of: ProjectView }) {
  const w = useWords(words)
  const f = w.facts
  const say = useSay()
  const format = useFormat()
  const nameOf = useNameOf()
  const { book, day, money } = useShown()
  const { households, householdsSource } = of
  const { keptBy, sums } = of
  return (
    <Sheet title={f.title} tools={of.may.includes('change') && <ChangeButton of={of} />}>
      <div className="ui-stack">
        {of.words && <p className="rn-text">{of.words}</p>}
        <Facts
          rows={[
            { label: f.place, value: nameOf(of.place) },
            ...(of.touched.length > 0 ? [{ label: f.touched, value: of.touched.map(nameOf).join(book.comma) }] : []),
            {
              label: f.households,
              value: households === null ? '—' : f.householdsFrom(format.number(households), householdsSource ?? '—'),
            },
            { label: f.consent, value: say(consentNames[of.consent]) },
            { label: f.keptBy, value: [nameOf(keptBy), keptBy.phone].filter(Boolean).join(' · ') },
            ...(of.startedOn ? [{ label: f.started, value: day(of.startedOn) }] : []),
            ...(of.endedOn ? [{ label: f.ended, value: day(of.endedOn) }] : []),
            ...(sums.costFen > 0 ? [{ label: book.cost, value: money(sums.costFen) }] : []),
            ...(sums.costAHouseholdFen ? [{ label: book.aHousehold, value: money(sums.costAHouseholdFen) }] : []),
          ]}
        />
      </div>
    </Sheet>
  )
}

function DoorCard({ of }: { of: ProjectView }) {
  const w = useWords(words)
  if (of.state === 'draft') return null
  return (
    <Sheet title={w.door}>
      <div className="ui-stack">
        <ScanCode text={projectAddress(of.code)} label={w.door} code={of.code} />
        <p className="ui-muted ui-small">{w.doorHint}</p>
        <div className="ui-row">
          <Button icon="qr" to={`/renewals/${of.id}/poster`}>
            {w.poster}
          </Button>
          <Button icon="out" to={projectAddress(of.code)}>
            {w.openPublic}
          </Button>
        </div>
      </div>
    </Sheet>
  )
}
