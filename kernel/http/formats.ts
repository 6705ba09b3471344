const uuidForm = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i
const dayForm = /^(\d{4})-(\d\d)-(\d\d)$/
const instantForm = /^(\d{4}-\d\d-\d\d)T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,9})?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/i

/** Years that are meant: what lies outside is a slip, and sums with it would leave what dates can say. */
const firstYear = 1800
const lastYear = 2999

function isDay(text: string): boolean {
  const [, year, month, day] = (dayForm.exec(text) ?? []).map(Number)
  if (year === undefined || month === undefined || day === undefined) return false
  if (year < firstYear || year > lastYear || month < 1 || month > 12 || day < 1) return false
  return day <= new Date(Date.UTC(year, month, 0)).getUTCDate()
}

/**
 * What contracts call a uuid, a date and a date-time: exactly what the database and Date understand as well. The usual
 * definitions let through `urn:uuid:…`, the year 0000 and a 60th second.
 */
export const formats: Readonly<Record<'uuid' | 'date' | 'date-time', (text: string) => boolean>> = {
  uuid: (text) => uuidForm.test(text),
  date: isDay,
  'date-time': (text) => isDay(instantForm.exec(text)?.[1] ?? ''),
}
