import { readFileSync } from 'node:fs'
import { SourceMap } from 'node:module'

/** A place in a stack: `file:///…/dist/liren.mjs:12:34`. */
const place = /\(?(?:file:\/\/)?([^\s()]+\.mjs):(\d+):(\d+)\)?$/

/**
 * The frames of a stack by the sources that the program was built from. The map is read with the first error: kept ready
 * from the start, as Node would, it takes a tenth of a server's memory. Where there is none, the frames stay as they are.
 */
export function inSources(frames: readonly string[]): readonly string[] {
  return frames.map((frame) => {
    const [whole, file, line, column] = place.exec(frame) ?? []
    const map = file === undefined ? null : mapOf(decodeURI(file))
    if (whole === undefined || !map) return frame
    const at = map.findEntry(Number(line) - 1, Number(column) - 1)
    return 'originalSource' in at
      ? `${frame.slice(0, -whole.length)}(${at.originalSource}:${at.originalLine + 1}:${at.originalColumn + 1})`
      : frame
  })
}

const maps = new Map<string, SourceMap | null>()

function mapOf(file: string): SourceMap | null {
  const known = maps.get(file)
  if (known !== undefined) return known
  let map: SourceMap | null = null
  try {
    map = new SourceMap(JSON.parse(readFileSync(`${file}.map`, 'utf8')))
  } catch {
    // No map beside it: an installed package, or one that was taken away.
  }
  maps.set(file, map)
  return map
}
