import { createHash } from 'node:crypto'
import { type FileHandle, open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { type Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import type { Manifest, Part, Seal } from './manifest.ts'
import { blockSize, endBytes, paddingOf, tarHeader } from './tar.ts'

/** Fast, and near enough to the best for text. */
const level = 3

/** Writes an archive part by part under another name; it gets its own when it is whole and on the disk. */
export class ArchiveWriter {
  readonly #path: string
  readonly #file: FileHandle
  #offset = 0

  private constructor(path: string, file: FileHandle) {
    this.#path = path
    this.#file = file
  }

  /** @param path where the archive will stand; until then it is `<path>.part`, readable by its owner alone. */
  static async create(path: string): Promise<ArchiveWriter> {
    return new ArchiveWriter(path, await open(`${path}.part`, 'w', 0o600))
  }

  /** The name under which it grows. */
  get draft(): string {
    return `${this.#path}.part`
  }

  /** Packs COPY text into the archive as it comes. Holds a few pieces in memory. */
  async addRows(name: string, rows: Readable, signal: AbortSignal): Promise<Part> {
    const start = this.#offset
    const hash = createHash('sha256')
    const count = { rows: 0, bytes: 0 }
    const counter = new Transform({
      transform(piece: Buffer, _encoding, done) {
        count.bytes += piece.length
        count.rows += linesIn(piece)
        done(null, piece)
      },
    })
    this.#offset += blockSize
    await pipeline(
      rows,
      counter,
      createGzip({ level }),
      async (packed: AsyncIterable<Buffer>) => {
        for await (const piece of packed) {
          hash.update(piece)
          await this.#append(piece)
        }
      },
      { signal },
    )
    const packed = await this.#close(name, start)
    return { name, ...count, packed, sha256: hash.digest('hex') }
  }

  /** Adds manifest and seal, and sees to it that all is on the disk. */
  async finish(manifest: Manifest, sealOf: (sha256: string) => Promise<Seal>): Promise<void> {
    const text = Buffer.from(JSON.stringify(manifest))
    await this.#add('manifest.json', text)
    const seal = await sealOf(createHash('sha256').update(text).digest('hex'))
    await this.#add('seal.json', Buffer.from(JSON.stringify(seal)))
    await this.#append(Buffer.alloc(endBytes))
    await this.#file.sync()
    await this.#file.close()
  }

  /** Gives the archive its name. */
  async name(): Promise<void> {
    await rename(this.draft, this.#path)
    // So that the name survives a power cut as well; Windows has no such call.
    const folder = await open(dirname(this.#path), 'r').catch(() => null)
    await folder?.sync().catch(() => {})
    await folder?.close()
  }

  /** Leaves nothing behind. */
  async discard(): Promise<void> {
    await this.#file.close().catch(() => {})
    await rm(this.draft, { force: true })
  }

  async #add(name: string, bytes: Buffer): Promise<void> {
    const start = this.#offset
    this.#offset += blockSize
    await this.#append(bytes)
    await this.#close(name, start)
  }

  async #append(bytes: Buffer): Promise<void> {
    let written = 0
    while (written < bytes.length) {
      const { bytesWritten } = await this.#file.write(bytes, written, bytes.length - written, this.#offset + written)
      written += bytesWritten
    }
    this.#offset += bytes.length
  }

  /** Ends a part: only now its size is known. @returns the size. */
  async #close(name: string, start: number): Promise<number> {
    const size = this.#offset - start - blockSize
    await this.#file.write(tarHeader(name, size), 0, blockSize, start)
    await this.#append(Buffer.alloc(paddingOf(size)))
    return size
  }
}

/** Rows of COPY text: a line feed inside a value is written as `\n`. */
export function linesIn(piece: Buffer): number {
  let lines = 0
  for (let at = piece.indexOf(10); at >= 0; at = piece.indexOf(10, at + 1)) lines++
  return lines
}
