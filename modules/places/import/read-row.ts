import { type CellValue, cellNumber, cellText } from '../../../kernel/sheets/cells.ts'
import { geometryToWgs84 } from '../geo.ts'
import { type Outline, outlineFault, readOutline, readPoint } from '../outline.ts'
import type { Crs, LevelKind } from '../tables.ts'
import { levelKey, readCrs } from './columns.ts'
import type { Given } from './facts.ts'
import type { RawRow } from './raw-rows.ts'
import { type Fault, fault, nameFault } from './verdict.ts'

/** A row by what its columns mean. */
export interface ReadRow {
  readonly number: number
  /** Names by level, the topmost first. */
  readonly names: readonly { readonly level: string; readonly name: string }[]
  readonly name: string
  readonly code: string
  readonly given: Given
  readonly faults: readonly Fault[]
}

/** China with its seas, in degrees; generous at the border. */
const china = { west: 73, east: 136, south: 3, north: 54 }
const inChina = (lng: number, lat: number): boolean =>
  lng >= china.west && lng <= china.east && lat >= china.south && lat <= china.north

type Cells = (key: string) => CellValue

/** Reads a row. @param crs in which coordinates were read where the row does not say it */
export function readRow(
  raw: RawRow,
  at: ReadonlyMap<string, number>,
  levels: readonly string[],
  crs: Crs | null,
): ReadRow {
  const cell: Cells = (key) => {
    const place = at.get(key)
    return place === undefined ? null : (raw.cells[place] ?? null)
  }
  const faults: Fault[] = []
  const names = levels.flatMap((level) => {
    const name = cellText(cell(levelKey(level)))
    return name === '' ? [] : [{ level, name }]
  })
  for (const { level, name } of names) {
    const wrong = nameFault(levelKey(level), name)
    if (wrong) faults.push(wrong)
  }
  const name = cellText(cell('name'))
  const nameEn = cellText(cell('nameEn'))
  if ([...nameEn].length > 80) faults.push(fault('nameEn', '英文名太长', 'The English name is too long'))
  const code = cellText(cell('code'))
  const given: Given = {
    ...(nameEn ? { nameEn } : {}),
    ...whole(cell, 'households', 100_000, faults),
    ...whole(cell, 'floors', 200, faults),
    ...pointOf(cell, raw.geometry, crs, faults),
    ...outlineOf(raw.geometry, crs, faults),
  }
  return { number: raw.number, names, name, code, given, faults }
}

function whole<Key extends 'households' | 'floors'>(
  cell: Cells,
  key: Key,
  most: number,
  faults: Fault[],
): { readonly [K in Key]?: number } {
  const value = cell(key)
  if (cellText(value) === '') return {}
  const n = cellNumber(value)
  if (n !== null && Number.isInteger(n) && n >= 0 && n <= most) return { [key]: n } as { [K in Key]: number }
  faults.push(fault(key, `应是 0 到 ${most} 的整数`, `A whole number from 0 to ${most}`))
  return {}
}

function pointOf(cell: Cells, geometry: object | null, crs: Crs | null, faults: Fault[]): Pick<Given, 'point'> {
  const [x, y] = [cellText(cell('lng')), cellText(cell('lat'))]
  const drawn = readPoint(geometry)
  if (x === '' && y === '' && !drawn) return {}
  if ((x === '') !== (y === '')) {
    faults.push(fault(x === '' ? 'lng' : 'lat', '经度和纬度要一起填', 'Longitude and latitude go together'))
    return {}
  }
  const [lng, lat] = x === '' && drawn ? drawn : [cellNumber(cell('lng')), cellNumber(cell('lat'))]
  const system = systemOf(cell, crs, faults)
  if (lng === null || lat === null) {
    faults.push(fault('lng', '经纬度应是度数，如 102.7123', 'Degrees in decimals, such as 102.7123'))
    return {}
  }
  if (!inChina(lng, lat)) {
    faults.push(
      inChina(lat, lng)
        ? fault('lng', '经度和纬度好像填反了', 'Longitude and latitude seem to be swapped')
        : fault('lng', '这个点不在中国范围内', 'This point does not lie in China'),
    )
    return {}
  }
  return system ? { point: { lng, lat, crs: system } } : {}
}

function systemOf(cell: Cells, crs: Crs | null, faults: Fault[]): Crs | null {
  const said = cellText(cell('crs'))
  const system = said === '' ? crs : readCrs(said)
  if (!system)
    faults.push(
      said === ''
        ? fault('crs', '没写坐标系', 'The coordinate system is missing')
        : fault('crs', '不认识的坐标系', 'This coordinate system is not known'),
    )
  return system
}

function outlineOf(geometry: object | null, crs: Crs | null, faults: Fault[]): Pick<Given, 'outline'> {
  if (!geometry || readPoint(geometry) || !crs) return {}
  const outline = readOutline(geometry)
  const rings = outline ? (outline.coordinates.flat(2) as unknown[]) : []
  const [lng, lat] = rings.flat(2).filter((n): n is number => typeof n === 'number')
  if (outline && lng !== undefined && lat !== undefined && inChina(lng, lat))
    return { outline: { geometry: outline, crs } }
  faults.push(
    outline
      ? fault('', '轮廓不在中国范围内，或经纬度填反了', 'The outline does not lie in China, or its degrees are swapped')
      : fault('', '图形应是点、面或多面', 'The shape has to be a Point, Polygon or MultiPolygon'),
  )
  return {}
}

/** What is wrong with the outline of a row, now that it is known what the place is. */
export function shapeFault({ outline }: Given, kind: LevelKind): Fault | null {
  if (!outline) return null
  const words = outlineFault(geometryToWgs84(outline.crs, outline.geometry) as Outline, kind)
  return words && { column: '', words }
}
