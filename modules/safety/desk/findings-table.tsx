import { useState } from 'react'
import { labelled } from '../../../kernel/contract/punctuation.ts'
import { useCommand, useEndpoint } from '../../../kernel/web/hooks.ts'
import { useLang, useSay, useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { type Column, DataTable } from '../../../ui/desk/data-table.tsx'
import { useTable } from '../../../ui/desk/use-table.ts'
import { ConfirmDialog } from '../../../ui/dialog.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { Field } from '../../../ui/field.tsx'
import { useFormat } from '../../../ui/format.ts'
import { Go } from '../../../ui/navigation.tsx'
import { Pills } from '../../../ui/pills.tsx'
import { StatusWord } from '../../../ui/status-word.tsx'
import { ExportButton, Lines, useNameOf } from '../../matters/desk/public.ts'
import {
  exportFindings,
  type FindingFilter,
  type FindingRow,
  getPoint,
  listFindings,
  recheckFinding,
  safetyFigures,
} from '../contract.ts'
import { kinds } from '../kinds.ts'
import { safetyBook } from '../web/words.ts'
import { noonOf, stateTone } from './show.ts'
import { words } from './words.ts'

/** The ledger of hazards; who may look again does it from the row. */
export function FindingsTable({ filter, onClear }: { filter: FindingFilter; onClear?: () => void }) {
  const w = useWords(words)
  const [table, setTable] = useTable()
  const [at, setAt] = useState<FindingRow | null>(null)
  const { offset, limit } = table
  const list = useEndpoint(listFindings, { query: { ...filter, offset, limit } })
  return (
    <>
      <DataTable
        caption={w.ledger}
        columns={useColumns(setAt)}
        rows={list.data?.rows}
        rowId={(row) => row.id}
        total={list.data?.total}
        state={table}
        onState={setTable}
        busy={list.isPlaceholderData}
        error={list.error}
        onRetry={() => void list.refetch()}
        onClearFilters={onClear}
        tools={<ExportButton endpoint={exportFindings} query={filter} name={w.ledger} words={w.export} />}
        empty={
          <EmptyState icon="check" title={w.none}>
            {w.noneText}
          </EmptyState>
        }
      />
      {at && <Recheck key={at.id} of={at} onClose={() => setAt(null)} />}
    </>
  )
}

function useColumns(onRecheck: (row: FindingRow) => void): readonly Column<FindingRow>[] {
  const w = useWords(words)
  const b = useWords(safetyBook)
  const say = useSay()
  const nameOf = useNameOf()
  const format = useFormat()
  const c = b.column
  return [
    {
      id: 'point',
      title: c.point,
      main: true,
      cell: ({ point }) => (
        <>
          <Go to={`/safety/points/${point.id}`}>{point.name}</Go>
          <br />
          <span className="ui-muted ui-small">{say(kinds[point.kind].name)}</span>
        </>
      ),
    },
    {
      id: 'hazard',
      title: c.hazard,
      cell: ({ matter }) =>
        matter.seen ? <Go to={`/matters/${matter.id}`}>{matter.title}</Go> : <span>{matter.number}</span>,
    },
    {
      id: 'level',
      title: c.level,
      cell: ({ level }) => <StatusWord words={b.level[level]} tone={level === 'major' ? 'stopped' : 'plain'} />,
    },
    {
      id: 'state',
      title: c.state,
      keep: true,
      cell: (row) => (
        <span className="ui-row">
          <StatusWord words={b.state[row.state]} tone={stateTone[row.state]} />
          {row.mayRecheck && <Button onClick={() => onRecheck(row)}>{w.recheck}</Button>}
        </span>
      ),
    },
    {
      id: 'place',
      title: c.compound,
      cell: ({ place, compound }) =>
        place.id === compound.id ? nameOf(compound) : `${nameOf(compound)} ${nameOf(place)}`,
    },
    { id: 'found', title: c.foundAt, keep: true, cell: ({ foundAt }) => format.shortDay(foundAt) },
    {
      id: 'by',
      title: c.rectifyBy,
      keep: true,
      cell: ({ rectifyBy, late }) => (
        <>
          {format.shortDay(noonOf(rectifyBy))}
          {late && (
            <>
              {' '}
              <StatusWord words={w.lateMark} tone="stopped" />
            </>
          )}
        </>
      ),
    },
    { id: 'holder', title: c.holder, cell: ({ matter }) => (matter.holder ? nameOf(matter.holder) : '—') },
    {
      id: 'cleared',
      title: c.clearedAt,
      keep: true,
      cell: ({ clearedAt }) => (clearedAt ? format.shortDay(clearedAt) : '—'),
    },
  ]
}

/** Somebody looked again. */
function Recheck({ of, onClose }: { of: FindingRow; onClose: () => void }) {
  const w = useWords(words)
  const lang = useLang()
  const [fine, setFine] = useState<'fine' | 'notFine'>('fine')
  const [said, setSaid] = useState('')
  const save = useCommand(recheckFinding, { changes: [listFindings, safetyFigures, getPoint], onDone: onClose })
  const body = fine === 'fine' ? { fine: true } : { fine: false, words: said.trim() }
  return (
    <ConfirmDialog
      open
      title={labelled(lang, w.recheck, of.point.name)}
      confirm={w.save}
      busy={save.isPending}
      error={save.error}
      notYet={fine === 'notFine' && said.trim() === ''}
      onClose={onClose}
      onConfirm={() => save.mutate({ params: { findingId: of.id }, body })}
    >
      <p>{of.matter.seen ? of.matter.title : of.matter.number}</p>
      <p className="ui-muted">{w.recheckLead}</p>
      <Field label={w.recheck} group>
        <Pills
          value={fine}
          onChange={setFine}
          options={(['fine', 'notFine'] as const).map((value) => ({ value, label: w[value] }))}
        />
      </Field>
      {fine === 'notFine' && (
        <Field label={w.what}>
          {(control) => <Lines control={control} value={said} onChange={setSaid} maxLength={1000} />}
        </Field>
      )}
    </ConfirmDialog>
  )
}
