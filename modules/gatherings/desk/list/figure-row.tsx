import { useState } from 'react'
import type { ResponseOf } from '../../../../kernel/contract/endpoint.ts'
import { useWords } from '../../../../kernel/web/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { Dialog } from '../../../../ui/dialog.tsx'
import { Figure, Figures } from '../../../../ui/figure.tsx'
import { useNavigation } from '../../../../ui/navigation.tsx'
import type { FigureCode, gatheringFigures } from '../../contract.ts'
import { yuanOf } from '../time.ts'
import { words } from '../words.ts'

type FiguresAnswer = ResponseOf<typeof gatheringFigures>

interface FigureRowProps {
  readonly figures: FiguresAnswer
  readonly onFigure: (figure: FigureCode) => void
}

/** What a report needs, read off one row; each figure leads to what it counts. */
export function FigureRow({ figures }: FigureRowProps) {
  const w = useWords(words)
  const { path, search } = useNavigation()
  const [firms, setFirms] = useState(false)
  const { values } = figures
  const to = (figure: FigureCode) => `${path}?${new URLSearchParams({ ...search, figure }).toString()}`
  return (
    <>
      <Figures>
        <Figure label={w.figure.held} value={values.held} unit={w.unit.times} to={to('held')} />
        <Figure label={w.figure.attended} value={values.attended} unit={w.unit.people} to={to('attended')} />
        <Figure label={w.figure.firms} value={values.firms} unit={w.unit.firms} to={to('firms')} />
        <Figure label={w.figure.closed} of={{ part: values.closed, whole: values.decisions }} to={to('decisions')} />
        <Figure label={w.figure.exhibitors} value={values.exhibitors} unit={w.unit.firms} to={to('exhibitors')} />
        <Figure label={w.figure.turnover} value={yuanOf(values.turnoverFen)} unit={w.unit.yuan} to={to('turnover')} />
      </Figures>
      <div>
        <Button look="quiet" icon="list" onClick={() => setFirms(true)}>
          {w.firmsTitle}
        </Button>
      </div>
      <FirmsDialog figures={figures} open={firms} onClose={() => setFirms(false)} />
    </>
  )
}

/** Each firm once, with how often it came: what the figure counts. */
function FirmsDialog({ figures, open, onClose }: { figures: FiguresAnswer; open: boolean; onClose: () => void }) {
  const w = useWords(words)
  return (
    <Dialog open={open} title={`${w.firmsTitle} · ${figures.firms.length}`} onClose={onClose}>
      {figures.firms.length === 0 && <p className="ui-muted">{w.noFirms}</p>}
      <table className="gathering-people">
        <tbody>
          {figures.firms.map((firm) => (
            <tr key={`${firm.kind} ${firm.name}`}>
              <td>{firm.name}</td>
              <td>{w.firmTimes(firm.gatherings)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Dialog>
  )
}
