import { pipeline, Readable } from 'node:stream'
import { crc32, createDeflateRaw } from 'node:zlib'
import { tooManyBytes } from './sheet-error.ts'

/** A file to be packed: its text or bytes come piece by piece. */
export interface ZipPart {
  readonly name: string
  readonly text: Iterable<string | Buffer> | AsyncIterable<string | Buffer>
  /** Packed already (a picture, a workbook): pressing it again would cost time and win nothing. */
  readonly packed?: true
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
const maxEntries = 0xffff
/** Sizes follow the data (bit 3), names are UTF-8 (bit 11). */
const flags = 0x0808
/** 1 January 1980: the archive is the same whenever it is made. */
const dosDate = 0x0021
/** Version 4.5 of the format: who reads it must know ZIP64. */
const zip64Version = 45

/**
 * Packs the parts one after the other; memory holds one piece, and a line a part.
 * @param large whether the archive as a whole may pass 4 GiB or 65,535 parts, by ZIP64; one part may not pass 4 GiB
 * either way. What is small comes out the same.
 * @throws SheetError `too_large` beyond that.
 */
export async function* packZip(
  parts: Iterable<ZipPart> | AsyncIterable<ZipPart>,
  { large = false }: { readonly large?: boolean } = {},
): AsyncGenerator<Buffer> {
  const written: Written[] = []
  let offset = 0
  for await (const part of parts) {
    const name = Buffer.from(part.name, 'utf8')
    const start = offset
    const head = localHeader(name)
    offset += head.length
    yield head
    const tally = { crc: 0, size: 0 }
    let packedSize = 0
    for await (const piece of deflated(part, tally)) {
      packedSize += piece.length
      offset += piece.length
      yield piece
    }
    if (Math.max(tally.size, packedSize) > maxBytes || (!large && offset > maxBytes)) throw tooManyBytes(maxBytes)
    const entry = { name, ...tally, packedSize, offset: start }
    written.push(entry)
    const trailer = descriptor(entry)
    offset += trailer.length
    yield trailer
  }
  if (!large && written.length > maxEntries) throw tooManyBytes(maxBytes)
  yield* directory(written, offset)
}

async function* deflated(
  { text, packed }: ZipPart,
  tally: { crc: number; size: number },
): AsyncGenerator<Buffer, void, undefined> {
  async function* bytes() {
    for await (const piece of text) {
      const buffer = typeof piece === 'string' ? Buffer.from(piece, 'utf8') : piece
      tally.crc = crc32(buffer, tally.crc)
      tally.size += buffer.length
      yield buffer
    }
  }
  const deflate = createDeflateRaw({ level: packed ? 0 : 6, chunkSize: 65_536 })
  yield* pipeline(Readable.from(bytes()), deflate, () => {}) as AsyncIterable<Buffer>
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

function* directory(written: readonly Written[], start: number): Generator<Buffer> {
  let size = 0
  for (const entry of written) {
    const line = directoryLine(entry)
    size += line.length
    yield line
  }
  yield endOf(written.length, size, start)
}

function directoryLine({ name, crc, packedSize, size, offset }: Written): Buffer {
  const far = offset > maxBytes
  const head = Buffer.alloc(46)
  head.writeUInt32LE(0x02014b50, 0)
  head.writeUInt16LE(far ? zip64Version : 20, 4)
  head.writeUInt16LE(far ? zip64Version : 20, 6)
  head.writeUInt16LE(flags, 8)
  head.writeUInt16LE(8, 10)
  head.writeUInt16LE(dosDate, 14)
  head.writeUInt32LE(crc, 16)
  head.writeUInt32LE(packedSize, 20)
  head.writeUInt32LE(size, 24)
  head.writeUInt16LE(name.length, 28)
  head.writeUInt16LE(far ? 12 : 0, 30)
  head.writeUInt32LE(far ? maxBytes : offset, 42)
  if (!far) return Buffer.concat([head, name])
  const extra = Buffer.alloc(12)
  extra.writeUInt16LE(1, 0)
  extra.writeUInt16LE(8, 2)
  extra.writeBigUInt64LE(BigInt(offset), 4)
  return Buffer.concat([head, name, extra])
}

function endOf(entries: number, size: number, start: number): Buffer {
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(Math.min(entries, maxEntries), 8)
  end.writeUInt16LE(Math.min(entries, maxEntries), 10)
  end.writeUInt32LE(Math.min(size, maxBytes), 12)
  end.writeUInt32LE(Math.min(start, maxBytes), 16)
  if (entries < maxEntries && size < maxBytes && start < maxBytes) return end
  return Buffer.concat([zip64End(entries, size, start), end])
}

/** The end of the directory in numbers that are large enough, and where that stands. */
function zip64End(entries: number, size: number, start: number): Buffer {
  const record = Buffer.alloc(56)
  record.writeUInt32LE(0x06064b50, 0)
  record.writeBigUInt64LE(44n, 4)
  record.writeUInt16LE(zip64Version, 12)
  record.writeUInt16LE(zip64Version, 14)
  record.writeBigUInt64LE(BigInt(entries), 24)
  record.writeBigUInt64LE(BigInt(entries), 32)
  record.writeBigUInt64LE(BigInt(size), 40)
  record.writeBigUInt64LE(BigInt(start), 48)
  const locator = Buffer.alloc(20)
  locator.writeUInt32LE(0x07064b50, 0)
  locator.writeBigUInt64LE(BigInt(start + size), 8)
  locator.writeUInt32LE(1, 16)
  return Buffer.concat([record, locator])
}
