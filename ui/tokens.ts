/**
 * The design tokens as values, for the few consumers that cannot read CSS variables: the antd theme, ECharts, MapLibre.
 * `tokens.css` declares the same values; a test compares them and checks contrast.
 */
export const colour = {
  /** The board: behind everything. */
  paper: '#faf8f3',
  /** A sheet of paper pinned to the board: cards, tables, inputs. */
  sheet: '#fffefb',
  /** A shade under paper: table heads, wells, pressed things. */
  shade: '#f2eee5',
  /** Text. */
  ink: '#23241f',
  /** Second text: labels, hints. At least 4.5:1 on paper, sheet and shade. */
  ink2: '#565850',
  /** Third text: times, counts. At least 4.5:1 on paper and sheet. */
  ink3: '#6a6c62',
  /** Hairlines that only separate. */
  line: '#e5e0d4',
  /** Borders of controls: at least 3:1 on sheet. */
  edge: '#8f8c80',
  /** 青: the one accent. Links, the main button, the one who holds it. */
  jade: '#136a66',
  jadeDeep: '#0c4f4c',
  jadeSoft: '#8dbfb8',
  jadeWash: '#e2f0ec',
  /** Lamps, and nothing else. `*Ink` is text on `*Wash`. */
  lampRed: '#b8322a',
  lampRedInk: '#94231d',
  lampRedWash: '#fbe9e5',
  lampYellow: '#ae7300',
  lampYellowInk: '#7a5000',
  lampYellowWash: '#fbf0d2',
  lampGreen: '#3d7f36',
  lampGreenInk: '#2b6226',
  lampGreenWash: '#e9f2e2',
  /** The map: quiet enough that points and grids carry the meaning. */
  mapLand: '#f6f3ea',
  mapArea: '#fbf9f3',
  mapWater: '#cfe0e3',
  mapGreen: '#dde8d0',
  mapRoad: '#ffffff',
  mapRoadEdge: '#ddd6c5',
  mapRail: '#a9a395',
  mapBuilding: '#e3dccb',
  mapBuildingEdge: '#c9c0ab',
} as const

/** Sizes of type in px: one scale. The large-type face multiplies them (see tokens.css). */
export const type = { small: 13, body: 15, lead: 17, title: 20, head: 26, figure: 34 } as const

/** Spaces in px: one scale. */
export const space = { s1: 4, s2: 8, s3: 12, s4: 16, s5: 24, s6: 32, s7: 48, s8: 64 } as const

export const radius = { small: 4, medium: 8, large: 12 } as const

/**
 * System faces first: phones, Windows and macOS always have a Chinese one, so nothing is downloaded there.
 * `Noto Sans SC` is carried with the apps for systems without any (see fonts.ts).
 */
export const fontFamily =
  '-apple-system, "Segoe UI", "PingFang SC", "HarmonyOS Sans SC", MiSans, "Microsoft YaHei UI", "Microsoft YaHei", "Noto Sans CJK SC", "Source Han Sans SC", "Noto Sans SC", system-ui, sans-serif'

/** Colours of series in charts, in order: jade first, then inks and earths; none of them a lamp. */
export const seriesColours = ['#136a66', '#8a6f4d', '#5b7fa3', '#8dbfb8', '#6a6c62', '#b59b76'] as const

/** Tints that tell neighbouring grids apart on the map; all light enough for ink on top. */
export const gridTints = ['#cfe3dd', '#e6dcc6', '#d5dce8', '#e5d6d3', '#dce3c8', '#dcd5e4'] as const
