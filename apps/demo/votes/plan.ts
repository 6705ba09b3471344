import { createHash } from 'node:crypto'
import { afterOffice, day } from '../district/calendar.ts'
import { nameMaker } from '../district/person-names.ts'
import { createRandom, type Random } from '../district/random.ts'

/** Most of the voters of 天祥社区; the shares are those of its compounds, of which the largest have most. */
const pockets = [0.36, 0.24, 0.16, 0.11, 0.08, 0.05] as const

export interface PlannedVoter {
  /** Days after it opened. */
  readonly on: number
  readonly voter: { readonly phone: string } | { readonly elder: number }
  /** Which part of the community they live in. */
  readonly pocket: number
  /** 32 bytes, base64url. */
  readonly seed: string
}

export interface PlannedVote {
  readonly call: string
  readonly title: string
  readonly words: string
  readonly kind: 'approval' | 'ranked'
  readonly most: number | null
  readonly plannedAt: Date
  readonly votingDays: number
  /** Of the costs of all items, what there is money for. */
  readonly share: number
  /** Names and households of those on the register of voters. */
  readonly elders: readonly { readonly name: string; readonly household: string }[]
  readonly voters: readonly PlannedVoter[]
}

interface Frame extends Omit<PlannedVote, 'plannedAt' | 'elders' | 'voters'> {
  /** Days before the day of the demo. */
  readonly before: number
  readonly count: number
  readonly elders: number
}

const frames: readonly Frame[] = [
  {
    ...{ call: 'renewal', title: '采纳的点子，首批先做哪些', kind: 'approval', most: null, share: 0.45 },
    words: '首批到账的钱不够做完所有采纳的点子。先做哪些，请住在这里的人投票定。一人一票，无记名。',
    ...{ before: 255, votingDays: 14, count: 1900, elders: 46 },
  },
  {
    ...{ call: 'parking', title: '充电和停车的钱怎么花', kind: 'ranked', most: 5, share: 0.5 },
    words: '从征集到的点子里选。最想要的排第一，最多排五项。',
    ...{ before: 12, votingDays: 14, count: 620, elders: 18 },
  },
] as const

/** Two votes on ideas of 天祥社区: one that was counted, and one that is open. The same for the same seed and day. */
export function planVotes({ seed, until }: { seed: number; until: Date }): PlannedVote[] {
  return frames.map(({ before, count, elders, ...frame }) => {
    const random = createRandom(seed, `votes/${frame.call}`)
    const name = nameMaker(random)
    return {
      ...frame,
      plannedAt: afterOffice(new Date(until.getTime() - before * day), 40),
      elders: Array.from({ length: elders }, (_, n) => ({
        name: name('older'),
        household: `${1 + (n % 12)}栋 ${1 + (n % 3)}单元 ${101 + 100 * (n % 6) + (n % 2)}`,
      })),
      voters: Array.from({ length: count }, (_, n) => voterOf(random, `${seed}/${frame.call}/${n}`, n, elders)),
    }
  })
}

/** Many vote on the first days, and some on each day after. */
function voterOf(random: Random, key: string, n: number, elders: number): PlannedVoter {
  const at = random.next()
  let pocket = 0
  for (let sum = pockets[0] ?? 0; sum < at && pocket < pockets.length - 1; sum += pockets[pocket] ?? 0) pocket++
  return {
    on: Math.floor(14 * random.next() ** 1.7),
    voter: n < elders ? { elder: n } : { phone: `1000${String(8_000_000 + n)}` },
    pocket,
    seed: createHash('sha256').update(key).digest('base64url'),
  }
}

/**
 * What somebody chooses: mostly what is near, and a little of what everybody likes.
 * @param items how many there are; item n lies in pocket n mod 6
 */
export function marksOf(
  { kind, most }: Pick<PlannedVote, 'kind' | 'most'>,
  { pocket, seed }: PlannedVoter,
  items: number,
): number[] {
  const random = createRandom(Number.parseInt(createHash('sha256').update(seed).digest('hex').slice(0, 8), 16), 'marks')
  const liked = Array.from({ length: items }, (_, n) => n).filter((n) =>
    random.chance(n % pockets.length === pocket ? 0.82 : 0.05),
  )
  const named = random.shuffle(liked).slice(0, most ?? items)
  const marks = Array.from({ length: items }, () => 0)
  for (const [place, item] of named.entries()) marks[item] = kind === 'ranked' ? place + 1 : 1
  return marks
}
