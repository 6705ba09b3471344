import { readFileSync } from 'node:fs'
import { inflateSync } from 'node:zlib'

const headBytes = { woff: 44, woffEntry: 20, sfnt: 12, sfntEntry: 16 } as const
const padded = (length: number) => Math.ceil(length / 4) * 4

/**
 * Unpacks a WOFF 1.0 font (W3C recommendation) to the plain font inside. Readers of fonts inflate a whole table anew for
 * each letter; on the plain font a page takes 0.1 s rather than 8.
 * @throws where the file is not WOFF 1.0.
 */
export function unpackWoff(path: string): Buffer {
  const woff = readFileSync(path)
  if (woff.toString('latin1', 0, 4) !== 'wOFF') throw new Error(`${path} is not a WOFF font`)
  const count = woff.readUInt16BE(12)
  const tables = Array.from({ length: count }, (_, index) =>
    tableAt(woff, headBytes.woff + index * headBytes.woffEntry),
  )
  const start = headBytes.sfnt + count * headBytes.sfntEntry
  const font = Buffer.alloc(tables.reduce((sum, { data }) => sum + padded(data.length), start))
  const power = 2 ** Math.floor(Math.log2(count))
  font.writeUInt32BE(woff.readUInt32BE(4), 0)
  font.writeUInt16BE(count, 4)
  font.writeUInt16BE(power * headBytes.sfntEntry, 6)
  font.writeUInt16BE(Math.log2(power), 8)
  font.writeUInt16BE((count - power) * headBytes.sfntEntry, 10)
  let offset = start
  for (const [index, { entry, data }] of tables.entries()) {
    const at = headBytes.sfnt + index * headBytes.sfntEntry
    woff.copy(font, at, entry, entry + 4)
    woff.copy(font, at + 4, entry + 16, entry + 20)
    font.writeUInt32BE(offset, at + 8)
    font.writeUInt32BE(data.length, at + 12)
    data.copy(font, offset)
    offset += padded(data.length)
  }
  return font
}

function tableAt(woff: Buffer, entry: number): { entry: number; data: Buffer } {
  const [offset, packed, length] = [4, 8, 12].map((at) => woff.readUInt32BE(entry + at)) as [number, number, number]
  const bytes = woff.subarray(offset, offset + packed)
  return { entry, data: packed < length ? inflateSync(bytes) : bytes }
}
