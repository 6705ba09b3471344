import './consultations.css'
import { clauses } from '../../../kernel/contract/punctuation.ts'
import { useLang, useWords } from '../../../kernel/web/words.ts'
import type { ResultView } from '../contract.ts'
import { core, hullOf, middleOf, type Point, pathOf, rounded, spread } from './outline.ts'
import { consultationWords } from './words.ts'

const width = 360
const height = 300
/** Room for the blobs' soft edges and the letters. */
const edge = 44
/** A group's outline leaves out the few who stand farthest off. */
const inOutline = 0.9

const place = ([x = 0, y = 0]: readonly number[]): Point => ({
  x: edge + (x / 1000) * (width - 2 * edge),
  y: edge + (y / 1000) * (height - 2 * edge),
})

/** The picture of the opinion groups: a soft blob with a letter for each, a dot a person, and where the reader stands. */
export function GroupsPicture({ of }: { of: ResultView }) {
  const w = useWords(consultationWords)
  const lang = useLang()
  const dots = spread(of.dots.map(place), of.dots.length > 200 ? 2.5 : 4.5)
  const byGroup = of.groups.map((_, n) => dots.filter((_dot, at) => of.dots[at]?.[2] === n))
  const label = w.pictureLabel(
    clauses(
      lang,
      of.groups.map(({ letter, size }) => w.groupSize(letter, size)),
    ),
  )
  const radius = of.dots.length > 200 ? 2.2 : 3.6
  return (
    <svg className="consult-picture" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
      {byGroup.map((points, n) => (
        <path
          key={of.groups[n]?.letter}
          className={`consult-blob consult-tone-${n % 5}`}
          d={pathOf(rounded(hullOf(core(points, inOutline))))}
        />
      ))}
      {dots.map((dot, at) => (
        <circle
          // biome-ignore lint/suspicious/noArrayIndexKey: dots have no names
          key={at}
          className={`consult-dot consult-tone-${toneOf(of.dots[at]?.[2])}`}
          cx={dot.x}
          cy={dot.y}
          r={radius}
        />
      ))}
      {byGroup.map((points, n) => (
        <Badge key={of.groups[n]?.letter} letter={of.groups[n]?.letter ?? ''} tone={n % 5} at={aboveOf(points)} />
      ))}
      {of.me && <Me at={place([of.me.x, of.me.y])} words={w.you} />}
    </svg>
  )
}

const toneOf = (group: number | undefined) => (group === undefined || group < 0 ? 'none' : group % 5)

/** The letter stands over its blob, so that it hides nobody. */
function aboveOf(points: readonly Point[]): Point {
  const inside = core(points, inOutline)
  const top = Math.min(...inside.map(({ y }) => y))
  return { x: Math.min(width - 24, Math.max(24, middleOf(inside).x)), y: Math.max(18, top - 26) }
}

function Badge({ letter, tone, at }: { letter: string; tone: number; at: Point }) {
  return (
    <g className={`consult-badge consult-tone-${tone}`} transform={`translate(${at.x.toFixed(1)} ${at.y.toFixed(1)})`}>
      <circle r="14" />
      <text dy="5.5">{letter}</text>
    </g>
  )
}

function Me({ at, words }: { at: Point; words: string }) {
  const below = at.y < height - 46
  const side = Math.min(width - 42, Math.max(42, at.x))
  return (
    <g className="consult-me">
      <circle cx={at.x} cy={at.y} r="8" />
      <circle className="consult-me-core" cx={at.x} cy={at.y} r="4" />
      <text x={side} y={below ? at.y + 24 : at.y - 16}>
        {words}
      </text>
    </g>
  )
}
