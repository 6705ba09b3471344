import { listed } from '../../../../kernel/contract/punctuation.ts'
import { today } from '../../../../kernel/web/today.ts'
import { useLang, useWords } from '../../../../kernel/web/words.ts'
import type { Column } from '../../../../ui/desk/data-table.tsx'
import { useFormat } from '../../../../ui/format.ts'
import { Icon } from '../../../../ui/icon.tsx'
import { StatusWord } from '../../../../ui/status-word.tsx'
import { useNameOf } from '../../../matters/desk/public.ts'
import type { FirmRow } from '../../contract.ts'
import { useBuildingName } from '../parts/building-name.ts'
import { useFirmName } from '../parts/firm-name.ts'
import { useNames, useShow } from '../parts/show.ts'
import { words as shared } from '../words.ts'
import { words } from './words.ts'

/** The columns of the list of firms. */
export function useFirmColumns(): readonly Column<FirmRow>[] {
  const { column } = useWords(words)
  const names = useNames()
  const show = useShow()
  const format = useFormat()
  const firmName = useFirmName()
  return [
    {
      id: 'name',
      title: column.name,
      main: true,
      sort: 'asc',
      cell: (row) => (
        <>
          {firmName(row)}
          {row.keyFirm && <KeyMark />}
        </>
      ),
    },
    { id: 'industry', title: column.industry, cell: (row) => (row.industry ? show.industry(row.industry) : '') },
    { id: 'place', title: column.place, cell: (row) => <Where row={row} /> },
    {
      id: 'area',
      title: column.area,
      align: 'end',
      keep: true,
      sort: 'desc',
      cell: (row) => (row.areaCm2 > 0 ? show.area(row.areaCm2) : ''),
    },
    { id: 'staff', title: column.staff, align: 'end', sort: 'desc', cell: (row) => row.staff ?? '' },
    {
      id: 'size',
      title: column.size,
      extra: true,
      cell: (row) => (row.sizeClass ? names.sizeClass[row.sizeClass] : ''),
    },
    { id: 'lease', title: column.lease, keep: true, sort: 'asc', cell: (row) => <Lease until={row.leaseUntil} /> },
    { id: 'since', title: column.since, keep: true, sort: 'desc', cell: (row) => row.sinceOn },
    { id: 'tags', title: column.tags, cell: (row) => <Tags tags={row.tags} /> },
    {
      id: 'state',
      title: column.state,
      extra: true,
      cell: (row) => (
        <StatusWord words={names.firmState[row.state]} tone={row.state === 'active' ? 'active' : 'stopped'} />
      ),
    },
    { id: 'code', title: column.code, extra: true, keep: true, cell: (row) => row.uscc ?? '' },
    {
      id: 'changed',
      title: column.changed,
      extra: true,
      keep: true,
      sort: 'desc',
      cell: (row) => format.moment(row.changedAt),
    },
  ]
}

export function KeyMark() {
  const w = useWords(shared)
  return (
    <span className="firm-key">
      <Icon name="star" size={13} /> {w.key}
    </span>
  )
}

function Where({ row }: { row: FirmRow }) {
  const nameOf = useNameOf()
  const lang = useLang()
  const buildingOf = useBuildingName()
  return (
    <>
      {row.suites.length > 0 ? buildingOf(row.place) : nameOf(row.place)}
      <span className="firm-second">{row.suites.length > 0 ? listed(lang, row.suites) : nameOf(row.place.above)}</span>
    </>
  )
}

function Lease({ until }: { until: string | null }) {
  const w = useWords(words)
  if (!until) return null
  return (
    <>
      {until}
      {until < today() && <span className="firm-second">{w.overdue}</span>}
    </>
  )
}

export function Tags({ tags }: { tags: readonly string[] }) {
  return (
    <span className="firm-tags">
      {tags.map((tag) => (
        <span key={tag} className="firm-tag">
          {tag}
        </span>
      ))}
    </span>
  )
}
