import { useState } from 'react'
import { useCommand, useEndpoint } from '../../../../kernel/web/hooks.ts'
import { useWords } from '../../../../kernel/web/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { CopyCode } from '../../../../ui/copy-code.tsx'
import { type Column, DataTable } from '../../../../ui/desk/data-table.tsx'
import { FilterBar } from '../../../../ui/desk/filter-bar.tsx'
import { Sheet } from '../../../../ui/desk/page.tsx'
import { useTable } from '../../../../ui/desk/use-table.ts'
import { ConfirmDialog, Dialog } from '../../../../ui/dialog.tsx'
import { EmptyState } from '../../../../ui/empty-state.tsx'
import { Field } from '../../../../ui/field.tsx'
import { useUrlState } from '../../../../ui/navigation.tsx'
import { StatusWord } from '../../../../ui/status-word.tsx'
import { useUiWords } from '../../../../ui/words.ts'
import { Line } from '../../../matters/desk/public.ts'
import { addVoter, type BudgetView, getBudget, listVoters, typeBallot, type VoterRow } from '../contract.ts'
import { MarkItems } from '../web/ballot-form.tsx'
import { newSeed, useBudget } from '../web/show.ts'
import { words } from './words.ts'

const changes = [listVoters, getBudget]
const notOver = ['draft', 'announced', 'open']

/** The register of voters: who has no phone of their own, and whether they have voted. */
export function Register({ of }: { of: BudgetView }) {
  const w = useWords(words)
  const { number } = useBudget()
  const [values, set] = useUrlState(['q', 'voted'])
  const [table, setTable] = useTable()
  const [adding, setAdding] = useState(false)
  const [typing, setTyping] = useState<VoterRow | null>(null)
  const { offset, limit } = table
  const voted = (['yes', 'no'] as const).find((one) => one === values.voted)
  const query = { ...(voted ? { voted } : {}), ...(values.q ? { q: values.q } : {}), offset, limit }
  const { data, error, isPlaceholderData, refetch } = useEndpoint(listVoters, { params: { budgetId: of.id }, query })
  const columns = useColumns(of.mayKeep && of.noBallots === null ? setTyping : null)
  const open = of.mayKeep && notOver.includes(of.state)
  return (
    <Sheet
      title={w.register}
      tools={
        open && (
          <>
            <Button icon="plus" onClick={() => setAdding(true)}>
              {w.addVoter}
            </Button>
            <Button icon="file" to={`/votes/${of.id}/codes`}>
              {w.printCodes}
            </Button>
          </>
        )
      }
    >
      <div className="ui-stack">
        <p className="ui-muted">
          {w.registerLead} {w.registered(number(of.registered), number(of.registeredVoted))}
        </p>
        <FilterBar
          values={values}
          onChange={set}
          filters={[
            { id: 'q', kind: 'text', label: w.filterHousehold },
            {
              id: 'voted',
              kind: 'one',
              label: w.filterVoted,
              options: [
                { value: 'yes', label: w.voted },
                { value: 'no', label: w.notVoted },
              ],
            },
          ]}
        />
        <DataTable
          caption={w.register}
          columns={columns}
          rows={data?.rows}
          rowId={(row) => row.id}
          total={data?.total}
          state={table}
          onState={setTable}
          busy={isPlaceholderData}
          error={error}
          onRetry={() => void refetch()}
          empty={<EmptyState icon="people" title={w.noVoters} />}
        />
      </div>
      {adding && <AddDialog of={of} onClose={() => setAdding(false)} />}
      {typing && <PaperDialog of={of} voter={typing} onClose={() => setTyping(null)} />}
    </Sheet>
  )
}

function useColumns(onType: ((row: VoterRow) => void) | null): readonly Column<VoterRow>[] {
  const w = useWords(words)
  return [
    { id: 'household', title: w.household, main: true, cell: (row) => row.household },
    { id: 'name', title: w.name, keep: true, cell: (row) => row.name },
    { id: 'phone', title: w.phone, keep: true, cell: (row) => row.phone ?? '—' },
    {
      id: 'voted',
      title: w.filterVoted,
      keep: true,
      cell: ({ voted }) => <StatusWord words={voted ? w.voted : w.notVoted} tone={voted ? 'done' : 'plain'} />,
    },
    ...(onType
      ? [
          {
            id: 'paper',
            title: w.paperShort,
            cell: (row: VoterRow) =>
              row.voted ? null : (
                <Button
                  look="quiet"
                  icon="edit"
                  label={w.paper(`${row.name} ${row.household}`)}
                  onClick={() => onType(row)}
                />
              ),
          },
        ]
      : []),
  ]
}

function AddDialog({ of, onClose }: { of: BudgetView; onClose: () => void }) {
  const w = useWords(words)
  const [name, setName] = useState('')
  const [household, setHousehold] = useState('')
  const [phone, setPhone] = useState('')
  const save = useCommand(addVoter, { changes, onDone: onClose })
  return (
    <ConfirmDialog
      open
      title={w.addVoter}
      confirm={w.add}
      busy={save.isPending}
      error={save.error}
      notYet={name.trim() === '' || household.trim() === ''}
      onClose={onClose}
      onConfirm={() =>
        save.mutate({
          params: { budgetId: of.id },
          body: {
            ...{ name: name.trim(), household: household.trim() },
            ...(phone.trim() ? { phone: phone.trim() } : {}),
          },
        })
      }
    >
      <Field label={w.name}>
        {(control) => <Line control={control} value={name} onChange={setName} maxLength={60} />}
      </Field>
      <Field label={w.household}>
        {(control) => <Line control={control} value={household} onChange={setHousehold} maxLength={60} />}
      </Field>
      <Field label={w.phone} hint={w.phoneHint} optional error={save.error?.field('phone')}>
        {(control) => <Line control={control} value={phone} onChange={setPhone} maxLength={30} />}
      </Field>
    </ConfirmDialog>
  )
}

/** A ballot on paper; then the receipt, to be handed over. */
function PaperDialog({ of, voter, onClose }: { of: BudgetView; voter: VoterRow; onClose: () => void }) {
  const w = useWords(words)
  const ui = useUiWords()
  const [marks, setMarks] = useState<readonly number[]>(() => of.items.map(() => 0))
  const [seed] = useState(newSeed)
  const [receipt, setReceipt] = useState<string | null>(null)
  const save = useCommand(typeBallot, { changes, onDone: (answer) => setReceipt(answer.receipt) })
  if (receipt)
    return (
      <Dialog open title={w.receiptFor(voter.name)} onClose={onClose}>
        <div className="ui-stack">
          <div className="vote-receipt">
            <CopyCode code={receipt} label={w.receiptFor(voter.name)} />
          </div>
          <p>{w.handOver}</p>
          <div className="ui-row">
            <Button look="main" onClick={onClose}>
              {ui.close}
            </Button>
          </div>
        </div>
      </Dialog>
    )
  return (
    <ConfirmDialog
      open
      wide
      title={w.paper(`${voter.name} ${voter.household}`)}
      confirm={w.savePaper}
      busy={save.isPending}
      error={save.error}
      onClose={onClose}
      onConfirm={() =>
        save.mutate({ params: { budgetId: of.id }, body: { voterId: voter.id, marks: [...marks], seed } })
      }
    >
      <MarkItems of={of} marks={marks} onChange={setMarks} />
    </ConfirmDialog>
  )
}
