import type { Words } from '../../../kernel/contract/words.ts'
import { type ChosenColumns, type KnownColumn, matchKnown } from '../../../kernel/sheets/known-columns.ts'
import { normalise } from '../../../kernel/text/normalise.ts'
import type { LevelView } from '../contract.ts'
import type { Crs } from '../tables.ts'

const column = (key: string, zh: string, en: string, ...also: string[]): KnownColumn => ({
  ...{ key, header: { zh, en }, also },
})

/** How offices head a column of a level that the program delivers, besides the tenant's own name for it. */
const usual: Readonly<Record<string, readonly string[]>> = {
  district: ['区县', '区', '县', '区/县'],
  street: ['街道', '街道办', '乡镇', '街道/乡镇', '镇街'],
  community: ['社区', '村社区', '社区/村', '居委会'],
  compound: ['小区', '院落', '小区名称'],
  building: ['楼栋', '栋', '幢', '楼号', '楼幢'],
  unit: ['单元', '单元号'],
}

/** The column of a level. */
export const levelKey = (code: string): string => `level:${code}`

const codeColumn = column('code', '编码', 'Code', '代码', '区划代码', '行政区划代码', '统计用区划代码', '地点编码')
const nameColumn = column('name', '名称', 'Name', '地名', '地点', '单位名称')
const crsColumn = column('crs', '坐标系', 'Coordinate system', '坐标系统', 'crs')

/** A column for each level of the tenant, the topmost first. @param before what offices put before the level's name, `所属` */
export const levelColumns = (levels: readonly LevelView[], before: readonly string[] = []): KnownColumn[] =>
  levels.map(({ code, zh, en }) => {
    const names = [zh, ...(usual[code] ?? [])]
    return column(levelKey(code), zh, en, ...names, ...before.flatMap((said) => names.map((name) => said + name)))
  })

/** The columns that are known, with one for each level of the tenant. */
export function importColumns(levels: readonly LevelView[]): readonly KnownColumn[] {
  return [
    ...levelColumns(levels),
    nameColumn,
    column('nameEn', '英文名', 'English name', 'name_en', 'nameEn'),
    codeColumn,
    column('households', '户数', 'Households', '总户数', '住户数'),
    column('floors', '层数', 'Floors', '楼层数', '总层数'),
    column('lng', '经度', 'Longitude', 'lng', 'lon', 'x'),
    column('lat', '纬度', 'Latitude', 'lat', 'y'),
    crsColumn,
  ]
}

/** The columns of a template; division codes have two. */
export const templateColumns = (kind: 'places' | 'divisions', levels: readonly LevelView[]): readonly Words[] =>
  kind === 'divisions'
    ? [{ zh: '区划代码', en: 'Code' }, nameColumn.header]
    : importColumns(levels)
        .filter(({ key }) => key !== 'name')
        .map(({ header }) => header)

/** Where each known column stands in a file, by its key. */
export function placesOfColumns(
  known: readonly KnownColumn[],
  headers: readonly string[],
  chosen: ChosenColumns,
): ReadonlyMap<string, number> {
  return new Map([...matchKnown(known, headers, chosen).columns].map(([at, { key }]) => [key, at]))
}

/** Codes and names alone: a list of administrative divisions. */
export const isDivisions = (at: ReadonlyMap<string, number>): boolean =>
  at.has('code') && at.has('name') && ![...at.keys()].some((key) => key.startsWith('level:'))

const systems: readonly (readonly [Crs, readonly string[]])[] = [
  ['WGS84', ['wgs84', 'gps', 'epsg4326', '4326']],
  ['CGCS2000', ['cgcs2000', '国家2000', '2000国家大地坐标系', '大地2000', '天地图', 'epsg4490', '4490', '2000']],
  ['GCJ02', ['gcj02', '火星坐标系', '火星坐标', '火星', '高德', '腾讯', '国测局']],
  ['BD09', ['bd09', 'bd09ll', '百度', '百度坐标']],
]

/** The system that somebody named, however it is spelt; null: none that is known. */
export function readCrs(text: string): Crs | null {
  const spelt = normalise(text).replace(/[\s\-_:.]+/g, '')
  return systems.find(([, names]) => names.some((name) => spelt === normalise(name)))?.[0] ?? null
}
