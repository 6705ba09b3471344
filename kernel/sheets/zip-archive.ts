import { type FileHandle, open } from 'node:fs/promises'
import { pipeline, Readable } from 'node:stream'
import { crc32, createInflateRaw } from 'node:zlib'
import { damaged, encrypted, notSpreadsheet, oldSpreadsheet, tooManyBytes } from './sheet-error.ts'

/** One file inside the archive, as its central directory tells. */
export interface ZipEntry {
  readonly name: string
  readonly method: number
  readonly flags: number
  readonly crc: number
  readonly packedSize: number
  readonly size: number
  readonly offset: number
}

/** Random reading of a file or of bytes in memory. */
interface Source {
  readonly size: number
  read(position: number, length: number): Promise<Buffer>
  close(): Promise<void>
}

const maxEntries = 10_000
const maxDirectoryBytes = 8 * 1_048_576
const endRecordBytes = 22

/**
 * A ZIP archive read by its central directory, for untrusted files: sizes are counted while unpacking (never believed),
 * checksums are compared, nothing is written to disk. Throws SheetError.
 */
export class ZipArchive {
  readonly #source: Source
  readonly #entries: ReadonlyMap<string, ZipEntry>

  private constructor(source: Source, entries: ReadonlyMap<string, ZipEntry>) {
    this.#source = source
    this.#entries = entries
  }

  /** Opens a path or bytes; close() it. */
  static async open(input: string | Uint8Array): Promise<ZipArchive> {
    const source = typeof input === 'string' ? await fileSource(input) : bytesSource(input)
    try {
      return new ZipArchive(source, await readDirectory(source))
    } catch (error) {
      await source.close()
      throw error
    }
  }

  /** Names are compared without case and with `/` only. */
  find(name: string): ZipEntry | undefined {
    return this.#entries.get(plainName(name))
  }

  get names(): string[] {
    return [...this.#entries.keys()]
  }

  /** Unpacked bytes piece by piece; stops with `too_large` beyond `limit` bytes, with `damaged` at a wrong checksum. */
  async *unpack(entry: ZipEntry, limit: number): AsyncGenerator<Buffer> {
    if (entry.flags & 1) throw encrypted()
    if (entry.size > limit) throw tooManyBytes(limit)
    const packed = await this.#packed(entry)
    const inflate = createInflateRaw({ chunkSize: 65_536 })
    const stream = entry.method === 8 ? pipeline(packed, inflate, () => {}) : packed
    let size = 0
    let crc = 0
    try {
      for await (const chunk of stream as AsyncIterable<Buffer>) {
        size += chunk.length
        if (size > limit) throw tooManyBytes(limit)
        crc = crc32(chunk, crc)
        yield chunk
      }
    } catch (error) {
      throw isZlibError(error) ? damaged() : error
    } finally {
      packed.destroy()
    }
    if (size !== entry.size || crc !== entry.crc) throw damaged()
  }

  /** A whole small entry; undefined when the archive has none of that name. */
  async text(name: string, limit: number): Promise<string | undefined> {
    const entry = this.find(name)
    if (!entry) return undefined
    const parts: Buffer[] = []
    for await (const part of this.unpack(entry, limit)) parts.push(part)
    return Buffer.concat(parts).toString('utf8')
  }

  close(): Promise<void> {
    return this.#source.close()
  }

  async #packed(entry: ZipEntry): Promise<Readable> {
    if (entry.method !== 0 && entry.method !== 8) throw damaged()
    if (entry.offset + 30 > this.#source.size) throw damaged()
    const local = await this.#source.read(entry.offset, 30)
    if (local.readUInt32LE(0) !== 0x04034b50) throw damaged()
    const start = entry.offset + 30 + local.readUInt16LE(26) + local.readUInt16LE(28)
    if (start + entry.packedSize > this.#source.size) throw damaged()
    return Readable.from(pieces(this.#source, start, start + entry.packedSize))
  }
}

const isZlibError = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' && error.code.startsWith('Z_')

const plainName = (name: string): string => name.replaceAll('\\', '/').replace(/^\/+/, '').toLowerCase()

async function readDirectory(source: Source): Promise<Map<string, ZipEntry>> {
  await refuseOtherFormats(source)
  const tailSize = Math.min(source.size, endRecordBytes + 65_535)
  const tailStart = source.size - tailSize
  const tail = await source.read(tailStart, tailSize)
  const at = tail.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]), tailSize - endRecordBytes)
  if (at < 0) throw damaged()
  let count = tail.readUInt16LE(at + 10)
  let size = tail.readUInt32LE(at + 12)
  let start = tail.readUInt32LE(at + 16)
  const locator = at - 20
  if (locator >= 0 && tail.readUInt32LE(locator) === 0x07064b50) {
    const position = Number(tail.readBigUInt64LE(locator + 8))
    if (position + 56 > source.size) throw damaged()
    const wide = await source.read(position, 56)
    if (wide.readUInt32LE(0) !== 0x06064b50) throw damaged()
    count = Number(wide.readBigUInt64LE(32))
    size = Number(wide.readBigUInt64LE(40))
    start = Number(wide.readBigUInt64LE(48))
  }
  if (count > maxEntries || size > maxDirectoryBytes) throw tooManyBytes(maxDirectoryBytes)
  if (start + size > source.size) throw damaged()
  return parseDirectory(await source.read(start, size), count)
}

function parseDirectory(bytes: Buffer, count: number): Map<string, ZipEntry> {
  const entries = new Map<string, ZipEntry>()
  let at = 0
  for (let i = 0; i < count; i++) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== 0x02014b50) throw damaged()
    const nameEnd = at + 46 + bytes.readUInt16LE(at + 28)
    const extraEnd = nameEnd + bytes.readUInt16LE(at + 30)
    const next = extraEnd + bytes.readUInt16LE(at + 32)
    if (next > bytes.length) throw damaged()
    const name = bytes.toString('utf8', at + 46, nameEnd)
    const sizes = wideSizes(bytes.subarray(nameEnd, extraEnd), {
      size: bytes.readUInt32LE(at + 24),
      packedSize: bytes.readUInt32LE(at + 20),
      offset: bytes.readUInt32LE(at + 42),
    })
    const key = plainName(name)
    // Two entries of one name let two readers see two different files.
    if (entries.has(key)) throw damaged()
    entries.set(key, {
      name,
      flags: bytes.readUInt16LE(at + 8),
      method: bytes.readUInt16LE(at + 10),
      crc: bytes.readUInt32LE(at + 16),
      ...sizes,
    })
    at = next
  }
  return entries
}

interface Sizes {
  readonly size: number
  readonly packedSize: number
  readonly offset: number
}

/** The ZIP64 extra field replaces, in this order, what stands as 0xFFFFFFFF. */
function wideSizes(extra: Buffer, narrow: Sizes): Sizes {
  let at = 0
  while (at + 4 <= extra.length) {
    const end = at + 4 + extra.readUInt16LE(at + 2)
    if (extra.readUInt16LE(at) === 1) {
      let field = at + 4
      const wide = (value: number): number => {
        if (value !== 0xffffffff) return value
        if (field + 8 > Math.min(end, extra.length)) throw damaged()
        field += 8
        return Number(extra.readBigUInt64LE(field - 8))
      }
      const size = wide(narrow.size)
      const packedSize = wide(narrow.packedSize)
      return { size, packedSize, offset: wide(narrow.offset) }
    }
    at = end
  }
  return narrow
}

/** Tells the old binary format and files with a password (both are "compound files") from what is no spreadsheet at all. */
async function refuseOtherFormats(source: Source): Promise<void> {
  if (source.size < endRecordBytes) throw notSpreadsheet()
  const head = await source.read(0, 8)
  if (head.readUInt32BE(0) === 0xd0cf11e0) {
    const sought = Buffer.from('EncryptedPackage', 'utf16le')
    for (let at = 0; at < source.size; at += 1_048_576) {
      const part = await source.read(at, Math.min(1_048_576 + sought.length, source.size - at))
      if (part.includes(sought)) throw encrypted()
    }
    throw oldSpreadsheet()
  }
  if (head.readUInt32BE(0) !== 0x504b0304) throw notSpreadsheet()
}

async function fileSource(path: string): Promise<Source> {
  const handle: FileHandle = await open(path, 'r')
  const { size } = await handle.stat()
  const read = async (position: number, length: number) => {
    const buffer = Buffer.alloc(length)
    let done = 0
    while (done < length) {
      const { bytesRead } = await handle.read(buffer, done, length - done, position + done)
      if (bytesRead === 0) throw damaged()
      done += bytesRead
    }
    return buffer
  }
  return { size, read, close: () => handle.close() }
}

function bytesSource(input: Uint8Array): Source {
  const bytes = Buffer.from(input.buffer, input.byteOffset, input.byteLength)
  return {
    size: bytes.length,
    read: async (position, length) => bytes.subarray(position, position + length),
    close: async () => {},
  }
}

// Not the file handle's own stream: destroying that one closes the handle.
async function* pieces(source: Source, start: number, end: number): AsyncGenerator<Buffer> {
  for (let at = start; at < end; at += 65_536) yield await source.read(at, Math.min(65_536, end - at))
}
