import { type ErrorCode, Failure } from '../contract/errors.ts'
import type { Words } from '../contract/words.ts'

export type SheetReason =
  | 'sheets.not_a_spreadsheet'
  | 'sheets.too_large'
  | 'sheets.encrypted'
  | 'sheets.no_header'
  | 'sheets.no_such_sheet'

const codes: Record<SheetReason, ErrorCode> = {
  'sheets.not_a_spreadsheet': 'refused',
  'sheets.too_large': 'too_large',
  'sheets.encrypted': 'refused',
  'sheets.no_header': 'refused',
  'sheets.no_such_sheet': 'refused',
}

/** Why a spreadsheet was not read; `words` tell the person what to do next. */
export class SheetError extends Failure {
  declare readonly reason: SheetReason

  constructor(reason: SheetReason, words: Words) {
    super(codes[reason], reason, words)
    this.name = 'SheetError'
  }
}

export const notSpreadsheet = () =>
  new SheetError('sheets.not_a_spreadsheet', {
    zh: '这不是 .xlsx 表格。请用 Excel 或 WPS 打开,另存为 .xlsx 后再选一次',
    en: 'This is not an .xlsx spreadsheet. Open it in Excel or WPS, save it as .xlsx and choose it again',
  })

export const oldSpreadsheet = () =>
  new SheetError('sheets.not_a_spreadsheet', {
    zh: '这是旧式 .xls 表格。请用 Excel 或 WPS 打开,另存为 .xlsx 后再选一次',
    en: 'This is an old .xls spreadsheet. Open it in Excel or WPS, save it as .xlsx and choose it again',
  })

export const damaged = () =>
  new SheetError('sheets.not_a_spreadsheet', {
    zh: '表格文件不完整或已损坏。请重新下载,或用 Excel、WPS 打开后另存一份再选',
    en: 'The spreadsheet is cut short or damaged. Download it again, or open it in Excel or WPS and save a new copy',
  })

export const encrypted = () =>
  new SheetError('sheets.encrypted', {
    zh: '表格设有打开密码。请去掉密码,另存后再选一次',
    en: 'The spreadsheet has a password. Remove the password, save it and choose it again',
  })

export const tooManyBytes = (limit: number) =>
  new SheetError('sheets.too_large', {
    zh: `表格展开后超过 ${mega(limit)} MB。请拆成几份再导入`,
    en: `The spreadsheet is larger than ${mega(limit)} MB when unpacked. Split it into several files`,
  })

export const tooManyRows = (limit: number) =>
  new SheetError('sheets.too_large', {
    zh: `表格超过 ${limit} 行。请拆成几份`,
    en: `The sheet has more than ${limit} rows. Split it into several files`,
  })

export const tooManyColumns = (limit: number) =>
  new SheetError('sheets.too_large', {
    zh: `表头超过 ${limit} 列。请删去不用的列再导入`,
    en: `The header has more than ${limit} columns. Delete those that are not needed`,
  })

export const overgrown = () =>
  new SheetError('sheets.too_large', {
    zh: '表格里有超出常规大小的内容,没有读取。请用 Excel 或 WPS 打开后另存一份再选',
    en: 'The spreadsheet holds content beyond any usual size and was not read. Open it in Excel or WPS and save a new copy',
  })

export const noHeader = () =>
  new SheetError('sheets.no_header', {
    zh: '没有找到表头。请让第一行写明各列的名称(至少两列)',
    en: 'No header row was found. Put the names of the columns (at least two) into the first row',
  })

export const noSuchSheet = (names: readonly string[]) =>
  new SheetError('sheets.no_such_sheet', {
    zh: `没有这张工作表。文件里有:${names.join('、')}`,
    en: `There is no such sheet. The file holds: ${names.join(', ')}`,
  })

const mega = (bytes: number) => Math.max(1, Math.round(bytes / 1_048_576))
