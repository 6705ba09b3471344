import { fail } from '../../../kernel/contract/errors.ts'
import type { Words } from '../../../kernel/contract/words.ts'
import type { Crs } from '../tables.ts'
import { readCrs } from './columns.ts'
import type { RawRow } from './raw-rows.ts'

const mostFields = 60
const mostText = 300

const refuse = (zh: string, en: string): never => {
  const words: Words = { zh, en }
  return fail('refused', 'places.not_geojson', words)
}

interface Feature {
  readonly geometry?: unknown
  readonly properties?: unknown
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const cellOf = (value: unknown): string | number | null => {
  if (typeof value === 'number' && Number.isFinite(value)) return value
  return typeof value === 'string' ? [...value].slice(0, mostText).join('') : null
}

/** A GeoJSON collection as rows: what each feature is called in its columns, its shape beside them. */
export function readGeoJson(
  bytes: Buffer,
  mostRows: number,
): { readonly headers: readonly string[]; readonly rows: readonly RawRow[]; readonly crs: Crs | null } {
  const read = parse(bytes)
  const features = isObject(read) && Array.isArray(read.features) ? (read.features as unknown[]) : null
  if (!isObject(read) || read.type !== 'FeatureCollection' || !features)
    return refuse('这不是 GeoJSON 的要素集合（FeatureCollection）', 'This is not a GeoJSON FeatureCollection')
  if (features.length > mostRows)
    refuse(`要素太多，一次最多 ${mostRows} 个，请分几次`, `Too many features; ${mostRows} at a time`)
  const all = features.map((one): Feature => (isObject(one) ? one : {}))
  const headers = [...new Set(all.flatMap(({ properties }) => (isObject(properties) ? Object.keys(properties) : [])))]
    .filter((name) => name.length <= 60)
    .slice(0, mostFields)
  return {
    headers,
    rows: all.map(({ geometry, properties }, i) => ({
      number: i + 1,
      cells: headers.map((name) => cellOf(isObject(properties) ? properties[name] : null)),
      geometry: isObject(geometry) ? geometry : null,
    })),
    crs: namedCrs(read.crs),
  }
}

function parse(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8').replace(/^\uFEFF/, ''))
  } catch {
    return refuse('文件读不出来，不是完整的 GeoJSON', 'The file cannot be read: it is not whole GeoJSON')
  }
}

/** `urn:ogc:def:crs:EPSG::4490`: the old member of 2008 by which many programs still say it. */
function namedCrs(crs: unknown): Crs | null {
  const name = isObject(crs) && isObject(crs.properties) ? crs.properties.name : null
  if (typeof name !== 'string') return null
  if (/CRS84$/i.test(name)) return 'WGS84'
  return readCrs(name.split(':').at(-1) ?? '')
}
