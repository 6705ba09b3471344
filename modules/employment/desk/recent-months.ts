import { today } from '../../../kernel/web/today.ts'

/** The last twelve months, this one first. */
export function recentMonths(): { value: string; label: string }[] {
  const now = today()
  const at = Number(now.slice(0, 4)) * 12 + Number(now.slice(5, 7)) - 1
  return Array.from({ length: 12 }, (_, n) => {
    const value = `${Math.floor((at - n) / 12)}-${String(((at - n) % 12) + 1).padStart(2, '0')}`
    return { value, label: value }
  })
}
