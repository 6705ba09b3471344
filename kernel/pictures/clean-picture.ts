import type { Sharp } from 'sharp'
import { PictureError } from './picture-error.ts'
import { type PictureKind, pictureKind } from './picture-kind.ts'
import { type PictureLibrary, pictureLibrary } from './picture-library.ts'

/** A picture drawn anew from its pixels: nothing of the uploaded file is left but what can be seen. */
export interface CleanPicture {
  /** At most 1600 pixels on the longer side. */
  readonly full: Buffer
  /** At most 320 pixels on the longer side. */
  readonly thumb: Buffer
  /** Of both: WebP where the picture is see-through, else JPEG. */
  readonly mime: 'image/jpeg' | 'image/webp'
  /** Of `full`, as it is to be seen. */
  readonly width: number
  readonly height: number
}

const maxBytes = 15 * 1_048_576
const maxPixels = 40_000_000
const fullSide = 1600
const thumbSide = 320

/**
 * Decodes an uploaded picture (JPEG, PNG, WebP, AVIF; of a GIF the first frame), turns it upright and encodes it anew
 * in sRGB, without position, camera data, colour profile or anything appended to the file.
 * Throws PictureError: `not_a_picture`, `heic`, `damaged`, `too_heavy` (over 15 MB), `too_many_pixels` (over 40 million).
 */
export async function cleanPicture(bytes: Uint8Array): Promise<CleanPicture> {
  if (bytes.byteLength > maxBytes) throw new PictureError('pictures.too_heavy')
  const kind = pictureKind(bytes)
  if (!kind) throw new PictureError('pictures.not_a_picture')
  const sharp = await pictureLibrary()
  const seeThrough = await inspect(sharp, bytes, kind)
  try {
    const encode = (picture: Sharp) =>
      seeThrough ? picture.webp({ quality: 82 }) : picture.jpeg({ quality: 82, progressive: true })
    // Shrunk once from the original, the thumbnail from the shrunk: a 40 megapixel picture is decoded a single time.
    const upright = await open(sharp, bytes)
      .autoOrient()
      .resize({ width: fullSide, height: fullSide, fit: 'inside', withoutEnlargement: true })
      .toColourspace('srgb')
      .raw()
      .toBuffer({ resolveWithObject: true })
    const { width, height, channels } = upright.info
    const pixels = () => sharp(upright.data, { raw: { width, height, channels } })
    const small = { width: thumbSide, height: thumbSide, fit: 'inside', withoutEnlargement: true } as const
    const [full, thumb] = await Promise.all([encode(pixels()).toBuffer(), encode(pixels().resize(small)).toBuffer()])
    return { full, thumb, mime: seeThrough ? 'image/webp' : 'image/jpeg', width, height }
  } catch {
    throw unreadable(kind)
  }
}

/** HEIC is read only where the system's own libvips can (its codec is under patents). */
const unreadable = (kind: PictureKind) => new PictureError(kind === 'heic' ? 'pictures.heic' : 'pictures.damaged')

/** 'error' refuses what is cut short, yet forgives the oddities that many phones write. */
const open = (sharp: PictureLibrary, bytes: Uint8Array) =>
  sharp(bytes, { limitInputPixels: maxPixels, failOn: 'error', pages: 1, sequentialRead: true })

/** Reads the head only: refuses too many pixels before any is decoded; tells whether the picture is see-through. */
async function inspect(sharp: PictureLibrary, bytes: Uint8Array, kind: PictureKind): Promise<boolean> {
  const head = await sharp(bytes, { limitInputPixels: false, failOn: 'error', pages: 1 })
    .metadata()
    .catch(() => {
      throw unreadable(kind)
    })
  if (head.width * head.height > maxPixels) throw new PictureError('pictures.too_many_pixels')
  return head.hasAlpha
}
