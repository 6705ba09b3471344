import './chart.css'
import type { ECharts, EChartsCoreOption } from 'echarts/core'
import { useEffect, useRef, useState } from 'react'
import { Button } from '../button.tsx'
import { useFormat } from '../format.ts'
import { useLargeType } from '../large-type.ts'
import { colour } from '../tokens.ts'
import { useUiWords } from '../words.ts'

/** One row of numbers: a bar of each category, a line. */
export interface Series {
  readonly name: string
  /** One for each category; null where there is none. */
  readonly values: readonly (number | null)[]
}

export interface ChartProps {
  /** What it shows, in one sentence; read aloud. */
  readonly label: string
  readonly categories: readonly string[]
  readonly series: readonly Series[]
  /** px */
  readonly height?: number
  /** Shares from 0 to 1, shown as per cent. */
  readonly percent?: boolean
  readonly unit?: string
  /** A category was pressed: leads to what it counts. */
  readonly onPick?: (category: number, series: number) => void
}

export interface FrameProps extends ChartProps {
  readonly option: (context: { show: (n: number) => string; zoom: number; width: number }) => EChartsCoreOption
}

/** Draws an ECharts option, quietly; the same numbers are always there as a table. */
export function ChartFrame(props: FrameProps) {
  const words = useUiWords()
  const [asTable, setAsTable] = useState(false)
  const [failed, setFailed] = useState(false)
  const table = asTable || failed
  return (
    <figure className="ui-chart" aria-label={props.label}>
      {failed && <p className="ui-small">{words.chart.failed}</p>}
      {table ? <ChartTable {...props} /> : <Picture {...props} onFail={() => setFailed(true)} />}
      {!failed && (
        <div className="ui-chart-ways ui-noprint">
          <Button look="quiet" icon={asTable ? 'chart' : 'table'} onClick={() => setAsTable(!asTable)}>
            {asTable ? words.chart.picture : words.chart.table}
          </Button>
        </div>
      )}
    </figure>
  )
}

function useShow({ percent, unit }: ChartProps): (n: number) => string {
  const format = useFormat()
  return (n) =>
    percent ? format.percent(n, 1) : `${format.number(n, Number.isInteger(n) ? 0 : 1)}${unit ? ` ${unit}` : ''}`
}

function Picture(props: FrameProps & { onFail: () => void }) {
  const { label, height = 260, onPick, onFail, option } = props
  const place = useRef<HTMLDivElement>(null)
  const chart = useRef<ECharts | null>(null)
  const [ready, setReady] = useState(false)
  const zoom = useLargeType() ? 1.3 : 1
  const show = useShow(props)
  const pick = useRef(onPick)
  const fail = useRef(onFail)
  useEffect(() => {
    pick.current = onPick
    fail.current = onFail
  })

  useEffect(() => {
    let gone = false
    const draw = async () => {
      const { init } = await import('./echarts.ts')
      if (gone || !place.current) return
      const it = init(place.current, null, { renderer: 'canvas' })
      it.on('click', (event) => pick.current?.(event.dataIndex, event.seriesIndex ?? 0))
      chart.current = it
      setReady(true)
    }
    draw().catch(() => fail.current())
    const observer = new ResizeObserver(() => chart.current?.resize())
    if (place.current) observer.observe(place.current)
    return () => {
      gone = true
      observer.disconnect()
      chart.current?.dispose()
      chart.current = null
    }
  }, [])

  useEffect(() => {
    if (ready)
      chart.current?.setOption(
        { ...quiet(zoom), ...option({ show, zoom, width: place.current?.clientWidth ?? 0 }) },
        { notMerge: true },
      )
  })
  return (
    <div ref={place} className="ui-chart-picture" style={{ height: height * zoom }} role="img" aria-label={label} />
  )
}

/** What all charts share. */
function quiet(zoom: number): EChartsCoreOption {
  return {
    animationDuration: 200,
    textStyle: { fontFamily: getComputedStyle(document.body).fontFamily, color: colour.ink2, fontSize: 13 * zoom },
    aria: { enabled: false },
  }
}

function ChartTable(props: ChartProps) {
  const { label, categories, series } = props
  const show = useShow(props)
  return (
    <div className="ui-chart-table">
      <table>
        <caption className="ui-unseen">{label}</caption>
        <thead>
          <tr>
            <td />
            {series.map((one) => (
              <th key={one.name} scope="col">
                {one.name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {categories.map((category, i) => (
            <tr key={category}>
              <th scope="row">{category}</th>
              {series.map((one) => {
                const value = one.values[i]
                return <td key={one.name}>{value === null || value === undefined ? '—' : show(value)}</td>
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
