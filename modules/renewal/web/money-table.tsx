import './renewal.css'
import type { Sums } from '../contract.ts'
import { type SourceKind, sourceNames } from '../money-kinds.ts'
import { useShown } from './show.ts'

interface MoneyTableProps {
  readonly sources: readonly { readonly kind: SourceKind; readonly plannedFen: number; readonly receivedFen: number }[]
  readonly sums: Sums
}

/** Where the money is from, what has come, what was paid. */
export function MoneyTable({ sources, sums }: MoneyTableProps) {
  const { book, say, money } = useShown()
  return (
    <>
      {sources.length === 0 && <p className="ui-muted">{book.noMoney}</p>}
      {sources.length > 0 && (
        <table className="rn-table">
          <caption className="ui-unseen">{book.source}</caption>
          <thead>
            <tr>
              <th scope="col">{book.source}</th>
              <th scope="col" className="rn-number">
                {book.planned}
              </th>
              <th scope="col" className="rn-number">
                {book.received}
              </th>
            </tr>
          </thead>
          <tbody>
            {byKind(sources).map(({ kind, plannedFen, receivedFen }) => (
              <tr key={kind}>
                <th scope="row">{say(sourceNames[kind])}</th>
                <td className="rn-number">{money(plannedFen)}</td>
                <td className="rn-number">{money(receivedFen)}</td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">{book.total}</th>
              <td className="rn-number">{money(sums.plannedFen)}</td>
              <td className="rn-number">{money(sums.receivedFen)}</td>
            </tr>
          </tfoot>
        </table>
      )}
      <dl className="rn-sums">
        <dt>{book.paid}</dt>
        <dd>{money(sums.paidFen)}</dd>
        <dt>{book.rest}</dt>
        <dd>{money(sums.restFen)}</dd>
        <dt>{`${book.cost} · ${sums.costIsFinal ? book.costFinal : book.costPlanned}`}</dt>
        <dd>{money(sums.costFen)}</dd>
        {sums.costAHouseholdFen !== null && (
          <>
            <dt>{book.aHousehold}</dt>
            <dd>{money(sums.costAHouseholdFen)}</dd>
          </>
        )}
      </dl>
    </>
  )
}

/** Several sources of a kind as one row, in the order in which they were entered. */
function byKind(sources: MoneyTableProps['sources']): MoneyTableProps['sources'] {
  const kinds = [...new Set(sources.map(({ kind }) => kind))]
  return kinds.map((kind) => {
    const of = sources.filter((source) => source.kind === kind)
    const sum = (part: 'plannedFen' | 'receivedFen') => of.reduce((all, source) => all + source[part], 0)
    return { kind, plannedFen: sum('plannedFen'), receivedFen: sum('receivedFen') }
  })
}
