import './occupancy-bar.css'
import { useWords } from '../../../../kernel/web/words.ts'
import type { Occupancy } from '../../buildings-contract.ts'
import { words } from '../words.ts'
import { useShow } from './show.ts'

/** The lettable area as one bar: occupied, expiring (striped), vacant (empty). */
export function OccupancyBar({ of }: { of: Occupancy }) {
  const w = useWords(words)
  const show = useShow()
  const share = (cm2: number) => `${of.lettableCm2 === 0 ? 0 : (cm2 / of.lettableCm2) * 100}%`
  const said = [
    `${w.occupied} ${show.area(of.occupiedCm2)}`,
    `${w.expiring} ${show.area(of.expiringCm2)}`,
    `${w.vacant} ${show.area(of.vacantCm2)}`,
  ]
  return (
    <span className="occupancy-bar" role="img" aria-label={said.join(', ')} title={said.join('\n')}>
      <span className="occupancy-bar-held" style={{ width: share(of.occupiedCm2 - of.expiringCm2) }} />
      <span className="occupancy-bar-expiring" style={{ width: share(of.expiringCm2) }} />
    </span>
  )
}
