import { foldWidth } from './normalise.ts'

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
const checkDigits = '10X98765432'

const compact = (number: string): string => foldWidth(number).replace(/[ -]/g, '').toUpperCase()

/**
 * Whether this is a citizen's identity number: GB 11643-1999, 18 places, a real date of birth, the right check digit
 * (ISO 7064 MOD 11-2). The area code is not looked up: codes are retired and reused.
 */
export function validIdNumber(number: string): boolean {
  const id = compact(number)
  if (!/^[1-9]\d{16}[\dX]$/.test(id)) return false
  const birth = `${id.slice(6, 10)}-${id.slice(10, 12)}-${id.slice(12, 14)}`
  const date = new Date(`${birth}T00:00:00Z`)
  if (Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== birth) return false
  const total = weights.reduce((sum, weight, index) => sum + weight * Number(id[index]), 0)
  return checkDigits[total % 11] === id[17]
}

/** 530103********1238: the area and the last four; of anything shorter only the last two. */
export function maskIdNumber(number: string): string {
  const id = compact(number)
  if (id.length >= 15) return `${id.slice(0, 6)}${'*'.repeat(id.length - 10)}${id.slice(-4)}`
  return id.length > 4 ? `${'*'.repeat(id.length - 2)}${id.slice(-2)}` : '*'.repeat(id.length)
}
