/** One export, from its first byte to its last. */
export const exportStream = (id: string): string => `exports:${id}`

/** Told before the first byte goes out. */
export const exportTaken = 'exports.taken'
export interface ExportTaken {
  /** The endpoint's id: which list, or which paper. */
  readonly list: string
  /** Which thing, where it is of one. */
  readonly of: Readonly<Record<string, string>>
  /** What the list was narrowed by; words that somebody typed are `true`, for they may be a name. */
  readonly filters: Readonly<Record<string, string | number | boolean>>
  /** Ending of the file's name: `xlsx`, `pdf`. */
  readonly form: string
}

/** Told when all of it has been sent, or when it broke off. */
export const exportFinished = 'exports.finished'
export interface ExportFinished {
  /** Null: it is no list. */
  readonly rows: number | null
  readonly bytes: number
  readonly whole: boolean
}
