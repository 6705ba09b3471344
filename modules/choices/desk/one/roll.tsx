import { useState } from 'react'
import { useEndpoint } from '../../../../kernel/web/hooks.ts'
import { useWords } from '../../../../kernel/web/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { type Column, DataTable } from '../../../../ui/desk/data-table.tsx'
import { FilterBar } from '../../../../ui/desk/filter-bar.tsx'
import { Sheet } from '../../../../ui/desk/page.tsx'
import { useTable } from '../../../../ui/desk/use-table.ts'
import { EmptyState } from '../../../../ui/empty-state.tsx'
import { useFormat } from '../../../../ui/format.ts'
import { useUrlState } from '../../../../ui/navigation.tsx'
import { ExportButton, Photos } from '../../../matters/desk/public.ts'
import { exportRoll, type QuestionView, type RollRow, rollOf } from '../../contract.ts'
import { channels } from '../../question.ts'
import { choices } from '../../threshold.ts'
import { useCounted } from '../../web/show.ts'
import { words } from '../words.ts'
import { TakeDialog } from './take-dialog.tsx'

/** Who may vote, who has, and how it came. */
export function Roll({ of }: { of: QuestionView }) {
  const w = useWords(words)
  const { w: n } = useCounted()
  const [values, set] = useUrlState(['voted', 'choice', 'channel', 'q'])
  const [table, setTable] = useTable()
  const [taking, setTaking] = useState<RollRow | null>(null)
  const { offset, limit } = table
  const choice = choices.find((one) => one === values.choice)
  const channel = channels.find((one) => one === values.channel)
  const voted = (['yes', 'no'] as const).find((one) => one === values.voted)
  const query = {
    ...(voted ? { voted } : {}),
    ...(choice ? { choice } : {}),
    ...(channel ? { channel } : {}),
    ...(values.q ? { q: values.q } : {}),
    ...{ offset, limit },
  }
  const { data, error, isPlaceholderData, refetch } = useEndpoint(rollOf, { params: { questionId: of.id }, query })
  const f = w.filter
  return (
    <Sheet
      title={w.roll}
      tools={
        <ExportButton
          endpoint={exportRoll}
          params={{ questionId: of.id }}
          query={{}}
          name={`${of.title} ${w.roll}`}
          words={w.exportRoll}
        />
      }
    >
      <div className="ui-stack">
        <FilterBar
          values={values}
          onChange={set}
          filters={[
            { id: 'q', kind: 'text', label: f.q },
            {
              id: 'voted',
              kind: 'one',
              label: f.voted,
              options: (['yes', 'no'] as const).map((value) => ({ value, label: f[value] })),
            },
            {
              id: 'choice',
              kind: 'one',
              label: f.choice,
              options: choices
                .filter((value) => value !== 'follow' || of.followRule)
                .map((value) => ({ value, label: n.choice[value] })),
            },
            {
              id: 'channel',
              kind: 'one',
              label: f.channel,
              options: channels.map((value) => ({ value, label: n.channel[value] })),
            },
          ]}
        />
        <DataTable
          caption={w.roll}
          columns={useColumns(of.mayKeep && of.noVotes === null ? setTaking : null)}
          rows={data?.rows}
          rowId={(row) => row.ownerId}
          total={data?.total}
          state={table}
          onState={setTable}
          busy={isPlaceholderData}
          error={error}
          onRetry={() => void refetch()}
          empty={<EmptyState icon="people" title={w.rollNone} />}
        />
      </div>
      {taking && <TakeDialog of={of} row={taking} onClose={() => setTaking(null)} />}
    </Sheet>
  )
}

function useColumns(onTake: ((row: RollRow) => void) | null): readonly Column<RollRow>[] {
  const w = useWords(words)
  const { w: n, area, rooms } = useCounted()
  const format = useFormat()
  const c = w.column
  return [
    { id: 'rooms', title: c.holds, main: true, cell: (row) => rooms(row) },
    { id: 'name', title: c.owner, keep: true, cell: (row) => row.name },
    { id: 'area', title: c.area, keep: true, cell: (row) => area(row.areaCm2) },
    {
      id: 'vote',
      title: c.vote,
      keep: true,
      cell: ({ vote, changes }) =>
        vote?.choice
          ? [n.choice[vote.choice], changes > 0 ? w.changed(String(changes)) : ''].filter(Boolean).join(' · ')
          : '—',
    },
    {
      id: 'channel',
      title: c.channel,
      cell: ({ vote }) =>
        vote && (
          <>
            {[n.channel[vote.channel], vote.takenBy, format.moment(vote.at)].filter(Boolean).join(' · ')}
            {vote.slipIds.length > 0 && (
              <div className="choice-slips">
                <Photos label={w.slips} fileIds={vote.slipIds} />
              </div>
            )}
          </>
        ),
    },
    ...(onTake
      ? [
          {
            id: 'take',
            title: w.takeVote,
            cell: (row: RollRow) => (
              <Button look="quiet" icon="edit" label={w.take.title(rooms(row))} onClick={() => onTake(row)} />
            ),
          },
        ]
      : []),
  ]
}
