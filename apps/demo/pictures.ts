import sharp from 'sharp'
import { type FileId, newId, type PersonId, type TenantId } from '../../kernel/contract/ids.ts'
import type { Db } from '../../kernel/db.ts'
import { type CleanPicture, cleanPicture } from '../../kernel/pictures/clean-picture.ts'
import { addFile } from '../../modules/files/public.ts'
import type { Matter, Step } from './district/matter-story.ts'

/** Pictures of the demo, drawn by ourselves: plain scenes, so that nobody takes them for evidence of anything. */
export interface DemoPictures {
  forReport(matter: Matter, personId: PersonId | null): Promise<{ ids: FileId[]; key: string | null }>
  /** Pictures that a resolving step of the story brings. */
  forEvidence(matter: Matter, step: Step, personId: PersonId): Promise<FileId[]>
  /** Of an activity, by who leads it. */
  forActivity(n: number, personId: PersonId, at: Date): Promise<FileId>
  /** A slip of paper with a tick, as owners hand in. */
  forSlip(personId: PersonId, at: Date): Promise<FileId>
}

/** From here on matters carry pictures; older ones come from the time before pictures were asked for (kinds, version 1). */
export function demoPictures(db: Db, tenantId: TenantId, since: Date): Promise<DemoPictures> {
  return Promise.all([drawScenes(), developed(slip())]).then(([scenes, onPaper]) => {
    const sceneAt = (index: number) => scenes[index % scenes.length]
    const give = async (picture: CleanPicture | undefined, personId: PersonId | null, at: Date): Promise<FileId> => {
      const id = newId<'file'>()
      if (!picture) throw new Error('no scene was drawn')
      await db.tx((tx) => addFile(tx, { tenantId, id, picture, uploader: { personId, key: demoKey }, at }))
      return id
    }
    const numberOf = (matter: Matter) => Number.parseInt(matter.key.replace(/\D/g, ''), 10) || 0
    return {
      async forReport(matter, personId) {
        if (matter.reportedAt < since || numberOf(matter) % 3 !== 0) return { ids: [], key: null }
        return { ids: [await give(sceneAt(numberOf(matter) * 2), personId, matter.reportedAt)], key: demoKey }
      },
      async forEvidence(matter, step, personId) {
        if (matter.reportedAt < since) return []
        return [await give(sceneAt(numberOf(matter) * 2 + 1), personId, step.at)]
      },
      forActivity: (n, personId, at) => give(sceneAt(n), personId, at),
      forSlip: (personId, at) => give(onPaper, personId, at),
    }
  })
}

/** The key by which pictures of the demo are attached. */
export const demoKey = 'demo'.padEnd(43, '0')

type Colour = readonly [number, number, number]
export const skies: readonly Colour[] = [
  [207, 216, 211],
  [223, 227, 218],
  [199, 207, 214],
  [228, 221, 207],
  [211, 218, 208],
  [205, 210, 204],
]
export const walls: readonly Colour[] = [
  [185, 166, 140],
  [169, 176, 162],
  [194, 180, 155],
  [159, 167, 171],
  [176, 161, 153],
  [183, 184, 165],
]
const width = 800
const height = 600

/** A small painter: the picture library reads no drawings here, so pixels are set by hand. */
export class Canvas {
  readonly pixels = Buffer.alloc(width * height * 3)

  /** Paints where `inside` says so, within a box. */
  paint(
    colour: Colour,
    [x0, y0, x1, y1]: readonly [number, number, number, number],
    inside: (x: number, y: number) => boolean = () => true,
  ): this {
    for (let y = Math.max(0, y0); y < Math.min(height, y1); y++)
      for (let x = Math.max(0, x0); x < Math.min(width, x1); x++)
        if (inside(x, y)) this.pixels.set(colour, (y * width + x) * 3)
    return this
  }

  ellipse(colour: Colour, cx: number, cy: number, rx: number, ry: number): this {
    return this.paint(
      colour,
      [cx - rx, cy - ry, cx + rx, cy + ry],
      (x, y) => ((x - cx) / rx) ** 2 + ((y - cy) / ry) ** 2 <= 1,
    )
  }

  line(colour: Colour, thick: number, ...points: readonly (readonly [number, number])[]): this {
    points.slice(1).forEach(([bx, by], i) => {
      const [ax, ay] = points[i] ?? [bx, by]
      const length = Math.hypot(bx - ax, by - ay)
      for (let t = 0; t <= length; t += 2) {
        const at = length === 0 ? 0 : t / length
        this.ellipse(colour, Math.round(ax + (bx - ax) * at), Math.round(ay + (by - ay) * at), thick, thick)
      }
    })
    return this
  }
}

/** Twelve scenes of a house front: trouble before it on even numbers, a tick on odd ones. */
async function drawScenes(): Promise<CleanPicture[]> {
  const scenes: CleanPicture[] = []
  for (let n = 0; n < 12; n++) {
    scenes.push(await developed(scene(n)))
  }
  return scenes
}

/** A painting as a picture that may be stored. */
export async function developed({ pixels }: Canvas): Promise<CleanPicture> {
  const raw = { width, height, channels: 3 as const }
  return cleanPicture(await sharp(pixels, { raw }).jpeg({ quality: 80 }).toBuffer())
}

/** A sheet on a table: a heading, lines of writing, four boxes with a tick in the first, a stroke where one signs. */
function slip(): Canvas {
  const paper = new Canvas().paint([178, 160, 136], [0, 0, width, height]).paint([248, 247, 242], [150, 30, 650, 570])
  paper.paint([70, 74, 72], [290, 66, 510, 82])
  for (let row = 0; row < 5; row++)
    paper.paint([176, 178, 174], [200, 130 + row * 34, 600 - (row % 2) * 70, 138 + row * 34])
  for (let box = 0; box < 4; box++) {
    const x = 210 + box * 100
    paper.paint([90, 94, 92], [x, 330, x + 44, 374]).paint([248, 247, 242], [x + 4, 334, x + 40, 370])
  }
  paper.line([63, 125, 99], 5, [216, 350], [230, 366], [260, 326])
  return paper.line([52, 60, 92], 4, [420, 490], [450, 460], [466, 500], [500, 466], [520, 492], [560, 478])
}

function scene(n: number): Canvas {
  const canvas = new Canvas()
  canvas
    .paint(skies[n % 6] ?? [220, 220, 220], [0, 0, width, height])
    .paint(walls[n % 6] ?? [180, 170, 150], [30, 30, 770, 430])
  for (let i = 0; i < 12; i++) {
    const x = 60 + (i % 4) * 170
    const y = 60 + Math.floor(i / 4) * 110
    canvas.paint([102, 89, 74], [x - 5, y - 5, x + 105, y + 69])
    canvas.paint((i * 7 + n) % 5 === 0 ? [240, 226, 176] : [125, 138, 144], [x, y, x + 100, y + 64])
  }
  canvas.paint([139, 143, 136], [0, 430, width, height]).paint([165, 169, 162], [0, 468, width, 472])
  return n % 2 === 0
    ? (troubles[(n / 2) % troubles.length]?.(canvas) ?? canvas)
    : canvas.line([63, 125, 99], 9, [330, 500], [366, 536], [446, 444])
}

const troubles: readonly ((canvas: Canvas) => Canvas)[] = [
  (c) => c.ellipse([111, 135, 150], 420, 520, 190, 34).ellipse([143, 165, 179], 400, 514, 120, 16),
  (c) =>
    c
      .ellipse([63, 74, 69], 330, 520, 56, 42)
      .ellipse([63, 74, 69], 420, 528, 64, 38)
      .ellipse([73, 84, 79], 380, 490, 44, 34),
  (c) => c.line([76, 83, 80], 6, [600, 560], [600, 330], [640, 304]).ellipse([91, 98, 95], 646, 304, 16, 16),
  (c) =>
    c
      .paint([107, 90, 72], [220, 470, 340, 550])
      .paint([117, 98, 80], [300, 430, 390, 550])
      .paint([97, 80, 64], [390, 490, 540, 550]),
  (c) => c.line([69, 75, 72], 5, [120, 560], [180, 470], [250, 540], [330, 455], [410, 550]),
  (c) =>
    c
      .paint([140, 63, 53], [180, 500, 330, 550])
      .ellipse([47, 51, 49], 215, 556, 20, 20)
      .ellipse([47, 51, 49], 300, 556, 20, 20),
]
