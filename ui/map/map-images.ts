import { colour, fontFamily } from '../tokens.ts'

/** Device pixels a CSS pixel in the images below: sharp on every screen. */
export const imageScale = 2

type Draw = (pen: CanvasRenderingContext2D) => void

/** Draws `width × height` CSS pixels and hands out the pixels. */
function image(width: number, height: number, draw: Draw): ImageData {
  const canvas = document.createElement('canvas')
  canvas.width = width * imageScale
  canvas.height = height * imageScale
  const pen = canvas.getContext('2d', { willReadFrequently: true })
  if (!pen) throw new Error('no 2d canvas')
  pen.scale(imageScale, imageScale)
  draw(pen)
  return pen.getImageData(0, 0, canvas.width, canvas.height)
}

const shapes = {
  green: {
    fill: colour.lampGreen,
    stroke: colour.sheet,
    path: (pen: CanvasRenderingContext2D) => pen.arc(11, 11, 6.5, 0, 2 * Math.PI),
  },
  yellow: {
    fill: colour.lampYellow,
    stroke: colour.sheet,
    path: (pen: CanvasRenderingContext2D) => {
      pen.moveTo(11, 3.5)
      pen.lineTo(18.8, 17)
      pen.lineTo(3.2, 17)
      pen.closePath()
    },
  },
  red: {
    fill: colour.lampRed,
    stroke: colour.sheet,
    path: (pen: CanvasRenderingContext2D) => pen.roundRect(4.5, 4.5, 13, 13, 2),
  },
  off: {
    fill: colour.sheet,
    stroke: colour.ink3,
    path: (pen: CanvasRenderingContext2D) => pen.arc(11, 11, 5.5, 0, 2 * Math.PI),
  },
} satisfies Record<string, { fill: string; stroke: string; path: Draw }>

/** A lamp as it stands on the map: the same shapes as in words. */
function lampImage(tone: string): ImageData {
  const { fill, stroke, path } = shapes[tone as keyof typeof shapes] ?? shapes.off
  return image(22, 22, (pen) => {
    pen.lineJoin = 'round'
    pen.shadowColor = 'rgb(60 50 30 / 0.35)'
    pen.shadowBlur = 2
    pen.beginPath()
    path(pen)
    pen.lineWidth = 3
    pen.strokeStyle = stroke
    pen.stroke()
    pen.shadowColor = 'transparent'
    pen.fillStyle = fill
    pen.fill()
  })
}

function pinImage(): ImageData {
  return image(32, 42, (pen) => {
    pen.shadowColor = 'rgb(60 50 30 / 0.4)'
    pen.shadowBlur = 3
    pen.beginPath()
    pen.arc(16, 15, 11, Math.PI * 0.86, Math.PI * 0.14)
    pen.quadraticCurveTo(22, 28, 16, 38)
    pen.quadraticCurveTo(10, 28, 5.9, 19.7)
    pen.closePath()
    pen.fillStyle = colour.jade
    pen.fill()
    pen.shadowColor = 'transparent'
    pen.lineWidth = 1.5
    pen.strokeStyle = colour.sheet
    pen.stroke()
    pen.beginPath()
    pen.arc(16, 15, 4, 0, 2 * Math.PI)
    pen.fillStyle = colour.sheet
    pen.fill()
  })
}

const ringParts = ['red', 'yellow', 'green', 'off'] as const
const ringColours = { red: colour.lampRed, yellow: colour.lampYellow, green: colour.lampGreen, off: colour.edge }

/**
 * Several points in one: how many in the middle, a ring in the shares of the lamps,
 * and a square with their number where some are overdue, so that the ring's colour is not the only sign.
 */
function clusterImage(counts: Record<(typeof ringParts)[number], number>): ImageData {
  const total = ringParts.reduce((sum, part) => sum + counts[part], 0)
  const side = total < 10 ? 34 : total < 100 ? 40 : total < 1000 ? 48 : 56
  const middle = side / 2 + 6
  return image(side + 12, side + 12, (pen) => {
    pen.shadowColor = 'rgb(60 50 30 / 0.3)'
    pen.shadowBlur = 4
    disc(pen, middle, middle, side / 2, colour.sheet)
    pen.shadowColor = 'transparent'
    let from = -Math.PI / 2
    for (const part of ringParts) {
      const to = from + (counts[part] / total) * 2 * Math.PI
      pen.beginPath()
      pen.arc(middle, middle, side / 2 - 3, from, to)
      pen.lineWidth = 4
      pen.strokeStyle = ringColours[part]
      pen.stroke()
      from = to
    }
    write(pen, String(total), middle, middle, total < 1000 ? 14 : 13, colour.ink)
    if (counts.red > 0) redBadge(pen, counts.red, side)
  })
}

function redBadge(pen: CanvasRenderingContext2D, count: number, side: number): void {
  const words = String(count)
  const width = 10 + 7 * words.length
  pen.beginPath()
  pen.roundRect(side + 11 - width, 1, width, 17, 3)
  pen.fillStyle = colour.lampRed
  pen.fill()
  pen.lineWidth = 1.5
  pen.strokeStyle = colour.sheet
  pen.stroke()
  write(pen, words, side + 11 - width / 2, 10, 11, colour.sheet)
}

function disc(pen: CanvasRenderingContext2D, x: number, y: number, r: number, fill: string): void {
  pen.beginPath()
  pen.arc(x, y, r, 0, 2 * Math.PI)
  pen.fillStyle = fill
  pen.fill()
}

function write(pen: CanvasRenderingContext2D, words: string, x: number, y: number, size: number, fill: string): void {
  pen.font = `600 ${size}px ${fontFamily}`
  pen.textAlign = 'center'
  pen.textBaseline = 'middle'
  pen.fillStyle = fill
  pen.fillText(words, x, y + 0.5)
}

const clusterName = /^cluster-(\d+)-(\d+)-(\d+)-(\d+)$/

/** The image of a name that the style asks for: `lamp-red`, `pin`, `cluster-<red>-<yellow>-<green>-<off>`. */
export function imageNamed(name: string): ImageData | null {
  if (name === 'pin') return pinImage()
  if (name.startsWith('lamp-')) return lampImage(name.slice(5))
  const cluster = clusterName.exec(name)
  if (!cluster) return null
  const [red, yellow, green, off] = cluster.slice(1).map(Number)
  return clusterImage({ red: red ?? 0, yellow: yellow ?? 0, green: green ?? 0, off: off ?? 0 })
}
