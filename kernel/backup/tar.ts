// The little of tar that a backup needs: plain files, one spelling of each header, so that a flipped bit in one is seen.

export const blockSize = 512

/** How many zero bytes follow a part of so many bytes. */
export const paddingOf = (size: number): number => (blockSize - (size % blockSize)) % blockSize

/** Two blocks of zeros end an archive. */
export const endBytes = 2 * blockSize

/** What eleven octal digits can say. */
const mostOctal = 8 ** 11

/** The header of a plain file. Names have at most 100 ASCII characters; sizes beyond 8 GiB are written in base 256. */
export function tarHeader(name: string, size: number): Buffer {
  const header = Buffer.alloc(blockSize)
  if (!/^[\x21-\x7e]{1,100}$/.test(name)) throw new Error(`${name} cannot be the name of a part`)
  header.write(name, 0, 'ascii')
  header.write('0000600\0', 100, 'ascii')
  header.write('0000000\0', 108, 'ascii')
  header.write('0000000\0', 116, 'ascii')
  writeSize(header, size)
  // 1970: when it was made stands in the manifest.
  header.write('00000000000\0', 136, 'ascii')
  header.write('0', 156, 'ascii')
  header.write('ustar\x0000', 257, 'ascii')
  header.fill(' ', 148, 156)
  const sum = header.reduce((total, byte) => total + byte, 0)
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'ascii')
  return header
}

function writeSize(header: Buffer, size: number): void {
  if (size < mostOctal) return void header.write(`${size.toString(8).padStart(11, '0')}\0`, 124, 'ascii')
  header[124] = 0x80
  header.writeBigUInt64BE(BigInt(size), 128)
}

/** Name and size out of a header; null unless it is spelled exactly as `tarHeader` spells it. */
export function readTarHeader(header: Buffer): { name: string; size: number } | null {
  const end = header.indexOf(0)
  const name = header.toString('latin1', 0, end < 0 || end > 100 ? 100 : end)
  const octal = /^([0-7]{11})\0$/.exec(header.toString('latin1', 124, 136))?.[1]
  const size = octal === undefined ? Number(header.readBigUInt64BE(128)) : Number.parseInt(octal, 8)
  if (!/^[\x21-\x7e]{1,100}$/.test(name) || !Number.isSafeInteger(size)) return null
  return tarHeader(name, size).equals(header) ? { name, size } : null
}
