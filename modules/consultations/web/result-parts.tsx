import './consultations.css'
import { Fragment, type ReactNode } from 'react'
import { useWords } from '../../../kernel/web/words.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import type { ResultView, Told } from '../contract.ts'
import { GroupsPicture } from './groups-picture.tsx'
import { consultationWords } from './words.ts'

/** Whose page it is: somebody's own, who may still vote or no longer can, or nobody's. */
export type Reader = 'voting' | 'over' | null

/** The picture with what it means, or what is missing for it. */
export function PictureCard({ of, reader }: { of: ResultView; reader: Reader }) {
  const w = useWords(consultationWords)
  if (of.groups.length === 0)
    return (
      <EmptyState icon="people" title={w.notYet}>
        {of.needed > 0 ? w.notYetText(of.needed) : w.working}
      </EmptyState>
    )
  return (
    <div className="ui-stack">
      <p className="ui-muted ui-small">{w.pictureLead}</p>
      <GroupsPicture of={of} />
      <ul className="consult-legend">
        {of.groups.map(({ letter, size }, n) => (
          <li key={letter}>
            <Letter letter={letter} tone={n} />
            {w.people(size)}
          </li>
        ))}
      </ul>
      {reader && <Standing of={of} voting={reader === 'voting'} />}
      <div className="ui-muted ui-small">
        {of.groups.length === 1 && <p>{w.oneGroup}</p>}
        {of.inSmall > 0 && <p>{w.small(of.inSmall)}</p>}
        {of.dots.length < of.inside && <p>{w.someDots}</p>}
        <p>{w.byDevice}</p>
      </div>
    </div>
  )
}

function Standing({ of, voting }: { of: ResultView; voting: boolean }) {
  const w = useWords(consultationWords)
  if (!of.me) return voting ? <p>{w.youNotYet}</p> : null
  const letter = of.groups[of.me.group]?.letter
  if (letter && of.groups.length === 1) return null
  return (
    <p>
      <strong>{letter ? w.youAre(letter) : w.youSmall}</strong>
    </p>
  )
}

export function Letter({ letter, tone }: { letter: string; tone: number }) {
  const w = useWords(consultationWords)
  return (
    <span className={`consult-letter consult-tone-${tone % 5}`} role="img" aria-label={w.group(letter)}>
      {letter}
    </span>
  )
}

/** Statements, each with how many of every group see it that way. @param own the group whose view it is; the others step back. */
export function ToldList({ of, told, own }: { of: ResultView; told: readonly Told[]; own?: number }) {
  const w = useWords(consultationWords)
  return (
    <ul className="consult-told">
      {told.map((one) => (
        <li key={one.number}>
          {one.words}
          <div className="consult-bars">
            {of.groups.map(({ letter }, n) => (
              <Fragment key={letter}>
                <Letter letter={letter} tone={n} />
                <span
                  className={`consult-bar consult-tone-${n % 5}${own === undefined || own === n ? '' : ' consult-beside'}`}
                  aria-hidden="true"
                >
                  <span style={{ width: `${one.byGroup[n] ?? 0}%` }} />
                </span>
                <span>{percentWords(one.byGroup[n], w.few, w.whereMost[one.side])}</span>
              </Fragment>
            ))}
          </div>
        </li>
      ))}
    </ul>
  )
}

/** The table has the rest. */
const mostHeld = 3

const percentWords = (percent: number | null | undefined, few: string, choice: string) =>
  percent === null || percent === undefined ? few : `${percent}% ${choice}`

/** The same numbers as the picture's, in rows; for who hears the page, and for who wants it exact. */
export function ResultTable({ of }: { of: ResultView }) {
  const w = useWords(consultationWords)
  const rows = new Map<string, Told>()
  for (const one of [...of.unites, ...of.divides, ...of.groups.flatMap(({ holds }) => holds)])
    rows.set(`${one.number} ${one.side}`, one)
  if (rows.size === 0) return null
  const show = (percent: number | null | undefined) =>
    percent === null || percent === undefined ? w.few : `${percent}%`
  return (
    <details className="consult-fold">
      <summary>{w.table}</summary>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys */}
      <section className="consult-scroll" tabIndex={0} aria-label={w.table}>
        <table className="consult-table">
          <thead>
            <tr>
              <th scope="col">{w.statement}</th>
              <th scope="col" className="consult-side">
                {w.side}
              </th>
              <th scope="col" className="consult-number">
                {w.all}
              </th>
              {of.groups.map(({ letter, size }) => (
                <th key={letter} scope="col" className="consult-number" title={w.groupSize(letter, size)}>
                  {w.group(letter)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {[...rows].map(([key, one]) => (
              <tr key={key}>
                <td>{one.words}</td>
                <td className="consult-side">{w.choice[one.side]}</td>
                <td className="consult-number">{show(one.percent)}</td>
                {one.byGroup.map((percent, n) => (
                  <td key={of.groups[n]?.letter} className="consult-number">
                    {show(percent)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </details>
  )
}

/** All parts of a result, each in a sheet of the app that shows it. */
export function ResultParts({
  of,
  reader = null,
  sheet,
}: {
  of: ResultView
  /** The page is the reader's own: it says where they stand. */
  reader?: Reader
  sheet: (title: string, children: ReactNode) => ReactNode
}) {
  const w = useWords(consultationWords)
  return (
    <>
      {sheet(
        w.picture,
        <div className="ui-stack">
          <PictureCard of={of} reader={reader} />
          <ResultTable of={of} />
        </div>,
      )}
      {of.groups.length > 0 &&
        sheet(
          w.unites,
          of.unites.length > 0 ? (
            <div className="ui-stack">
              {of.groups.length > 1 && <p className="ui-muted ui-small">{w.unitesLead}</p>}
              <ToldList of={of} told={of.unites} />
            </div>
          ) : (
            <p className="ui-muted">{w.noUnites}</p>
          ),
        )}
      {of.divides.length > 0 && sheet(w.divides, <ToldList of={of} told={of.divides} />)}
      {of.groups.map(({ letter, holds }, n) =>
        holds.length > 0 ? (
          <Fragment key={letter}>
            {sheet(w.holds(letter), <ToldList of={of} told={holds.slice(0, mostHeld)} own={n} />)}
          </Fragment>
        ) : null,
      )}
    </>
  )
}
