import { createHash } from 'node:crypto'
import { type Manifest, sealed } from './manifest.ts'
import { endBytes, paddingOf, readTarHeader, tarHeader } from './tar.ts'

export const sumOf = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex')

/** An archive as somebody could make it by hand, well sealed, whatever it holds. */
export function packArchive(
  manifest: Manifest,
  parts: Readonly<Record<string, Buffer>>,
  key: string | null = null,
): Buffer {
  const text = Buffer.from(JSON.stringify(manifest))
  const seal = Buffer.from(JSON.stringify(sealed(sumOf(text), key)))
  const all = { ...parts, 'manifest.json': text, 'seal.json': seal }
  const pieces = Object.entries(all).flatMap(([name, bytes]) => [
    tarHeader(name, bytes.length),
    bytes,
    Buffer.alloc(paddingOf(bytes.length)),
  ])
  return Buffer.concat([...pieces, Buffer.alloc(endBytes)])
}

/** The parts of an archive, to be changed and packed again. */
export function unpackArchive(archive: Buffer): { manifest: Manifest; parts: Record<string, Buffer> } {
  const parts: Record<string, Buffer> = {}
  for (let at = 0; at < archive.length - endBytes; ) {
    const header = readTarHeader(archive.subarray(at, at + 512))
    if (!header) throw new Error(`no header at ${at}`)
    parts[header.name] = archive.subarray(at + 512, at + 512 + header.size)
    at += 512 + header.size + paddingOf(header.size)
  }
  const { 'manifest.json': manifest = Buffer.alloc(0), 'seal.json': _seal, ...others } = parts
  return { manifest: JSON.parse(manifest.toString('utf8')) as Manifest, parts: others }
}
