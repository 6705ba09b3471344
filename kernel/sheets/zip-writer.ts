import { pipeline, Readable } from 'node:stream'
import { crc32, createDeflateRaw } from 'node:zlib'
import { tooManyBytes } from './sheet-error.ts'

/** A file to be packed: its text comes piece by piece. */
export interface ZipPart {
  readonly name: string
  readonly text: Iterable<string> | AsyncIterable<string>
}

interface Written {
  readonly name: Buffer
  readonly crc: number
  readonly packedSize: number
  readonly size: number
  readonly offset: number
}

/** Without ZIP64, which some spreadsheet programs do not read, nothing in the archive passes 4 GiB. */
const maxBytes = 0xffffffff
/** Sizes follow the data (bit 3), names are UTF-8 (bit 11). */
const flags = 0x0808
/** 1 January 1980: the archive is the same whenever it is made. */
const dosDate = 0x0021

/** Packs the parts one after the other; memory holds one piece. */
export async function* packZip(parts: readonly ZipPart[]): AsyncGenerator<Buffer> {
  const written: Written[] = []
  let offset = 0
  for (const part of parts) {
    const name = Buffer.from(part.name, 'utf8')
    const start = offset
    const head = localHeader(name)
    offset += head.length
    yield head
    const tally = { crc: 0, size: 0 }
    let packedSize = 0
    for await (const piece of deflated(part.text, tally)) {
      packedSize += piece.length
      offset += piece.length
      yield piece
    }
    if (tally.size > maxBytes || offset > maxBytes) throw tooManyBytes(maxBytes)
    const entry = { name, ...tally, packedSize, offset: start }
    written.push(entry)
    const trailer = descriptor(entry)
    offset += trailer.length
    yield trailer
  }
  yield directory(written, offset)
}

async function* deflated(
  text: ZipPart['text'],
  tally: { crc: number; size: number },
): AsyncGenerator<Buffer, void, undefined> {
  async function* bytes() {
    for await (const piece of text) {
      const buffer = Buffer.from(piece, 'utf8')
      tally.crc = crc32(buffer, tally.crc)
      tally.size += buffer.length
      yield buffer
    }
  }
  const packed = pipeline(Readable.from(bytes()), createDeflateRaw({ level: 6, chunkSize: 65_536 }), () => {})
  yield* packed as AsyncIterable<Buffer>
}

function localHeader(name: Buffer): Buffer {
  const head = Buffer.alloc(30)
  head.writeUInt32LE(0x04034b50, 0)
  head.writeUInt16LE(20, 4)
  head.writeUInt16LE(flags, 6)
  head.writeUInt16LE(8, 8)
  head.writeUInt16LE(dosDate, 12)
  head.writeUInt16LE(name.length, 26)
  return Buffer.concat([head, name])
}

function descriptor(entry: Written): Buffer {
  const trailer = Buffer.alloc(16)
  trailer.writeUInt32LE(0x08074b50, 0)
  trailer.writeUInt32LE(entry.crc, 4)
  trailer.writeUInt32LE(entry.packedSize, 8)
  trailer.writeUInt32LE(entry.size, 12)
  return trailer
}

function directory(written: readonly Written[], start: number): Buffer {
  const entries = written.map((entry) => {
    const head = Buffer.alloc(46)
    head.writeUInt32LE(0x02014b50, 0)
    head.writeUInt16LE(20, 4)
    head.writeUInt16LE(20, 6)
    head.writeUInt16LE(flags, 8)
    head.writeUInt16LE(8, 10)
    head.writeUInt16LE(dosDate, 14)
    head.writeUInt32LE(entry.crc, 16)
    head.writeUInt32LE(entry.packedSize, 20)
    head.writeUInt32LE(entry.size, 24)
    head.writeUInt16LE(entry.name.length, 28)
    head.writeUInt32LE(entry.offset, 42)
    return Buffer.concat([head, entry.name])
  })
  const body = Buffer.concat(entries)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(written.length, 8)
  end.writeUInt16LE(written.length, 10)
  end.writeUInt32LE(body.length, 12)
  end.writeUInt32LE(start, 16)
  return Buffer.concat([body, end])
}
