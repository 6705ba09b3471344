import './rounds-pocket.css'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { listed } from '../../../kernel/contract/punctuation.ts'
import type { ApiError } from '../../../kernel/web/client.ts'
import { useEndpoint } from '../../../kernel/web/hooks.ts'
import { useKept } from '../../../kernel/web/kept.ts'
import { sendOrQueue } from '../../../kernel/web/outbox.ts'
import { useLang, useWords } from '../../../kernel/web/words.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ErrorNote, Remark } from '../../../ui/error-note.tsx'
import { useParam } from '../../../ui/navigation.tsx'
import { AppBar, Screen } from '../../../ui/pocket/frame.tsx'
import { Tick } from '../../../ui/pocket/inputs.tsx'
import { BigButton, Card, Sheet } from '../../../ui/pocket/parts.tsx'
import { useUiWords } from '../../../ui/words.ts'
import { KeptNote, useNames } from '../../matters/pocket/public.ts'
import { type CampaignId, campaignDoors, type DoorRoom, type Doors, tickDoor } from '../campaigns/contract.ts'
import { reaches, type Way, ways } from '../campaigns/reach.ts'
import { safetyBook } from '../web/words.ts'
import { useKeptTicks, useQueuedDoors, useReadAgain, withTicks } from './queued.ts'
import { words } from './words.ts'

type Building = Doors['buildings'][number]

/** `/campaigns/$id/doors`: the doors of a campaign, stairs by stairs; what was ticked without a network waits on the phone. */
export default function DoorsPage() {
  const w = useWords(words)
  const ui = useUiWords()
  const campaignId = useParam('id') as CampaignId
  const reading = useEndpoint(campaignDoors, { params: { campaignId } })
  useKeptTicks(campaignId)
  useReadAgain(campaignDoors)
  const { data, keptAt } = useKept<typeof campaignDoors>(`doors:${campaignId}`, reading)
  const buildings = useBuildings(campaignId, data)
  const [only, setOnly] = useState(false)
  const [at, setAt] = useState<DoorRoom | null>(null)
  const sum = (side: (of: Building) => number) => buildings.reduce((all, building) => all + side(building), 0)
  return (
    <>
      <AppBar title={data?.title ?? w.doors} back="/rounds" />
      <Screen>
        <KeptNote at={keptAt} />
        {!data && !reading.error && <p className="ui-muted">{ui.loading}</p>}
        {!data && <ErrorNote error={reading.error} onRetry={() => void reading.refetch()} />}
        {data && !data.open && <Remark icon="pause" title={w.closed} />}
        {data && buildings.length === 0 && <EmptyState icon="building" title={w.noDoors} />}
        {buildings.length > 0 && (
          <>
            <p>
              <strong>
                {w.reach(
                  sum(reachedIn),
                  sum(({ rooms }) => rooms.length),
                )}
              </strong>
            </p>
            <Tick checked={only} onChange={setOnly}>
              {w.only}
            </Tick>
          </>
        )}
        {buildings.map((building) => (
          <House key={building.place.id} of={building} only={only} {...(data?.open ? { onDoor: setAt } : {})} />
        ))}
        <Sheet open={at !== null} title={at ? w.how(at.number) : w.doors} onClose={() => setAt(null)}>
          {at && <TickForm campaignId={campaignId} room={at} onDone={() => setAt(null)} />}
        </Sheet>
      </Screen>
    </>
  )
}

const isMet = ({ ways: met }: Pick<DoorRoom, 'ways'>): boolean => met.some(reaches)
const reachedIn = ({ rooms }: Building): number => rooms.filter(isMet).length

/** The doors as the server has them, with what waits on this phone laid over it. */
function useBuildings(campaignId: string, data: Doors | undefined): Building[] {
  const queued = useQueuedDoors().filter(({ of, item }) => of === campaignId && item.state === 'waiting')
  const ticks = queued.map(({ body }) => body)
  return data ? [...withTicks(data, ticks).buildings] : []
}

interface HouseProps {
  readonly of: Building
  readonly only: boolean
  readonly onDoor?: (room: DoorRoom) => void
}

function House({ of, only, onDoor }: HouseProps) {
  const w = useWords(words)
  const nameOf = useNames()
  const units = [...new Set(of.rooms.map(({ unit }) => unit))]
  return (
    <Card title={`${nameOf(of.compound)} ${nameOf(of.place)}`}>
      <p className="ui-muted">{w.reach(reachedIn(of), of.rooms.length)}</p>
      {units.map((unit) => {
        const rooms = of.rooms.filter((room) => room.unit === unit && !(only && isMet(room)))
        return (
          rooms.length > 0 && (
            <section key={unit} className="ui-stack">
              <h3>{w.unit(unit)}</h3>
              <div className="rp-doors">
                {rooms.map((room) => (
                  <Door key={room.id} of={room} {...(onDoor ? { onDoor } : {})} />
                ))}
              </div>
            </section>
          )
        )
      })}
    </Card>
  )
}

function Door({ of, onDoor }: { of: DoorRoom; onDoor?: (room: DoorRoom) => void }) {
  const w = useWords(words)
  const b = useWords(safetyBook)
  const lang = useLang()
  const met = listed(
    lang,
    of.ways.map((way) => b.way[way]),
  )
  const look = isMet(of) ? ' rp-door-met' : of.ways.length > 0 ? ' rp-door-away' : ''
  return (
    <button
      type="button"
      className={`rp-door${look}`}
      aria-label={w.door(of.number, met)}
      disabled={!onDoor}
      onClick={() => onDoor?.(of)}
    >
      {of.number}
      {met && <small>{met}</small>}
    </button>
  )
}

function TickForm({ campaignId, room, onDone }: { campaignId: CampaignId; room: DoorRoom; onDone: () => void }) {
  const w = useWords(words)
  const b = useWords(safetyBook)
  const queries = useQueryClient()
  const [error, setError] = useState<ApiError | null>(null)
  const send = async (how: Way, takeBack: boolean) => {
    const body = { roomId: room.id, how, ...(takeBack ? { takeBack } : {}) }
    const label = takeBack ? w.takeBack(b.way[how]) : w.doorLabel(room.number, b.way[how])
    try {
      await sendOrQueue({ endpoint: tickDoor, args: { params: { campaignId }, body }, label })
      void queries.invalidateQueries({ queryKey: [campaignDoors.id] })
      onDone()
    } catch (refusal) {
      setError(refusal as ApiError)
    }
  }
  return (
    <div className="ui-stack">
      {ways.map((way) =>
        room.ways.includes(way) ? (
          <BigButton key={way} look="plain" icon="undo" onClick={() => void send(way, true)}>
            {w.takeBack(b.way[way])}
          </BigButton>
        ) : (
          <BigButton key={way} look={way === 'door' ? 'main' : 'plain'} onClick={() => void send(way, false)}>
            {b.way[way]}
          </BigButton>
        ),
      )}
      <p className="ui-muted">{w.awayNote}</p>
      <ErrorNote error={error} />
    </div>
  )
}
