import { useEndpoint } from '../../../kernel/web/hooks.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { Page, PageHeader, Sheet } from '../../../ui/desk/page.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ErrorNote, Remark } from '../../../ui/error-note.tsx'
import type { Me } from '../../people/contract.ts'
import { listMatters, myWork } from '../contract.ts'
import { listAddress } from './list/query.ts'
import { NextList } from './my-work/next-list.tsx'
import { WorkPanels } from './my-work/panels.tsx'
import { words } from './my-work/words.ts'
import { type Counts, WorkCounts } from './my-work/work-counts.tsx'
import { desks, dispatchers, staff } from './page-roles.ts'
import { hasRole, useMe } from './parts/me.ts'

/** `/`: what should I do next? For those who do not act: what they may look at, or where they belong. */
export default function MyWorkPage() {
  const w = useWords(words)
  const me = useMe()
  if (!me) return null
  const acts = hasRole(me, ...staff)
  return (
    <Page title={w.title}>
      {acts ? <Work me={me} /> : hasRole(me, 'supervisor') ? <Watch me={me} /> : <Elsewhere me={me} />}
    </Page>
  )
}

function Work({ me }: { me: Me }) {
  const w = useWords(words)
  const { data, error, refetch } = useEndpoint(myWork)
  const dispatches = hasRole(me, ...dispatchers)
  const years = data?.unknownHolidayYears ?? []
  return (
    <>
      <PageHeader
        title={w.hello(me.name)}
        lead={data && leadOf(data.counts, w.lead)}
        actions={
          hasRole(me, ...desks) && (
            <Button icon="phone" to="/intake">
              {w.intake}
            </Button>
          )
        }
      />
      {years.length > 0 && (
        <Remark icon="calendar" title={w.holidays(years.join(', '))}>
          {w.holidaysText}
        </Remark>
      )}
      <ErrorNote error={error} onRetry={() => void refetch()} />
      {data && <WorkCounts counts={data.counts} callBacks={dispatches} />}
      <WorkPanels />
      <Sheet
        title={w.nextTitle}
        flush
        tools={
          <Button look="quiet" icon="list" to={listAddress({ mine: 'true', sort: 'due' })}>
            {w.all}
          </Button>
        }
      >
        <NextList
          caption={w.nextCaption}
          rows={data?.next}
          mine
          empty={
            <EmptyState
              icon="heart"
              title={w.empty}
              action={
                <Button icon="map" to="/map">
                  {w.lookAround}
                </Button>
              }
            >
              {w.emptyText}
            </EmptyState>
          }
        />
      </Sheet>
    </>
  )
}

function leadOf(
  counts: Counts,
  lead: { [K in 'overdue' | 'today' | 'calm']: (n: number) => string } & { done: string },
) {
  if (counts.overdue > 0) return lead.overdue(counts.overdue)
  if (counts.dueToday > 0) return lead.today(counts.dueToday)
  return counts.mine > 0 ? lead.calm(counts.mine) : lead.done
}

/** A supervisor reads and samples: what is overdue within the area comes first. */
function Watch({ me }: { me: Me }) {
  const w = useWords(words)
  const query = { lamp: 'red', sort: 'due', limit: 20 } as const
  const { data, error, refetch } = useEndpoint(listMatters, { query })
  return (
    <>
      <PageHeader title={w.hello(me.name)} lead={w.supervisor.lead} />
      <WorkPanels />
      <ErrorNote error={error} onRetry={() => void refetch()} />
      <Sheet
        title={w.supervisor.next}
        flush
        tools={
          <Button look="quiet" icon="list" to="/matters">
            {w.supervisor.all}
          </Button>
        }
      >
        <NextList
          caption={w.supervisor.caption}
          rows={data?.rows}
          mine={false}
          empty={<EmptyState title={w.supervisor.empty}>{w.supervisor.emptyText}</EmptyState>}
        />
      </Sheet>
    </>
  )
}

/** Administrators configure and read no matters: what waits for them is elsewhere. Residents have the pocket pages. */
function Elsewhere({ me }: { me: Me }) {
  const w = useWords(words)
  if (hasRole(me, 'administrator'))
    return (
      <>
        <PageHeader title={w.hello(me.name)} lead={w.administrator} />
        <WorkPanels alone />
      </>
    )
  return (
    <EmptyState
      alone
      icon="home"
      title={w.resident.title}
      action={
        // Another app: its address is not one of this router's.
        <Button icon="forward" to={`${location.origin}/`}>
          {w.resident.go}
        </Button>
      }
    >
      {w.resident.text}
    </EmptyState>
  )
}
