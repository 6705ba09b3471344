/** A file that is no problem that we read; the message says in words where and why. */
export class UnreadableProblem extends Error {
  constructor(line: number | null, what: string) {
    super(line === null ? what : `line ${line}: ${what}`)
    this.name = 'UnreadableProblem'
  }
}

export interface NumberedLine {
  /** From 1. */
  readonly line: number
  readonly text: string
}

/** Lines that are not blank, with their numbers. */
export const filledLines = (lines: readonly string[]): NumberedLine[] =>
  lines.flatMap((text, at) => (text.trim() === '' ? [] : [{ line: at + 1, text: text.trim() }]))

const numeral = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,3})?$/

/** Numbers between blanks. Throws for anything else, and for what is beyond all maps. */
export function numbersOf({ line, text }: NumberedLine): number[] {
  return text.split(/\s+/).map((word) => {
    const number = numeral.test(word) ? Number(word) : Number.NaN
    if (!Number.isFinite(number) || Math.abs(number) > 1e12)
      throw new UnreadableProblem(line, `“${word.slice(0, 20)}” is no number`)
    return number
  })
}

/** A number that counts something. */
export function countOf(line: number, number: number | undefined, what: string, most: number): number {
  if (number === undefined || !Number.isInteger(number) || number < 1)
    throw new UnreadableProblem(line, `${what} must be a whole number from 1 on`)
  if (number > most) throw new UnreadableProblem(line, `${what} is ${number}; at most ${most} are read`)
  return number
}
