import { crc32, deflateSync } from 'node:zlib'
import fc from 'fast-check'
import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import { cleanPicture } from './clean-picture.ts'
import { PictureError } from './picture-error.ts'

const plain = (width: number, height: number, channels: 3 | 4 = 3) =>
  sharp({ create: { width, height, channels, background: { r: 40, g: 120, b: 90, alpha: 0.5 } } })

const reasonOf = async (bytes: Uint8Array) => {
  try {
    await cleanPicture(bytes)
    return 'kept'
  } catch (error) {
    if (!(error instanceof PictureError)) throw error
    expect(error.words.zh.length * error.words.en.length).toBeGreaterThan(0)
    return error.reason
  }
}

const textIn = (bytes: Buffer) => bytes.toString('latin1')

describe('what is kept', () => {
  test('at most 1600 and 320 pixels, upright, never enlarged', async () => {
    const big = await cleanPicture(await plain(3000, 2000).jpeg().toBuffer())
    expect(big).toMatchObject({ width: 1600, height: 1067, mime: 'image/jpeg' })
    expect(await sharp(big.thumb).metadata()).toMatchObject({ width: 320, height: 213, format: 'jpeg' })
    const small = await cleanPicture(await plain(100, 50).png().toBuffer())
    expect(small).toMatchObject({ width: 100, height: 50 })
    expect(await sharp(small.thumb).metadata()).toMatchObject({ width: 100, height: 50 })
  })

  test.each(['jpeg', 'png', 'webp', 'gif', 'avif'] as const)('%s', async (format) => {
    const kept = await cleanPicture(await plain(64, 48).toFormat(format).toBuffer())
    expect(kept).toMatchObject({ width: 64, height: 48 })
    const { dominant } = await sharp(kept.full).stats()
    expect(Math.abs(dominant.g - 120)).toBeLessThan(16)
  })

  test('see-through pictures stay so, as WebP', async () => {
    const kept = await cleanPicture(await plain(64, 48, 4).png().toBuffer())
    expect(kept.mime).toBe('image/webp')
    expect(await sharp(kept.full).metadata()).toMatchObject({ format: 'webp', hasAlpha: true })
    expect((await sharp(kept.thumb).metadata()).format).toBe('webp')
  })

  test('the first frame of a moving picture', async () => {
    const red = await sharp({ create: { width: 20, height: 20, channels: 3, background: 'red' } })
      .png()
      .toBuffer()
    const blue = await sharp({ create: { width: 20, height: 20, channels: 3, background: 'blue' } })
      .png()
      .toBuffer()
    const gif = await sharp([red, blue], { join: { animated: true } })
      .gif()
      .toBuffer()
    expect((await sharp(gif).metadata()).pages).toBe(2)
    const kept = await cleanPicture(gif)
    expect(kept).toMatchObject({ width: 20, height: 20 })
    expect((await sharp(kept.full).stats()).dominant).toMatchObject({ r: 248, b: 8 })
  })

  test('grey and CMYK come out in colours that browsers show', async () => {
    const grey = await plain(40, 40).greyscale().jpeg().toBuffer()
    const cmyk = await plain(40, 40).toColourspace('cmyk').jpeg().toBuffer()
    for (const bytes of [grey, cmyk]) {
      const kept = await cleanPicture(bytes)
      expect(['srgb', 'b-w']).toContain((await sharp(kept.full).metadata()).space)
    }
  })
})

describe('what is removed', () => {
  test('position, camera, owner and profile; the turn is made real', async () => {
    const bytes = await plain(400, 200)
      .withExif({
        IFD0: { Make: 'PhoneMaker', Artist: 'OwnerName' },
        IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '25/1 2/1 3/1', GPSLongitudeRef: 'E', GPSLongitude: '102/1 4/1 5/1' },
      })
      .withIccProfile('p3')
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer()
    const before = await sharp(bytes).metadata()
    expect(before.exif && textIn(before.exif)).toContain('PhoneMaker')
    expect(before.orientation).toBe(6)
    expect(before.icc).toBeDefined()

    const kept = await cleanPicture(bytes)
    expect(kept).toMatchObject({ width: 200, height: 400 })
    for (const part of [kept.full, kept.thumb]) {
      const after = await sharp(part).metadata()
      expect([after.exif, after.xmp, after.iptc, after.icc, after.orientation]).toEqual(Array(5).fill(undefined))
      expect(textIn(part)).not.toMatch(/PhoneMaker|OwnerName|GPS|Exif/)
    }
  })

  test('what is appended to the picture or hidden in it', async () => {
    const page = '<html><script>alert(1)</script></html>'
    const jpeg = Buffer.concat([await plain(64, 48).jpeg().toBuffer(), Buffer.from(`PK\x03\x04${page}`)])
    const png = Buffer.concat([await plain(64, 48).png().toBuffer(), Buffer.from(page)])
    const comment = Buffer.from(`\xff\xfe\x00${String.fromCharCode(page.length + 2)}${page}`, 'latin1')
    const clean = await plain(64, 48).jpeg().toBuffer()
    const inside = Buffer.concat([clean.subarray(0, 2), comment, clean.subarray(2)])
    for (const bytes of [jpeg, png, inside]) {
      expect(textIn(bytes)).toContain('script')
      const kept = await cleanPicture(bytes)
      expect(textIn(kept.full) + textIn(kept.thumb)).not.toContain('script')
    }
  })
})

describe('what is refused', () => {
  const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><script>alert(1)</script></svg>'

  test.each([
    ['nothing', ''],
    ['SVG', svg],
    ['SVG after an XML declaration', `<?xml version="1.0"?>${svg}`],
    ['HTML', '<!doctype html>'],
    ['PDF', '%PDF-1.7'],
    ['TIFF', 'II*\0'],
    ['BMP', 'BM\0\0'],
    ['a program', 'MZ\0\0'],
    ['a film', '\0\0\0\x18ftypmp42\0\0\0\0mp42isom'],
  ])('%s', async (_, text) => expect(await reasonOf(Buffer.from(text, 'latin1'))).toBe('pictures.not_a_picture'))

  test('HEIC, with words on what to do', async () => {
    const bytes = Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1')
    expect(await reasonOf(bytes)).toBe('pictures.heic')
  })

  test('an SVG that pretends to be a JPEG', async () => {
    expect(await reasonOf(Buffer.concat([Buffer.from('ffd8ff', 'hex'), Buffer.from(svg)]))).toBe('pictures.damaged')
  })

  test('the library itself no longer opens SVG', async () => {
    await expect(sharp(Buffer.from(svg)).metadata()).rejects.toThrow()
  })

  test('more than 15 MB', async () => {
    expect(await reasonOf(Buffer.alloc(15 * 1_048_576 + 1, 0xff))).toBe('pictures.too_heavy')
  })

  test('100 megapixels in a small file, at once', async () => {
    const bytes = blankPng(10_000, 10_000)
    expect(bytes.length).toBeLessThan(200_000)
    const started = performance.now()
    expect(await reasonOf(bytes)).toBe('pictures.too_many_pixels')
    expect(performance.now() - started).toBeLessThan(500)
  })

  test('a head that claims 4 gigapixels', async () => {
    expect(await reasonOf(blankPng(65_535, 65_535, 1))).toBe('pictures.too_many_pixels')
  })

  test('cut short', async () => {
    const speckled = sharp({
      create: {
        width: 300,
        height: 200,
        channels: 3,
        noise: { type: 'gaussian', mean: 128, sigma: 60 },
        background: 'white',
      },
    })
    for (const format of ['jpeg', 'png', 'webp'] as const) {
      const whole = await speckled.clone().toFormat(format).toBuffer()
      for (const share of [0.05, 0.3, 0.6, 0.9]) {
        expect(await reasonOf(whole.subarray(0, whole.length * share)), `${format} ${share}`).toBe('pictures.damaged')
      }
    }
  })

  test('whatever the bytes are, they are kept clean or refused in words', async () => {
    const whole = await plain(32, 24).jpeg().toBuffer()
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length - 1), fc.uint8Array({ minLength: 1, maxLength: 8 }), async (at, change) => {
        const bytes = Buffer.from(whole)
        bytes.set(change.subarray(0, bytes.length - at), at)
        expect(['kept', 'pictures.damaged', 'pictures.not_a_picture', 'pictures.too_many_pixels']).toContain(
          await reasonOf(bytes),
        )
      }),
    )
  })
})

/** A PNG of one bit a pixel, all black; `rows` fewer than `height` leaves it cut short. */
function blankPng(width: number, height: number, rows = height): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
    const out = Buffer.alloc(body.length + 8)
    out.writeUInt32BE(data.length, 0)
    body.copy(out, 4)
    out.writeUInt32BE(crc32(body), body.length + 4)
    return out
  }
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  head[8] = 1
  const pixels = deflateSync(Buffer.alloc((Math.ceil(width / 8) + 1) * rows))
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', head),
    chunk('IDAT', pixels),
    chunk('IEND', Buffer.alloc(0)),
  ])
}
