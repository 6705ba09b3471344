import '../../../ui/input.css'
import './stations.css'
import { useState } from 'react'
import { dayFromNumber, dayNumberFrom, dayOf } from '../../../kernel/time/day.ts'
import { useCommand, useEndpoint } from '../../../kernel/web/hooks.ts'
import { today } from '../../../kernel/web/today.ts'
import { useSay, useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { NextSheet } from '../../../ui/desk/next-sheet.tsx'
import { Columns, Facts, Page, PageHeader, Sheet } from '../../../ui/desk/page.tsx'
import { DialogButton } from '../../../ui/dialog-buttons.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { Go, useParam, useUrlState } from '../../../ui/navigation.tsx'
import { StatusWord } from '../../../ui/status-word.tsx'
import { WeekGrid } from '../../../ui/week-grid.tsx'
import { Photos, useNameOf } from '../../matters/desk/public.ts'
import {
  changeResource,
  getResource,
  listBookings,
  listResources,
  type ResourceView,
  resourceWeek,
  stationFigures,
} from '../contract.ts'
import { kinds } from '../kinds.ts'
import { hoursText } from '../web/hours-text.ts'
import { resourceTone, useLength, useOpenWords, useWeekDays } from '../web/show.ts'
import { stationBook } from '../web/words.ts'
import { BookFor } from './book-for.tsx'
import { BookingLine } from './booking-line.tsx'
import { Line } from './line.tsx'
import { ResourceForm } from './resource-form.tsx'
import { words } from './words.ts'

/** `/shares/$resourceId`: its week, who comes, and what can be changed. */
export default function ResourcePage() {
  const w = useWords(words)
  const resourceId = useParam('resourceId') as ResourceView['id']
  const { data, error, refetch } = useEndpoint(getResource, { params: { resourceId } })
  return (
    <Page title={data?.name ?? w.lists.resources}>
      <ErrorNote error={error} onRetry={() => void refetch()} />
      {data && <Whole of={data} />}
    </Page>
  )
}

function Whole({ of }: { of: ResourceView }) {
  const w = useWords(words)
  const b = useWords(stationBook)
  const say = useSay()
  const nameOf = useNameOf()
  const openWords = useOpenWords()
  return (
    <>
      <PageHeader
        title={of.name}
        above={[
          { words: w.title, to: '/stations' },
          { words: w.lists.resources, to: '/stations/resources' },
        ]}
        marks={
          <StatusWord
            words={of.resting ? b.resourceState[of.state === 'live' ? 'paused' : of.state] : openWords(of.open)}
            tone={of.resting ? 'stopped' : resourceTone[of.state]}
          />
        }
        lead={`${say(kinds[of.kind].name)} · ${of.sharer.name} · ${nameOf(of.place)}`}
      />
      <Columns
        main={
          <>
            <Next of={of} />
            {of.unit !== 'none' && <Week of={of} />}
          </>
        }
        side={<About of={of} />}
      />
    </>
  )
}

const changes = [getResource, listResources, resourceWeek, stationFigures, listBookings]

function Next({ of }: { of: ResourceView }) {
  const w = useWords(words)
  const change = useCommand(changeResource, { changes })
  const params = { resourceId: of.id }
  const to = (state: ResourceView['state']) => change.mutate({ params, body: { state } })
  const said = of.resting ? w.restingNow : of.unit === 'none' ? w.noBooking : w.nextThing
  return (
    <NextSheet title={w.next} said={said} steps={[]} busy={change.isPending} error={change.error}>
      {of.mayKeep && of.state !== 'ended' && (
        <DialogButton label={w.change} icon="edit" wide>
          {(done) => (
            <ResourceForm
              known={of}
              busy={change.isPending}
              error={change.error}
              save={w.form.saveChange}
              onSave={({ kind: _, ...body }) => change.mutate({ params, body }, { onSuccess: done })}
            />
          )}
        </DialogButton>
      )}
      {of.mayKeep && of.state === 'live' && (
        <Button icon="pause" busy={change.isPending} onClick={() => to('paused')}>
          {w.pause}
        </Button>
      )}
      {of.mayKeep && of.state === 'paused' && (
        <>
          <Button look="main" icon="refresh" busy={change.isPending} onClick={() => to('live')}>
            {w.resume}
          </Button>
          <Button look="quiet" busy={change.isPending} onClick={() => to('ended')}>
            {w.end}
          </Button>
        </>
      )}
    </NextSheet>
  )
}

function Week({ of }: { of: ResourceView }) {
  const w = useWords(words)
  const weekDays = useWeekDays()
  const [{ from: asked }] = useUrlState(['from'])
  const [from, setFrom] = useState(() => (asked ? dayOf(new Date(asked)) : today()))
  const [chosen, setChosen] = useState<string | null>(null)
  const week = useEndpoint(
    resourceWeek,
    { params: { resourceId: of.id }, query: { from } },
    { refetchInterval: 30_000 },
  )
  const move = (days: number) => setFrom(dayFromNumber(dayNumberFrom(from) + days))
  const slot = week.data?.days.flatMap((day) => day.slots).find((one) => one.from === chosen)
  return (
    <>
      <Sheet
        title={w.week}
        tools={
          <div className="ui-row">
            <Button look="quiet" icon="back" onClick={() => move(-7)}>
              {w.earlier}
            </Button>
            <Button look="quiet" onClick={() => setFrom(today())}>
              {w.today}
            </Button>
            <Button look="quiet" icon="forward" onClick={() => move(7)}>
              {w.later}
            </Button>
          </div>
        }
      >
        <ErrorNote error={week.error} onRetry={() => void week.refetch()} />
        {week.data && (
          <WeekGrid
            label={w.week}
            days={weekDays(week.data, of.unit, w.day)}
            none={w.rest}
            chosen={chosen}
            onChoose={setChosen}
          />
        )}
        {of.mayKeep && slot && <BookFor key={slot.from} of={of} slot={slot} onDone={() => setChosen(null)} />}
      </Sheet>
      {of.mayKeep && week.data && <Line waits={week.data.waits} />}
      {week.data && week.data.bookings.length > 0 && (
        <Sheet title={w.bookedThatWeek}>
          {week.data.bookings.map((one) => (
            <BookingLine key={one.id} of={one} />
          ))}
        </Sheet>
      )}
    </>
  )
}

function About({ of }: { of: ResourceView }) {
  const w = useWords(words)
  const f = w.form
  const b = useWords(stationBook)
  const length = useLength()
  const days = [0, 1, 2, 3, 4, 5, 6] as const
  const hours = days.map((day) => hoursText(of.hours.days[day] ?? []) || b.rest)
  const same = hours.every((one) => one === hours[0])
  return (
    <Sheet title={w.facts}>
      <Facts
        rows={[
          { label: b.column.sharer, value: <Go to={`/stations/sharers/${of.sharer.id}`}>{of.sharer.name}</Go> },
          ...(of.station
            ? [{ label: f.station, value: <Go to={`/stations/${of.station.id}`}>{of.station.name}</Go> }]
            : []),
          ...(of.words ? [{ label: f.about, value: of.words }] : []),
          { label: f.capacity, value: of.capacity },
          { label: f.audience, value: b.audience[of.audience] },
          ...(of.unit === 'half_hour' ? [{ label: f.slot, value: length(of.slotUnits) }] : []),
          ...(of.unit === 'none' ? [] : [{ label: f.waitHow, value: w.waitHow[of.waitHow] }]),
          ...(of.unit !== 'none' && of.waitHow === 'offer'
            ? [{ label: f.answerMinutes, value: b.length(of.answerMinutes) }]
            : []),
          ...(same
            ? [{ label: f.during, value: hours[0] }]
            : days.map((day) => ({ label: b.weekday[day], value: hours[day] }))),
          ...(of.depositFen || of.depositWords
            ? [
                {
                  label: w.deposit,
                  value: [of.depositFen && b.yuan(String(of.depositFen / 100)), of.depositWords]
                    .filter(Boolean)
                    .join(' · '),
                },
              ]
            : []),
          ...(of.rules ? [{ label: f.rules, value: of.rules }] : []),
        ]}
      />
      {of.photoId && <Photos label={f.photo} fileIds={[of.photoId]} />}
    </Sheet>
  )
}
