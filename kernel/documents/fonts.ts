import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { Font } from 'fontkit'
import { unpackWoff } from './woff.ts'

// As in typesetting.ts: not before it is needed.
const { create } = await import('fontkit')

/** The carried Noto Sans SC (OFL): one file with the 8,000 letters that nearly every text needs, and slices with the rest. */
const folder = dirname(createRequire(import.meta.url).resolve('@fontsource/noto-sans-sc/package.json'))

const unpacked = new Map<string, Buffer>()

/** A slice's font, unpacked when it is first asked for. */
function fontOf(slice: string, weight: 400 | 600): Buffer {
  const file = join(folder, 'files', `noto-sans-sc-${slice}-${weight}-normal.woff`)
  const font = unpacked.get(file) ?? unpackWoff(file)
  unpacked.set(file, font)
  return font
}

const mainSlice = 'chinese-simplified'
/** What stands for a letter that no slice has: the mark by which Chinese printers show a missing type. */
export const missingMark = '〓'

/** One family as the maker of the PDF takes it; the main one where no slice is named. */
export const familyOf = (slice = mainSlice): { normal: Buffer; bold: Buffer } => ({
  normal: fontOf(slice, 400),
  bold: fontOf(slice, 600),
})

interface Carried {
  readonly main: Pick<Font, 'hasGlyphForCodePoint'>
  /** Which slice promises a code point: as `[97]` or `cyrillic`. */
  readonly slices: ReadonlyMap<number, string>
  readonly opened: Map<string, Font>
}

let kept: Carried | null = null

/** Read once, when the first document is made. */
function carried(): Carried {
  if (kept) return kept
  const ranges = createRequire(import.meta.url)('@fontsource/noto-sans-sc/unicode.json') as Record<string, string>
  const slices = new Map<number, string>()
  for (const [name, list] of Object.entries(ranges)) {
    for (const range of list.split(',')) {
      const [first = 0, last = first] = range
        .replace('U+', '')
        .split('-')
        .map((hex) => Number.parseInt(hex, 16))
      for (let point = first; point <= last; point++) slices.set(point, name.replace(/[[\]]/g, ''))
    }
  }
  kept = { main: open(mainSlice), slices, opened: new Map() }
  return kept
}

function open(slice: string): Font {
  const font = create(fontOf(slice, 400))
  if (!('hasGlyphForCodePoint' in font)) throw new Error(`the font of slice ${slice} is a collection`)
  return font
}

/**
 * By which slice a letter is drawn: null for the main file, which also draws blanks and line breaks.
 * @returns undefined where no slice has it.
 */
export function sliceOf(letter: string): string | null | undefined {
  const point = letter.codePointAt(0) ?? 0
  const { main, slices, opened } = carried()
  if (point < 0x20 || main.hasGlyphForCodePoint(point)) return null
  const slice = slices.get(point)
  if (!slice) return undefined
  const font = opened.get(slice) ?? open(slice)
  opened.set(slice, font)
  return font.hasGlyphForCodePoint(point) ? slice : undefined
}
