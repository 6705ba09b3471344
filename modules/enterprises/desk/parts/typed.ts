/** A whole number as typed, or null. */
export function countTyped(text: string): number | null {
  return /^\d{1,9}$/.test(text.trim()) ? Number(text.trim()) : null
}

/** Yuan as typed, in fen; null when it is none. */
export const fenTyped = (text: string): number | null => scaled(text, 100)

/** Square metres as typed, in square centimetres. */
export const areaTyped = (text: string): number | null => scaled(text, 10_000)

function scaled(text: string, by: number): number | null {
  const plain = text.trim().replaceAll(',', '')
  return /^\d{1,12}(\.\d{1,4})?$/.test(plain) ? Math.round(Number(plain) * by) : null
}

/** Square centimetres as they are typed. */
export const areaText = (cm2: number): string => String(cm2 / 10_000)
