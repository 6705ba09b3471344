import sharp from 'sharp'

/** What a file input is given in a test. */
export interface Picture {
  readonly name: string
  readonly mimeType: string
  readonly buffer: Buffer
}

/** A picture as a phone's camera gives it: large, a JPEG, never twice the same. */
export async function picture(name: string): Promise<Picture> {
  const noise = { type: 'gaussian', mean: 128, sigma: 40 } as const
  const create = { width: 640, height: 480, channels: 3, background: '#888', noise } as const
  const large = await sharp({ create }).resize(2000, 1500).jpeg({ quality: 70 }).toBuffer()
  return { name: `${name}.jpg`, mimeType: 'image/jpeg', buffer: large }
}
