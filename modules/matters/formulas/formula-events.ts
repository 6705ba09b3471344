import type { FormulaSpec } from './contract.ts'

/** Stream of a formula's versions. */
export const formulaStream = (code: string): string => `formulas:${code}`

export const formulaSaved = 'matters.formula_saved'
export interface FormulaSaved {
  readonly code: string
  readonly version: number
  readonly spec: FormulaSpec
  /** The version that it goes back to. */
  readonly returnsTo: number | null
}
