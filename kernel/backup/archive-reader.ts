import { createHash } from 'node:crypto'
import { type FileHandle, open } from 'node:fs/promises'
import { Readable, Transform, Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { linesIn } from './archive-writer.ts'
import { archiveFormat, isManifest, isSeal, type Manifest, type Part, partsOf, type Seal } from './manifest.ts'
import { blockSize, endBytes, paddingOf, readTarHeader } from './tar.ts'

/** An archive that is not whole, or was not made by us. Says what, and that nothing was written. */
export class DamagedArchive extends Error {
  constructor(what: string) {
    super(`${what}. Nothing was written.`)
  }
}

interface Place {
  readonly offset: number
  readonly size: number
}

const longestManifest = 16 * 1024 * 1024
const readSize = 256 * 1024
/** COPY text packs to a tenth; what claims far more was made to fill a disk. */
const mostTimes = 250
const freeBytes = 1024 * 1024

/** An archive that is open: its list was read and held against its parts, the parts themselves not yet. */
export class ArchiveReader {
  readonly manifest: Manifest
  readonly seal: Seal
  /** SHA-256 of the manifest. */
  readonly manifestHash: string
  readonly #file: FileHandle
  readonly #places: ReadonlyMap<string, Place>

  private constructor(file: FileHandle, places: ReadonlyMap<string, Place>, manifest: Buffer, seal: Buffer) {
    this.#file = file
    this.#places = places
    this.manifestHash = createHash('sha256').update(manifest).digest('hex')
    this.seal = parsed(seal, 'seal.json', isSeal)
    if (this.seal.manifest !== this.manifestHash)
      throw new DamagedArchive('manifest.json was changed after it was sealed')
    this.manifest = manifestIn(manifest)
    this.#holdList()
  }

  /** Opens an archive and reads its list. @throws DamagedArchive */
  static async open(path: string): Promise<ArchiveReader> {
    const file = await open(path, 'r')
    try {
      const places = await placesIn(file)
      const [manifest, seal] = await Promise.all(
        ['manifest.json', 'seal.json'].map((name) => wholePart(file, name, places.get(name))),
      )
      return new ArchiveReader(file, places, manifest ?? Buffer.alloc(0), seal ?? Buffer.alloc(0))
    } catch (error) {
      await file.close()
      throw error
    }
  }

  close(): Promise<void> {
    return this.#file.close()
  }

  /** Reads every part to its end and holds it against the list. @throws DamagedArchive */
  async check(progress: (packed: number) => void, signal: AbortSignal): Promise<void> {
    for (const part of partsOf(this.manifest)) {
      await pipeline(this.#packed(part), this.#whole(part), ...this.#unpacking(part), nowhere(), { signal }).catch(
        inWords(part),
      )
      progress(part.packed)
    }
  }

  /** The rows of a part as COPY text; ends with an error where it is not what the list says. */
  rows(part: Part): readonly [Readable, ...Transform[]] {
    return [this.#packed(part), this.#whole(part), ...this.#unpacking(part)]
  }

  #holdList(): void {
    const parts = partsOf(this.manifest)
    const listed = new Set(['manifest.json', 'seal.json', ...parts.map(({ name }) => name)])
    for (const name of this.#places.keys())
      if (!listed.has(name)) throw new DamagedArchive(`the archive holds ${name}, which is not in its list`)
    if (listed.size !== parts.length + 2) throw new DamagedArchive('a part is listed twice')
    for (const { name, packed, bytes } of parts) {
      if (this.#places.get(name)?.size !== packed)
        throw new DamagedArchive(`${name} is missing or not as long as listed`)
      if (bytes > packed * mostTimes + freeBytes)
        throw new DamagedArchive(`${name} would unpack to ${bytes} bytes, more than ${mostTimes} times its size`)
    }
  }

  #packed({ name }: Part): Readable {
    const { offset, size } = this.#places.get(name) ?? { offset: 0, size: 0 }
    return Readable.from(piecesOf(this.#file, offset, size), { objectMode: false })
  }

  #whole({ name, sha256 }: Part): Transform {
    const hash = createHash('sha256')
    return new Transform({
      transform(piece: Buffer, _encoding, done) {
        hash.update(piece)
        done(null, piece)
      },
      flush(done) {
        done(hash.digest('hex') === sha256 ? null : new DamagedArchive(`${name} does not give its checksum`))
      },
    })
  }

  /** Stops at the first byte too many: memory and disk never see what a hostile part would unpack to. */
  #unpacking({ name, rows, bytes }: Part): [Transform, Transform] {
    const seen = { rows: 0, bytes: 0 }
    const counting = new Transform({
      transform(piece: Buffer, _encoding, done) {
        seen.bytes += piece.length
        seen.rows += linesIn(piece)
        if (seen.bytes > bytes) done(new DamagedArchive(`${name} unpacks to more than its ${bytes} bytes`))
        else done(null, piece)
      },
      flush(done) {
        const right = seen.bytes === bytes && seen.rows === rows
        done(right ? null : new DamagedArchive(`${name} holds ${seen.rows} rows, not ${rows}`))
      },
    })
    return [createGunzip(), counting]
  }
}

function manifestIn(text: Buffer): Manifest {
  const value: unknown = JSON.parse(text.toString('utf8'))
  const format = (value as { format?: unknown } | null)?.format
  if (format !== archiveFormat)
    throw new DamagedArchive(`this Liren reads archives of format ${archiveFormat}, not ${format}`)
  if (!isManifest(value)) throw new DamagedArchive('manifest.json is not the list of a backup')
  return value
}

function parsed<T>(text: Buffer, name: string, is: (value: unknown) => value is T): T {
  try {
    const value: unknown = JSON.parse(text.toString('utf8'))
    if (is(value)) return value
  } catch {
    // Said below.
  }
  throw new DamagedArchive(`${name} cannot be read`)
}

/** Where each part lies. Names are only ever looked up, never opened as paths. */
async function placesIn(file: FileHandle): Promise<Map<string, Place>> {
  const { size: length } = await file.stat()
  const places = new Map<string, Place>()
  let offset = 0
  for (;;) {
    const header = await bytesAt(file, offset, blockSize)
    if (header.length < blockSize) throw new DamagedArchive('the archive ends in the middle: it was cut off')
    if (header.every((byte) => byte === 0)) break
    const read = readTarHeader(header)
    if (!read) throw new DamagedArchive(`there is no part of a backup at byte ${offset}`)
    const { name, size } = read
    if (places.has(name)) throw new DamagedArchive(`${name} is there twice`)
    const end = offset + blockSize + size
    if (end > length) throw new DamagedArchive(`the archive ends inside ${name}: it was cut off`)
    const padding = await bytesAt(file, end, paddingOf(size))
    if (padding.some((byte) => byte !== 0)) throw new DamagedArchive(`something stands behind ${name}`)
    places.set(name, { offset: offset + blockSize, size })
    offset = end + paddingOf(size)
  }
  const end = await bytesAt(file, offset, endBytes)
  if (length !== offset + endBytes || end.some((byte) => byte !== 0))
    throw new DamagedArchive('the end of the archive is not where it belongs')
  return places
}

async function wholePart(file: FileHandle, name: string, place: Place | undefined): Promise<Buffer> {
  if (!place) throw new DamagedArchive(`there is no ${name}`)
  if (place.size > longestManifest) throw new DamagedArchive(`${name} is too long`)
  return bytesAt(file, place.offset, place.size)
}

async function bytesAt(file: FileHandle, offset: number, size: number): Promise<Buffer> {
  const bytes = Buffer.alloc(size)
  let read = 0
  while (read < size) {
    const { bytesRead } = await file.read(bytes, read, size - read, offset + read)
    if (bytesRead === 0) break
    read += bytesRead
  }
  return bytes.subarray(0, read)
}

async function* piecesOf(file: FileHandle, offset: number, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < size; at += readSize) yield bytesAt(file, offset + at, Math.min(readSize, size - at))
}

const nowhere = () => new Writable({ write: (_piece, _encoding, done) => done() })

const inWords =
  ({ name }: Part) =>
  (error: unknown): never => {
    if (error instanceof DamagedArchive || (error as { code?: unknown }).code === 'ABORT_ERR') throw error
    throw new DamagedArchive(`${name} cannot be unpacked`)
  }
