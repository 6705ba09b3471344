import { colour, seriesColours } from '../tokens.ts'
import { grid, legend, legendRows, nameAxis, numberAxis, tooltip, tooltipLook } from './axes.ts'
import { ChartFrame, type ChartProps } from './chart.tsx'
import { tipOf } from './tip.ts'

export interface BarChartProps extends ChartProps {
  readonly stacked?: boolean
  /** Names at the left, bars to the right: for many or long names. */
  readonly lying?: boolean
}

/** Amounts side by side. */
export function BarChart({ stacked = false, lying = false, ...props }: BarChartProps) {
  const many = props.series.length > 1
  return (
    <ChartFrame
      {...props}
      option={(context) => {
        const names = nameAxis(props.categories, context)
        const numbers = numberAxis(context, props.percent === true && !stacked)
        return {
          color: [...seriesColours],
          grid: grid(
            legendRows(
              props.series.map(({ name }) => name),
              context,
            ),
            context,
          ),
          legend: legend(many),
          tooltip: tooltip(context),
          xAxis: lying ? numbers : names,
          yAxis: lying ? { ...names, inverse: true } : numbers,
          series: props.series.map((one) => ({
            type: 'bar',
            name: one.name,
            data: [...one.values],
            barMaxWidth: 26,
            cursor: props.onPick ? 'pointer' : 'default',
            ...(stacked ? { stack: 'all' } : { itemStyle: { borderRadius: lying ? [0, 3, 3, 0] : [3, 3, 0, 0] } }),
          })),
        }
      }}
    />
  )
}

/** How amounts went over time. */
export function LineChart(props: ChartProps) {
  const many = props.series.length > 1
  return (
    <ChartFrame
      {...props}
      option={(context) => ({
        color: [...seriesColours],
        grid: grid(
          legendRows(
            props.series.map(({ name }) => name),
            context,
          ),
          context,
        ),
        legend: legend(many),
        tooltip: tooltip(context),
        xAxis: { ...nameAxis(props.categories, context), boundaryGap: false },
        yAxis: numberAxis(context, props.percent === true, leastOf(props.series)),
        series: props.series.map((one, i) => ({
          type: 'line',
          name: one.name,
          data: [...one.values],
          symbol:
            props.categories.length > 40 ? 'none' : (['circle', 'rect', 'triangle', 'diamond'][i % 4] ?? 'circle'),
          symbolSize: 6,
          lineStyle: { width: 2, type: i < 2 ? 'solid' : 'dashed' },
          cursor: props.onPick ? 'pointer' : 'default',
          ...(props.series.length === 1 ? { areaStyle: { color: colour.jadeWash, opacity: 0.7 } } : {}),
        })),
      })}
    />
  )
}

/** Lines may start above zero, bars never do. */
const leastOf = (series: ChartProps['series']) =>
  Math.min(1, ...series.flatMap((one) => one.values.filter((value) => value !== null)))

export interface HeatProps extends Omit<ChartProps, 'series'> {
  /** Rows, top to bottom; each with one value a category. */
  readonly rows: ChartProps['series']
}

/** Amounts in a grid of two kinds of names: weekday and hour, place and month. */
export function Heat({ rows, ...props }: HeatProps) {
  const most = Math.max(1, ...rows.flatMap((row) => row.values.map((value) => value ?? 0)))
  const pick = props.onPick
  const width = props.categories.length
  return (
    <ChartFrame
      {...props}
      {...(pick ? { onPick: (index: number) => pick(index % width, Math.floor(index / width)) } : {})}
      series={rows}
      option={(context) => ({
        grid: grid(0, context),
        tooltip: {
          ...tooltipLook,
          trigger: 'item',
          formatter: ({ value: [x, y, amount] }: { value: [number, number, number] }) =>
            tipOf(`${rows[y]?.name ?? ''} · ${props.categories[x] ?? ''}`, [{ name: '', value: context.show(amount) }]),
        },
        visualMap: {
          show: false,
          min: 0,
          max: most,
          inRange: { color: ['#f3f2ea', colour.jadeWash, colour.jadeSoft, colour.jade] },
        },
        xAxis: { ...nameAxis(props.categories, context), axisLine: { show: false } },
        yAxis: {
          ...nameAxis(
            rows.map((row) => row.name),
            context,
          ),
          axisLine: { show: false },
          inverse: true,
        },
        series: [
          {
            type: 'heatmap',
            data: rows.flatMap((row, y) => row.values.map((value, x) => [x, y, value ?? 0])),
            itemStyle: { borderColor: colour.sheet, borderWidth: 2, borderRadius: 4 },
            emphasis: { itemStyle: { borderColor: colour.ink } },
            cursor: pick ? 'pointer' : 'default',
          },
        ],
      })}
    />
  )
}
