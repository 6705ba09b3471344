import { pictureLibrary } from './picture-library.ts'

/**
 * A picture that was kept clean, as JPEG for a paper: on white where it is see-through, never enlarged.
 * @param side pixels of the longer side at most; with quality 70 a photo of 1,100 has some 150 to 250 KB
 */
export const paperPicture = async (bytes: Buffer, side: number): Promise<Buffer> =>
  (await pictureLibrary())(bytes)
    .flatten({ background: '#ffffff' })
    .resize({ width: side, height: side, fit: 'inside', withoutEnlargement: true })
    .jpeg({ quality: 70 })
    .toBuffer()
