import { colour } from '../tokens.ts'
import { tipOf } from './tip.ts'

interface Context {
  readonly show: (n: number) => string
  readonly zoom: number
  /** px; 0 where it is not known. */
  readonly width: number
}

/** Rows that the names of the series take, at about 7 px a letter and 14 a character. */
export function legendRows(names: readonly string[], { zoom, width }: Context): number {
  if (names.length < 2) return 0
  let [rows, used] = [1, 0]
  for (const name of names) {
    const wide = 35 + [...name].reduce((sum, sign) => sum + (sign > '\u2e80' ? 14 : 7), 0) * zoom
    if (used > 0 && used + wide > width && width > 0) [rows, used] = [rows + 1, 0]
    used += wide
  }
  return rows
}

/** The axis of names. */
export const nameAxis = (names: readonly string[], { zoom }: Context) => ({
  type: 'category' as const,
  data: [...names],
  axisLine: { lineStyle: { color: colour.edge } },
  axisTick: { show: false },
  axisLabel: { color: colour.ink2, fontSize: 13 * zoom, hideOverlap: true },
})

/** Rates that are all high are looked at from near by: the axis then starts at a round share below the least. */
function percentScale(least: number) {
  const min = least > 0.5 ? Math.floor((least - 0.05) * 10) / 10 : 0
  return { min, max: 1, interval: min >= 0.7 ? 0.1 : min > 0 ? 0.125 : 0.25 }
}

/** The axis of numbers: hairlines, no axis line. `least`: the smallest share shown, if the axis may start above 0. */
export const numberAxis = ({ zoom }: Context, percent: boolean, least = 0) => ({
  type: 'value' as const,
  splitNumber: 4,
  ...(percent ? percentScale(least) : { minInterval: 1 }),
  splitLine: { lineStyle: { color: colour.line } },
  axisLabel: {
    color: colour.ink3,
    fontSize: 13 * zoom,
    formatter: (n: number) => (percent ? `${Math.round(n * 100)}%` : n.toLocaleString()),
  },
})

/** What ECharts tells of a mark under the pointer. */
interface Pointed {
  readonly name?: string
  readonly seriesName?: string
  readonly value?: unknown
  readonly color?: unknown
}

/** How everything that floats beside a mark looks. */
export const tooltipLook = {
  backgroundColor: colour.sheet,
  borderColor: colour.line,
  padding: [8, 12],
  textStyle: { color: colour.ink, fontSize: 13 },
  extraCssText: 'box-shadow: 0 8px 28px rgb(60 50 30 / 0.16); border-radius: 8px;',
}

/** The amounts of all series where the pointer is. */
export const tooltip = ({ show }: Context) => ({
  ...tooltipLook,
  trigger: 'axis' as const,
  axisPointer: { type: 'line' as const, lineStyle: { color: colour.edge } },
  formatter: (pointed: Pointed | readonly Pointed[]) => {
    const all = [pointed].flat() as readonly Pointed[]
    return tipOf(
      all[0]?.name ?? '',
      all.map(({ seriesName = '', value, color }) => ({
        name: seriesName,
        value: typeof value === 'number' ? show(value) : '—',
        ...(typeof color === 'string' ? { colour: color } : {}),
      })),
    )
  },
})

export const legend = (shown: boolean) => ({
  show: shown,
  top: 0,
  left: 0,
  icon: 'roundRect',
  itemWidth: 12,
  itemHeight: 8,
  itemGap: 18,
  textStyle: { color: colour.ink2 },
})

/** @param rows of the legend above it. */
export const grid = (rows: number, { zoom }: Context) => ({
  left: 4,
  right: 12,
  top: 14 + rows * 22 * zoom,
  bottom: 4,
  outerBoundsMode: 'same' as const,
  outerBoundsContain: 'axisLabel' as const,
})
