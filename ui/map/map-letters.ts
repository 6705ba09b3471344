import { fontFamily } from '../tokens.ts'
import { nameOf, type Shapes } from './map-data.ts'

/** A font that does not come must not keep the map empty. */
const patienceMs = 4000

/** Every letter that the labels of these shapes are written with. */
export function lettersOf(shapes: readonly Shapes[]): string {
  const words = shapes.flatMap(({ features }) =>
    features.flatMap((one) => [nameOf(one, 'zh'), nameOf(one, 'en'), String(one.properties['note'] ?? '')]),
  )
  return [...new Set(words.join(''))].sort().join('')
}

/**
 * Resolves when the letters can be drawn. The carried font comes in slices, on demand, and the map keeps the picture of a
 * letter for good: one that is drawn before its slice has come stays an empty box.
 */
export async function loadLetters(shapes: Shapes): Promise<void> {
  const letters = lettersOf([shapes])
  if (letters === '') return
  const loaded = document.fonts.load(`400 24px ${fontFamily}`, letters).catch(() => [])
  await Promise.race([loaded, new Promise((done) => setTimeout(done, patienceMs))])
}
