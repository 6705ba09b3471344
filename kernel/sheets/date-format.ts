/** Built-in number formats that show a date or a time; 27–36 and 50–58 are those of East Asian editions (ECMA-376 18.8.30). */
const builtIn = (id: number): boolean =>
  (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58)

/**
 * Whether a number format shows a date or a time of day. A span such as `[h]:mm` is an amount, not a date.
 * `code` is the custom format, absent for built-in ids.
 */
export function isDateFormat(id: number, code: string | undefined): boolean {
  if (code === undefined) return builtIn(id) && id !== 46
  const first = code.split(';')[0] ?? ''
  const bare = first
    .replace(/\\./g, '')
    .replace(/"[^"]*"/g, '')
    .replace(/[_*]./g, '')
  if (/\[(h+|m+|s+)\]/i.test(bare)) return false
  const marks = bare.replace(/\[[^\]]*\]/g, '').replace(/general/gi, '')
  return /[ymdhs]/i.test(marks) || /[年月日时分秒]/.test(marks)
}
