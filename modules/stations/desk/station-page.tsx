import '../../../ui/input.css'
import './stations.css'
import { lazy, Suspense } from 'react'
import { listed } from '../../../kernel/contract/punctuation.ts'
import { useCommand, useEndpoint } from '../../../kernel/web/hooks.ts'
import { useLang, useSay, useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { NextSheet } from '../../../ui/desk/next-sheet.tsx'
import { Columns, Facts, Page, PageHeader, Sheet } from '../../../ui/desk/page.tsx'
import { ScanCode } from '../../../ui/desk/scan-code.tsx'
import { DialogButton, WhyButton } from '../../../ui/dialog-buttons.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { useFormat } from '../../../ui/format.ts'
import { Go, useParam } from '../../../ui/navigation.tsx'
import { StatusWord } from '../../../ui/status-word.tsx'
import { hasRole, useMe, useNameOf } from '../../matters/desk/public.ts'
import { changeStation, closeStation, getStation, listResources, listStations, type StationView } from '../contract.ts'
import { kinds } from '../kinds.ts'
import { keepers } from '../roles.ts'
import { hoursText } from '../web/hours-text.ts'
import { codeAddress, noonOf, useOpenWords } from '../web/show.ts'
import { stationBook } from '../web/words.ts'
import { CalendarSheet } from './calendar-sheet.tsx'
import { StationForm } from './station-form.tsx'
import { words } from './words.ts'

const StationMap = lazy(() => import('../web/station-map.tsx'))

/** `/stations/$stationId`: whether it is open, what is there, its code. */
export default function StationPage() {
  const w = useWords(words)
  const stationId = useParam('stationId') as StationView['id']
  const { data, error, refetch } = useEndpoint(getStation, { params: { stationId } })
  return (
    <Page title={data?.name ?? w.title}>
      <ErrorNote error={error} onRetry={() => void refetch()} />
      {data && <Whole of={data} />}
    </Page>
  )
}

function Whole({ of }: { of: StationView }) {
  const w = useWords(words)
  const nameOf = useNameOf()
  const openWords = useOpenWords()
  return (
    <>
      <PageHeader
        title={of.name}
        above={[{ words: w.title, to: '/stations' }]}
        marks={<StatusWord words={openWords(of.open)} tone={of.open.open ? 'done' : 'plain'} />}
        lead={`${nameOf(of.place)} · ${w.keptBy(nameOf(of.keeper))}`}
      />
      <Columns
        main={
          <>
            <Next of={of} />
            <Things of={of} />
            <Hours of={of} />
          </>
        }
        side={
          <>
            <Sheet title={w.code}>
              <div className="ui-stack">
                <ScanCode text={codeAddress(of.code)} label={w.code} code={of.code} />
                <p className="ui-muted ui-small">{w.codeHint}</p>
                <div className="ui-row">
                  <Button icon="file" to={`/stations/${of.id}/poster`}>
                    {w.poster}
                  </Button>
                </div>
              </div>
            </Sheet>
            {of.mayKeep && <CalendarSheet stationId={of.id} />}
            <Sheet title={w.form.point} flush>
              <Suspense fallback={null}>
                <StationMap placeId={of.place.id} label={w.form.point} chosen={of.point} height={260} />
              </Suspense>
            </Sheet>
          </>
        }
      />
    </>
  )
}

function Next({ of }: { of: StationView }) {
  const w = useWords(words)
  const me = useMe()
  const changes = [getStation, listStations]
  const change = useCommand(changeStation, { changes })
  const close = useCommand(closeStation, { changes })
  const params = { stationId: of.id }
  return (
    <NextSheet
      title={w.next}
      said={of.closedWhy ? w.closed(of.closedWhy) : w.nextOpen}
      busy={false}
      error={null}
      steps={[]}
    >
      <Button to={`/stations/bookings?show=today&placeId=${of.place.id}`}>{w.bookingShow.today}</Button>
      {of.mayKeep && (
        <DialogButton label={w.change} icon="edit" wide>
          {(done) => (
            <StationForm
              known={of}
              busy={change.isPending}
              error={change.error}
              save={w.form.saveChange}
              onSave={({ placeId: _, ...body }) => change.mutate({ params, body }, { onSuccess: done })}
            />
          )}
        </DialogButton>
      )}
      {of.mayKeep && hasRole(me, ...keepers) && (
        <WhyButton
          label={w.close}
          why={w.why}
          busy={close.isPending}
          error={close.error}
          onTake={(why, done) => close.mutate({ params, body: { why } }, { onSuccess: done })}
        />
      )}
    </NextSheet>
  )
}

function Things({ of }: { of: StationView }) {
  const w = useWords(words)
  const say = useSay()
  const openWords = useOpenWords()
  const { data, error } = useEndpoint(listResources, { query: { stationId: of.id, limit: 100 } })
  return (
    <Sheet title={w.lists.resources}>
      <ErrorNote error={error} />
      {data?.total === 0 && <p className="ui-muted">{w.nothing}</p>}
      {data?.rows.map((one) => (
        <div key={one.id} className="st-line">
          <div>
            <Go to={`/shares/${one.id}`}>{one.name}</Go>
            <div className="ui-muted ui-small">
              {say(kinds[one.kind].name)} · {one.sharer.name}
            </div>
          </div>
          <StatusWord words={openWords(one.open)} tone={one.open.open ? 'done' : 'plain'} />
        </div>
      ))}
    </Sheet>
  )
}

function Hours({ of }: { of: StationView }) {
  const w = useWords(words)
  const b = useWords(stationBook)
  const lang = useLang()
  const format = useFormat()
  const days = [0, 1, 2, 3, 4, 5, 6] as const
  return (
    <Sheet title={w.hoursTitle}>
      <Facts
        rows={[
          ...days.map((day) => ({ label: b.weekday[day], value: hoursText(of.hours.days[day] ?? []) || b.rest })),
          ...of.hours.exceptions.map((one) => ({
            label: b.days(format.shortDay(noonOf(one.fromOn)), format.shortDay(noonOf(one.toOn))),
            value: [hoursText(one.ranges) || b.rest, one.words].filter(Boolean).join(' · '),
          })),
          ...(of.services.length > 0 ? [{ label: w.form.services, value: listed(lang, of.services) }] : []),
          ...(of.intro ? [{ label: w.form.intro, value: of.intro }] : []),
        ]}
      />
      {of.hours.restsOnHolidays && <p className="ui-muted ui-small">{b.holidays}</p>}
    </Sheet>
  )
}
