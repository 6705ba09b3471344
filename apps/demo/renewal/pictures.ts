import type { CleanPicture } from '../../../kernel/pictures/clean-picture.ts'
import type { Phase } from '../../../modules/renewal/contract.ts'
import { Canvas, developed, skies, walls } from '../pictures.ts'

// One yard, seen three times from the same spot: so the slider has something to compare. Drawn, like all of the demo.

const [width, height] = [800, 600]
const kinds = 6

/** A picture of each phase for each of a few yards. */
export async function drawYards(): Promise<(n: number, phase: Phase) => CleanPicture> {
  const drawn = new Map<string, CleanPicture>()
  for (let n = 0; n < kinds; n++)
    for (const phase of ['before', 'during', 'after'] as const)
      drawn.set(`${n}/${phase}`, await developed(yard(n, phase)))
  return (n, phase) => {
    const picture = drawn.get(`${n % kinds}/${phase}`)
    if (!picture) throw new Error('no yard was drawn')
    return picture
  }
}

function yard(n: number, phase: Phase): Canvas {
  const fresh = phase === 'after'
  const canvas = new Canvas()
    .paint(skies[n % skies.length] ?? [220, 220, 220], [0, 0, width, height])
    .paint(fresh ? [214, 205, 186] : (walls[n % walls.length] ?? [180, 170, 150]), [40, 60, 760, 380])
  for (let i = 0; i < 10; i++) {
    const [x, y] = [80 + (i % 5) * 136, 100 + Math.floor(i / 5) * 130]
    canvas.paint([102, 89, 74], [x - 4, y - 4, x + 84, y + 74]).paint([125, 138, 144], [x, y, x + 80, y + 70])
  }
  canvas.paint(fresh ? [128, 132, 130] : [139, 132, 120], [0, 380, width, height])
  return phases[phase](canvas)
}

const phases: Readonly<Record<Phase, (canvas: Canvas) => Canvas>> = {
  // Cables that hang, a puddle, a broken road.
  before: (c) =>
    c
      .line([60, 62, 60], 3, [40, 90], [240, 150], [420, 96], [600, 168], [760, 100])
      .line([60, 62, 60], 2, [40, 110], [300, 190], [760, 130])
      .ellipse([104, 112, 116], 420, 520, 170, 34)
      .line([82, 76, 68], 4, [60, 590], [160, 500], [230, 540], [310, 440])
      .line([82, 76, 68], 4, [560, 590], [640, 520], [700, 560], [770, 450]),
  // A trench behind a fence, earth beside it.
  during: (c) =>
    c
      .paint([92, 74, 56], [120, 470, 690, 520])
      .ellipse([122, 98, 72], 640, 460, 90, 44)
      .paint([222, 130, 48], [80, 530, 720, 546])
      .paint([240, 236, 228], [80, 546, 720, 560])
      .paint([222, 130, 48], [80, 560, 720, 574]),
  // An even road with its line, a lamp, a bench, a young tree.
  after: (c) =>
    c
      .paint([226, 226, 220], [0, 486, width, 492])
      .line([70, 78, 76], 4, [150, 470], [150, 250])
      .ellipse([248, 236, 190], 150, 242, 20, 14)
      .paint([139, 103, 66], [520, 430, 690, 442])
      .paint([96, 100, 98], [535, 442, 545, 470])
      .paint([96, 100, 98], [665, 442, 675, 470])
      .line([110, 84, 58], 5, [320, 460], [320, 380])
      .ellipse([86, 132, 92], 320, 350, 46, 50),
}
