import type { PlaceId } from '../../../kernel/contract/ids.ts'
import { listed } from '../../../kernel/contract/punctuation.ts'
import { useEndpoint } from '../../../kernel/web/hooks.ts'
import { useSay, useWords } from '../../../kernel/web/words.ts'
import { type Column, DataTable } from '../../../ui/desk/data-table.tsx'
import { type Filter, FilterBar } from '../../../ui/desk/filter-bar.tsx'
import { useTable } from '../../../ui/desk/use-table.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { useFormat } from '../../../ui/format.ts'
import { useUiLang } from '../../../ui/lang.ts'
import { StatusWord } from '../../../ui/status-word.tsx'
import { ExportButton, useNameOf } from '../../matters/desk/public.ts'
import {
  exportPairings,
  exportVolunteers,
  exportWishes,
  listPairings,
  listVolunteers,
  listWishes,
  type PairingFilter,
  type PairingRow,
  pairingShows,
  type VolunteerFilter,
  type VolunteerRow,
  type WishFilter,
  type WishRow,
  wishShows,
} from '../contract.ts'
import { rhythmNames } from '../pairings/pairing.ts'
import { skillKindCodes, skillKinds } from '../skills/kinds.ts'
import { nameOfSlots } from '../skills/slots.ts'
import { noonOf, pairingTone, wishTone } from '../web/show.ts'
import { neighbourBook } from '../web/words.ts'
import { words } from './words.ts'

type Name = 'show' | 'kind' | 'placeId' | 'from' | 'to'
type Values = Readonly<Partial<Record<Name, string | undefined>>>
interface ListProps {
  readonly values: Values
  readonly onChange: (patch: Values) => void
}

const placeOf = ({ placeId }: Values) => (placeId ? { placeId: placeId as PlaceId } : {})
const kindOf = ({ kind }: Values) => {
  const known = skillKindCodes.find((one) => one === kind)
  return known ? { kind: known } : {}
}

function useKindFilter(): Filter<'kind'> {
  const w = useWords(words)
  const say = useSay()
  const options = skillKindCodes.map((value) => ({ value, label: say(skillKinds[value]) }))
  return { id: 'kind', kind: 'one', label: w.kind, options }
}

function Nothing() {
  const w = useWords(words)
  return (
    <EmptyState icon="heart" title={w.none}>
      {w.noneText}
    </EmptyState>
  )
}

/** Wishes: what waits longest first. */
export function WishTable({ values, onChange }: ListProps) {
  const w = useWords(words)
  const b = useWords(neighbourBook)
  const [table, setTable] = useTable()
  const show = wishShows.find((one) => one === values.show)
  const filter: WishFilter = {
    ...placeOf(values),
    ...kindOf(values),
    ...(show ? { show } : {}),
    ...(values.from ? { from: values.from } : {}),
    ...(values.to ? { to: values.to } : {}),
  }
  const list = useEndpoint(listWishes, { query: { ...filter, offset: table.offset, limit: table.limit } })
  const shows: Filter<'show'> = {
    ...{ id: 'show', kind: 'one', label: w.show },
    options: wishShows.map((value) => ({ value, label: w.wishShows[value] })),
  }
  return (
    <>
      <FilterBar values={values} onChange={onChange} filters={[shows, useKindFilter()]} />
      <DataTable
        caption={b.lists.wishes}
        columns={useWishColumns()}
        rows={list.data?.rows}
        rowId={(row) => row.id}
        total={list.data?.total}
        state={table}
        onState={setTable}
        to={(row) => `/neighbours/wishes/${row.id}`}
        busy={list.isPlaceholderData}
        error={list.error}
        onRetry={() => void list.refetch()}
        tools={<ExportButton endpoint={exportWishes} query={filter} name={b.lists.wishes} words={w.export} />}
        empty={<Nothing />}
      />
    </>
  )
}

function useWishColumns(): readonly Column<WishRow>[] {
  const w = useWords(words)
  const b = useWords(neighbourBook)
  const say = useSay()
  const lang = useUiLang()
  const nameOf = useNameOf()
  const format = useFormat()
  return [
    { id: 'kind', title: b.need, main: true, cell: (row) => say(skillKinds[row.kind]) },
    {
      id: 'state',
      title: b.state,
      cell: (row) => (
        <>
          <StatusWord words={b.wishStates[row.state]} tone={wishTone[row.state]} />
          {row.askedAnew && <div className="ui-muted ui-small">{w.askedAnew}</div>}
        </>
      ),
    },
    { id: 'who', title: w.who, cell: (row) => row.name || '—' },
    { id: 'place', title: b.place, cell: (row) => nameOf(row.place) },
    { id: 'times', title: b.times, cell: (row) => nameOfSlots(row.slots, lang) },
    {
      id: 'pairing',
      title: w.pairing,
      cell: ({ pairing }) => (pairing ? `${pairing.volunteerName} · ${b.pairingStates[pairing.state]}` : '—'),
    },
    { id: 'since', title: b.since, keep: true, cell: (row) => format.shortDay(row.since) },
  ]
}

/** Pairings: silent ones first. */
export function PairingTable({ values, onChange }: ListProps) {
  const w = useWords(words)
  const b = useWords(neighbourBook)
  const [table, setTable] = useTable()
  const show = pairingShows.find((one) => one === values.show)
  const filter: PairingFilter = { ...placeOf(values), ...(show ? { show } : {}) }
  const list = useEndpoint(listPairings, { query: { ...filter, offset: table.offset, limit: table.limit } })
  const shows: Filter<'show'> = {
    ...{ id: 'show', kind: 'one', label: w.show },
    options: pairingShows.filter((one) => one !== 'asked').map((value) => ({ value, label: w.pairingShows[value] })),
  }
  return (
    <>
      <FilterBar values={values} onChange={onChange} filters={[shows]} />
      <DataTable
        caption={b.lists.pairings}
        columns={usePairingColumns()}
        rows={list.data?.rows}
        rowId={(row) => row.id}
        total={list.data?.total}
        state={table}
        onState={setTable}
        to={(row) => `/neighbours/pairings/${row.id}`}
        busy={list.isPlaceholderData}
        error={list.error}
        onRetry={() => void list.refetch()}
        tools={<ExportButton endpoint={exportPairings} query={filter} name={b.lists.pairings} words={w.export} />}
        empty={<Nothing />}
      />
    </>
  )
}

function usePairingColumns(): readonly Column<PairingRow>[] {
  const w = useWords(words)
  const b = useWords(neighbourBook)
  const say = useSay()
  const nameOf = useNameOf()
  const format = useFormat()
  return [
    { id: 'pair', title: w.pairing, main: true, cell: (row) => `${row.helpedName || '—'} ↔ ${row.volunteerName}` },
    { id: 'kind', title: b.need, cell: (row) => say(skillKinds[row.kind]) },
    {
      id: 'state',
      title: b.state,
      cell: (row) => (
        <StatusWord
          words={row.quietSince ? w.silent : b.pairingStates[row.state]}
          tone={row.quietSince ? 'stopped' : pairingTone[row.state]}
        />
      ),
    },
    { id: 'place', title: b.place, cell: (row) => nameOf(row.place) },
    { id: 'rhythm', title: b.rhythm, cell: (row) => say(rhythmNames[row.rhythm]) },
    {
      id: 'last',
      title: b.lastContact,
      keep: true,
      cell: (row) =>
        row.state === 'asked'
          ? w.saidYes(row.volunteerYes, row.helpedYes)
          : row.lastContactOn
            ? format.shortDay(noonOf(row.lastContactOn))
            : '—',
    },
  ]
}

/** Volunteers who are active, unless it is asked otherwise. */
export function VolunteerTable({ values, onChange }: ListProps) {
  const w = useWords(words)
  const b = useWords(neighbourBook)
  const [table, setTable] = useTable()
  const filter: VolunteerFilter = { ...placeOf(values), ...kindOf(values) }
  const list = useEndpoint(listVolunteers, { query: { ...filter, offset: table.offset, limit: table.limit } })
  return (
    <>
      <FilterBar values={values} onChange={onChange} filters={[useKindFilter()]} />
      <DataTable
        caption={b.lists.volunteers}
        columns={useVolunteerColumns()}
        rows={list.data?.rows}
        rowId={(row) => row.id}
        total={list.data?.total}
        state={table}
        onState={setTable}
        to={(row) => `/neighbours/volunteers/${row.id}`}
        busy={list.isPlaceholderData}
        error={list.error}
        onRetry={() => void list.refetch()}
        tools={<ExportButton endpoint={exportVolunteers} query={filter} name={b.lists.volunteers} words={w.export} />}
        empty={<Nothing />}
      />
    </>
  )
}

function useVolunteerColumns(): readonly Column<VolunteerRow>[] {
  const b = useWords(neighbourBook)
  const say = useSay()
  const lang = useUiLang()
  const nameOf = useNameOf()
  return [
    { id: 'name', title: b.name, main: true, cell: (row) => row.name },
    {
      id: 'skills',
      title: b.skills,
      cell: (row) =>
        listed(
          lang,
          row.skills.map(({ kind }) => say(skillKinds[kind])),
        ),
    },
    { id: 'place', title: b.place, cell: (row) => nameOf(row.place) },
    { id: 'times', title: b.times, cell: (row) => nameOfSlots(row.slots, lang) },
    { id: 'load', title: b.load, keep: true, cell: (row) => `${row.load}/${row.most}` },
  ]
}
