import './wall.css'
import { type ReactNode, useEffect, useState } from 'react'
import type { PlaceId } from '../../../../kernel/contract/ids.ts'
import { useEndpoint } from '../../../../kernel/web/hooks.ts'
import { useSay, useWords } from '../../../../kernel/web/words.ts'
import { useFormat } from '../../../../ui/format.ts'
import { useUrlState } from '../../../../ui/navigation.tsx'
import { readWall, readWallTopics, type WallView } from '../../wall-contract.ts'
import { MonthsPanel, NowPanel, PlacesPanel, TopicsPanel } from './panels.tsx'
import { wallWords } from './words.ts'

/** Each panel stays long enough to be read from the back of a room. */
const panelMs = 20_000
const minuteMs = 60_000
/** Signals come at once; this is for what no signal tells: deadlines that pass, a connection that comes back. */
const askMs = 2 * minuteMs

/**
 * The numbers of a place for a screen on a wall. Nobody touches it; it shows no person and no single matter.
 * @param bearer the token of a screen that hangs for good; without one the session reads, and live signals come.
 */
export function WallBoard({ bearer }: { bearer?: string }) {
  const w = useWords(wallWords)
  const say = useSay()
  const format = useFormat()
  const [{ placeId }] = useUrlState(['placeId'])
  const query = placeId ? { placeId: placeId as PlaceId } : {}
  const wall = useEndpoint(readWall, { query }, { live: ['matter'], refetchInterval: askMs, bearer })
  const topics = useEndpoint(readWallTopics, { query }, { refetchInterval: 10 * minuteMs, bearer })
  const now = useNow()
  // Taken back or ended: it goes dark, where a lost connection keeps the last numbers.
  const shut = bearer !== undefined && (wall.error?.code === 'unauthenticated' || wall.error?.code === 'forbidden')
  const data = shut ? undefined : wall.data
  useEffect(() => {
    document.title = `${w.title} · 里仁`
  }, [w.title])
  const panels: readonly ReactNode[] = data
    ? [
        <NowPanel key="now" wall={data} />,
        ...(data.places.length > 0 ? [<PlacesPanel key="places" wall={data} />] : []),
        ...(topics.data && topics.data.topics.length > 0 ? [<TopicsPanel key="topics" topics={topics.data} />] : []),
        <MonthsPanel key="months" wall={data} />,
      ]
    : []
  const turn = Math.floor(now.getTime() / panelMs)
  return (
    <div className="wall">
      <header className="wall-head">
        <h1>{data ? w.head(say(data.place)) : w.title}</h1>
        <time className="wall-clock">{`${format.day(now)} ${format.time(now)}`}</time>
      </header>
      {panels[turn % Math.max(1, panels.length)] ?? (
        <p className="wall-quiet">{wall.error ? wall.error.message : w.loading}</p>
      )}
      <footer className="wall-foot" aria-live="polite">
        {data && <Fresh wall={data} lost={wall.error !== null || now.getTime() - wall.dataUpdatedAt > 2 * askMs} />}
      </footer>
    </div>
  )
}

/** Old numbers are better than none, as long as it says that they are old. */
function Fresh({ wall, lost }: { wall: WallView; lost: boolean }) {
  const w = useWords(wallWords)
  const at = useFormat().moment(wall.at)
  const anySmall = wall.rates.some(({ small }) => small) || wall.places.some(({ small }) => small)
  return (
    <>
      <span className={lost ? 'wall-lost' : undefined}>{lost ? w.lost(at) : w.fresh(at)}</span>
      {anySmall && `　${w.small}`}
    </>
  )
}

function useNow(): Date {
  const [now, setNow] = useState(() => new Date())
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), 1000)
    return () => clearInterval(timer)
  }, [])
  return now
}
