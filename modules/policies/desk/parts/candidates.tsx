import { useMemo, useRef, useState } from 'react'
import { useEndpoint } from '../../../../kernel/web/hooks.ts'
import { useSay, useWords } from '../../../../kernel/web/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { DataTable } from '../../../../ui/desk/data-table.tsx'
import { FilterBar } from '../../../../ui/desk/filter-bar.tsx'
import { useTable } from '../../../../ui/desk/use-table.ts'
import { EmptyState } from '../../../../ui/empty-state.tsx'
import { Remark } from '../../../../ui/error-note.tsx'
import { useUrlState } from '../../../../ui/navigation.tsx'
import type { FirmId } from '../../../enterprises/contract.ts'
import { ExportButton } from '../../../matters/desk/public.ts'
import { exportCandidates, listCandidates } from '../../contract.ts'
import { type Verdict, verdicts } from '../../evaluate.ts'
import { policyBook } from '../../policy-words.ts'
import { words } from '../words.ts'
import { useCandidateColumns } from './candidate-columns.tsx'
import { PushDialog } from './push-dialog.tsx'
import { useDictionary } from './use-dictionary.ts'

const names = ['q', 'verdict', 'pushed', 'missing'] as const

/** Firms that a policy fits or may fit, to be chosen and told. */
export function Candidates({ code, mayPush }: { code: string; mayPush: boolean }) {
  const w = useWords(words)
  const [values, setValues] = useUrlState(names)
  const [table, setTable] = useTable()
  const { offset, limit } = table
  const filter = {
    ...(values.q ? { q: values.q } : {}),
    ...(values.verdict ? { verdict: values.verdict.split(',') as Verdict[] } : {}),
    ...(values.pushed ? { pushed: values.pushed === 'true' } : {}),
    ...(values.missing ? { missing: values.missing } : {}),
  }
  const query = { ...filter, offset, limit }
  const { data, error, isPlaceholderData, refetch } = useEndpoint(
    listCandidates,
    { params: { code }, query },
    { refetchInterval: 5_000 },
  )
  const { dictionary } = useDictionary()
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set())
  const [asking, setAsking] = useState(false)
  const [said, setSaid] = useState<string | null>(null)
  const known = useRef(new Map<string, string>())
  for (const { firmId, name } of data?.rows ?? []) known.current.set(firmId, name)
  const firms = [...picked].map((id) => ({ id: id as FirmId, name: known.current.get(id) ?? '' }))
  const set = names.some((name) => values[name])
  return (
    <div className="ui-stack">
      <FilterBar filters={useFilters()} values={values} onChange={setValues} />
      {said && <Remark icon="check" title={said} />}
      <DataTable
        caption={w.candidatesCaption}
        columns={useCandidateColumns(dictionary)}
        rows={data?.rows}
        rowId={(row) => row.firmId}
        total={data?.total}
        state={table}
        onState={setTable}
        to={(row) => `/firms/${row.firmId}/policies`}
        busy={isPlaceholderData}
        error={error}
        onRetry={() => void refetch()}
        {...(mayPush ? { picked, onPick: setPicked } : {})}
        pickedTools={
          <Button look="main" icon="send" onClick={() => setAsking(true)}>
            {w.pushThem}
          </Button>
        }
        tools={
          <ExportButton
            endpoint={exportCandidates}
            params={{ code }}
            query={filter}
            name={w.candidates}
            words={w.export}
          />
        }
        onClearFilters={set ? () => setValues(Object.fromEntries(names.map((name) => [name, undefined]))) : undefined}
        empty={<EmptyState title={w.emptyCandidates}>{w.emptyCandidatesText}</EmptyState>}
      />
      {asking && (
        <PushDialog
          code={code}
          firms={firms}
          onClose={() => setAsking(false)}
          onDone={(words) => {
            setSaid(words)
            setAsking(false)
            setPicked(new Set())
          }}
        />
      )}
    </div>
  )
}

function useFilters() {
  const w = useWords(words)
  const p = useWords(policyBook)
  const say = useSay()
  const { dictionary } = useDictionary()
  return useMemo(
    () =>
      [
        { id: 'q', kind: 'text', label: w.filter.q },
        {
          id: 'verdict',
          kind: 'many',
          label: w.filter.verdict,
          options: verdicts.map((value) => ({ value, label: p.verdict[value] })),
        },
        {
          id: 'pushed',
          kind: 'one',
          label: w.filter.pushed,
          options: [
            { value: 'true', label: p.yes },
            { value: 'false', label: p.no },
          ],
        },
        {
          id: 'missing',
          kind: 'one',
          label: w.filter.missing,
          options: (dictionary?.facts ?? []).map(({ key, name }) => ({ value: key, label: say(name) })),
          more: true,
        },
      ] as const,
    [w, p, say, dictionary],
  )
}
