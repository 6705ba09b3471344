import { useMemo } from 'react'
import { bracketed } from '../../../../kernel/contract/punctuation.ts'
import { useEndpoint } from '../../../../kernel/web/hooks.ts'
import { useLang, useWords } from '../../../../kernel/web/words.ts'
import { Facts, Sheet } from '../../../../ui/desk/page.tsx'
import { useFormat } from '../../../../ui/format.ts'
import { type Bounds, MapCanvas } from '../../../../ui/map/map-canvas.tsx'
import { Go } from '../../../../ui/navigation.tsx'
import { useNameOf } from '../../../matters/desk/public.ts'
import { placeMap } from '../../../places/contract.ts'
import type { IdeaView } from '../../contract.ts'
import { ideaBook } from '../../idea-words.ts'
import { yuanOf } from '../../web/show.ts'
import { words } from '../words.ts'

/** Where, when, what it costs, how many want it. */
export function IdeaFacts({ of }: { of: IdeaView }) {
  const w = useWords(words)
  const book = useWords(ideaBook)
  const lang = useLang()
  const format = useFormat()
  const nameOf = useNameOf()
  const cost =
    of.costFen === null
      ? w.one.noCost
      : w.yuan(yuanOf(of.costFen)) + bracketed(lang, book.costBy[of.costBy ?? 'author'])
  return (
    <Sheet>
      <div className="ui-stack">
        <Facts
          rows={[
            { label: w.one.endorsements, value: of.endorsements },
            { label: w.one.place, value: nameOf(of.place) },
            { label: w.one.at, value: format.moment(of.submittedAt) },
            { label: w.one.cost, value: cost },
            ...(of.costNote ? [{ label: w.one.costNote, value: of.costNote }] : []),
            ...(of.matter
              ? [{ label: w.one.matter, value: <Go to={`/matters/${of.matter.id}`}>{of.matter.number}</Go> }]
              : []),
            ...(of.byMerge ? [{ label: w.one.author, value: w.one.byStaff }] : []),
          ]}
        />
        {of.point && <Spot of={of} point={of.point} />}
      </div>
    </Sheet>
  )
}

/** About 150 metres to each side, in degrees at these latitudes. */
const around = 0.0015

function Spot({ of, point }: { of: IdeaView; point: NonNullable<IdeaView['point']> }) {
  const w = useWords(words).one
  const { data } = useEndpoint(placeMap, { query: { placeId: of.place.id } }, { staleTime: 3_600_000 })
  const { lng, lat } = point
  const bounds = useMemo((): Bounds => [lng - around, lat - around, lng + around, lat + around], [lng, lat])
  return (
    <MapCanvas
      label={w.spot}
      base={data?.base}
      areas={data?.areas}
      buildings={data?.buildings}
      chosen={point}
      bounds={bounds}
      height={220}
      still
    />
  )
}
