/** The longest side of a photo that leaves the phone, in px: enough to read a meter or a crack. */
export const longestSide = 1600

/** Width and height that keep the shape and fit into a square of `longest`; never larger than it was. */
export function fitInto(width: number, height: number, longest = longestSide): { width: number; height: number } {
  const scale = Math.min(1, longest / Math.max(width, height, 1))
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) }
}

/**
 * Makes a photo small enough for a weak network: upright, at most 1600 px, JPEG.
 * Drawing it anew also leaves behind where and with what it was taken; the server does the same again.
 * Throws when the browser cannot read it as a picture.
 */
export async function shrinkPhoto(file: Blob, longest = longestSide): Promise<Blob> {
  const picture = await createImageBitmap(file, { imageOrientation: 'from-image' })
  const { width, height } = fitInto(picture.width, picture.height, longest)
  const canvas = document.createElement('canvas')
  canvas.width = width
  canvas.height = height
  const pen = canvas.getContext('2d')
  if (!pen) throw new Error('no 2d canvas')
  // A see-through PNG would turn black in JPEG.
  pen.fillStyle = '#fff'
  pen.fillRect(0, 0, width, height)
  pen.drawImage(picture, 0, 0, width, height)
  picture.close()
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', 0.82))
  if (!blob) throw new Error('the picture could not be written')
  return blob
}
