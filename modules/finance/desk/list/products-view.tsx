import { useEndpoint } from '../../../../kernel/web/hooks.ts'
import { useSay, useWords } from '../../../../kernel/web/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { type Column, DataTable } from '../../../../ui/desk/data-table.tsx'
import { FilterBar } from '../../../../ui/desk/filter-bar.tsx'
import { useTable } from '../../../../ui/desk/use-table.ts'
import { EmptyState } from '../../../../ui/empty-state.tsx'
import { useUrlState } from '../../../../ui/navigation.tsx'
import { StatusWord } from '../../../../ui/status-word.tsx'
import { listPartners, listProducts, type ProductRow, versionStates, wantUses } from '../../contract.ts'
import type { VersionState } from '../../product.ts'
import type { WantUse } from '../../want.ts'
import { useShow } from '../../web/show.ts'
import { versionTones } from '../../web/tones.ts'
import { words } from '../words.ts'

/** What banks offer, the lowest rate first. */
export function ProductsView() {
  const w = useWords(words)
  const { book } = useShow()
  const [values, setValues] = useUrlState(['q', 'use', 'state'])
  const [table, setTable] = useTable()
  const { offset, limit } = table
  const query = {
    ...{ offset, limit },
    ...(values.q ? { q: values.q } : {}),
    ...(values.use ? { use: values.use as WantUse } : {}),
    ...(values.state ? { state: values.state.split(',') as VersionState[] } : {}),
  }
  const { data, error, isPlaceholderData, refetch } = useEndpoint(listProducts, { query })
  const partners = useEndpoint(listPartners).data
  const set = Object.keys(values).length > 0
  return (
    <>
      <FilterBar
        filters={[
          { id: 'q', kind: 'text', label: w.filter.product },
          {
            id: 'use',
            kind: 'one',
            label: w.filter.use,
            options: wantUses.map((value) => ({ value, label: book.use[value] })),
          },
          {
            id: 'state',
            kind: 'many',
            label: w.filter.state,
            options: versionStates.map((value) => ({ value, label: book.versionState[value] })),
          },
        ]}
        values={values}
        onChange={setValues}
      />
      <DataTable
        caption={w.view.products}
        columns={useColumns()}
        rows={data?.rows}
        rowId={(row) => row.id}
        total={data?.total}
        state={table}
        onState={setTable}
        to={(row) => `/finance/products/${row.id}`}
        busy={isPlaceholderData}
        error={error}
        onRetry={() => void refetch()}
        tools={
          partners?.partners.some(({ mayEnter }) => mayEnter) && (
            <Button look="main" icon="plus" to="/finance/products/new/edit">
              {w.enter}
            </Button>
          )
        }
        onClearFilters={set ? () => setValues({ q: undefined, use: undefined, state: undefined }) : undefined}
        empty={
          <EmptyState icon="file" title={w.emptyProducts}>
            {w.emptyProductsText}
          </EmptyState>
        }
      />
    </>
  )
}

function useColumns(): readonly Column<ProductRow>[] {
  const w = useWords(words)
  const say = useSay()
  const { book, moneys, terms, rates, uses, securities, name } = useShow()
  return [
    {
      id: 'product',
      title: w.column.product,
      main: true,
      cell: (row) => (
        <>
          {say(row.name)}
          {row.draft !== null && <span className="ui-muted"> · {w.draftWaits(row.draft)}</span>}
        </>
      ),
    },
    { id: 'partner', title: w.column.partner, cell: (row) => name(row.partner) },
    {
      id: 'state',
      title: w.column.state,
      cell: (row) => <StatusWord tone={versionTones[row.state]} words={book.versionState[row.state]} />,
    },
    { id: 'rate', title: w.column.rate, keep: true, align: 'end', cell: (row) => rates(row.rateFromBp, row.rateToBp) },
    { id: 'amounts', title: w.column.amounts, cell: (row) => moneys(row.amountFromFen, row.amountToFen) },
    { id: 'terms', title: w.column.terms, cell: (row) => terms(row.monthsFrom, row.monthsTo) },
    { id: 'use', title: w.column.use, cell: (row) => uses(row.uses) },
    { id: 'security', title: w.column.security, cell: (row) => securities(row.securities) },
  ]
}
