import type { Random } from './random.ts'
import type { LeafWords } from './words/leaf-words.ts'
import { phrases } from './words/phrases.ts'

/** What a report is about; fills the slots of the fragments in words/. */
export interface Facts {
  /** Short name of the compound, as its people say it. */
  readonly compound: string
  readonly compoundName: string
  /** "3栋" */
  readonly building: string
  readonly floors: number
  readonly units: number
  readonly office: boolean
  readonly roads: readonly string[]
  /** Who looks after the compound: a property firm, or its own people. */
  readonly firm: string
}

const slips = [
  ['已经', '以经'],
  ['麻烦', '麻凡'],
  ['安装', '按装'],
  ['厉害', '历害'],
  ['一直', '一至'],
  ['坐着', '座着'],
  ['再', '在'],
  ['的', '得'],
  ['住户', '主户'],
] as const

/** A filler of slots for one report: the same slot keeps its words through title, text and outcome. */
export interface Voice {
  readonly values: Readonly<Record<string, string>>
  /** As a neighbour speaks. */
  said(fragment: string): string
  /** As staff write. */
  noted(fragment: string): string
}

function slotValues(facts: Facts, night: boolean, random: Random): Record<string, string> {
  const unit = random.int(1, facts.units)
  const floor = random.int(Math.min(3, facts.floors), Math.max(1, facts.floors - 1))
  const below = Math.max(1, Math.min(floor, facts.floors - 1))
  const door = String(random.int(1, facts.office ? 6 : 2)).padStart(2, '0')
  const spots = facts.office ? phrases.offices : random.chance(0.5) ? phrases.spot : phrases.courts
  return {
    b: facts.building,
    bu: facts.office ? facts.building : `${facts.building}${unit}单元`,
    u: facts.office ? '我们楼' : `${unit}单元`,
    c: facts.compound,
    f: `${floor}楼`,
    top: `${facts.floors}楼`,
    room: `${below}${door}`,
    up: `${Math.min(below + 1, facts.floors)}${door}`,
    t: random.pick(phrases.t),
    d: random.pick(phrases.d),
    h: random.pick(night ? phrases.night : phrases.day),
    n: random.pick(phrases.n),
    kin: random.pick(phrases.kin),
    age: `${random.int(71, 89)}岁`,
    shop: random.pick(phrases.shop),
    spot: random.pick(spots),
    r: random.pick(facts.roads),
    firm: facts.firm,
    who: `${random.pick(['李', '张', '杨', '王', '段', '赵'])}师傅`,
    k: String(random.int(2, 6)),
  }
}

/** Where and what it is about: a second neighbour who tells of the same trouble names the same things. */
const common = ['b', 'bu', 'u', 'c', 'f', 'top', 'room', 'up', 'shop', 'spot', 'r', 'n'] as const

/** Opens the voice of one report; `twin` is the voice of an earlier report of the same trouble. */
export function openVoice(facts: Facts, night: boolean, random: Random, twin: Voice | null): Voice {
  const own = slotValues(facts, night, random)
  const values = twin ? { ...own, ...Object.fromEntries(common.map((slot) => [slot, twin.values[slot] ?? ''])) } : own
  const fill = (fragment: string, instead: Record<string, string>) =>
    fragment.replace(/\{(\w+)\}/g, (slot, name: string) => instead[name] ?? values[name] ?? slot)
  let named = random.chance(0.45)
  return {
    values,
    said(fragment) {
      const prefixes = [facts.compound, facts.compoundName, fragment.includes('我') ? '' : '我们']
      const prefix = named ? '' : random.pick(prefixes)
      const long = { b: prefix + (values.b ?? ''), bu: prefix + (values.bu ?? '') }
      const first = fragment.search(/\{bu?\}/)
      if (named || first < 0) return fill(fragment, {})
      named = true
      const end = fragment.indexOf('}', first) + 1
      return fill(fragment.slice(0, end), long) + fill(fragment.slice(end), {})
    },
    noted: (fragment) => fill(fragment, { h: random.pick(phrases.staffTime), d: '数日' }),
  }
}

/** Does a fragment speak of one building, rather than of the yard or the road? */
export const namesBuilding = (fragment: string): boolean => /\{(b|bu|u|f|room|up|top)\}/.test(fragment)

const known = new Map<string, Set<string>>()

/** Pairs of neighbouring characters, slots and punctuation left out; the fragments are few, so they are kept. */
function pairs(text: string): Set<string> {
  const before = known.get(text)
  if (before) return before
  const plain = text.replace(/\{\w+\}|[，。、：；！？“”（）\w]/g, ' ')
  const found = new Set(Array.from(plain, (c, i) => c + (plain[i + 1] ?? ' ')).filter((pair) => !pair.includes(' ')))
  known.set(text, found)
  return found
}

/** The fragment that speaks most of what `says` speaks of; any of them where none does. */
export function closest(fragments: readonly string[], says: string, random: Random): string {
  const wanted = pairs(says)
  const scored = fragments.map((fragment) => {
    const own = pairs(fragment)
    const same = [...own].filter((pair) => wanted.has(pair)).length
    return { fragment, score: same / Math.sqrt(own.size + 4) }
  })
  const best = Math.max(...scored.map((s) => s.score))
  const fitting = scored.filter((s) => s.score > best * 0.75)
  return random.pick(best > 0 && random.chance(0.85) ? fitting : scored).fragment
}

const ended = (text: string) => (/[。！？]$/.test(text) ? text : `${text}。`)

function slip(text: string, random: Random): string {
  const [right, wrong] = random.pick(slips)
  const at = text.indexOf(right)
  return at < 0 ? text : text.slice(0, at) + wrong + text.slice(at + right.length)
}

const leads = {
  phone: ['来电反映：', '居民来电：', '来电反映，', ''],
  counter: ['到窗口反映：', '居民来社区反映：', ''],
  wechat: [''],
  pocket: [''],
  patrol: [''],
} as const
export type Lead = keyof typeof leads

/** A report in a neighbour's own words, 12 to about 170 characters, around the chosen complaint. */
export function neighbourText(words: LeafWords, says: string, voice: Voice, lead: Lead, random: Random): string {
  const length = random.next()
  const long = length > 0.91
  const [more, other] = random.shuffle(words.mores)
  const said = (fragment: string) => voice.said(fragment)
  const parts: string[] = long ? [said(random.pick(phrases.intros)), said(says)] : [said(says)]
  const main = parts.length - 1
  if (length > 0.2 && more) parts[main] += random.pick(['，', '，', '。']) + said(more)
  if (length > 0.84 && other) parts.push(said(other))
  if (long) parts.push(said(random.pick(phrases.histories)))
  if (length > 0.35 && words.asks.length && random.chance(0.75)) parts.push(said(random.pick(words.asks)))
  if (!words.kind && (length > 0.8 || random.chance(0.12))) parts.push(said(random.pick(phrases.tails)))
  if (length > 0.5 && random.chance(0.35)) parts.push(random.pick(phrases.thanks))
  const opener = random.pick(leads[lead]) || (length > 0.45 && random.chance(0.55) ? random.pick(phrases.openers) : '')
  let text = opener + (parts.length === 1 && random.chance(0.5) ? (parts[0] ?? '') : parts.map(ended).join(''))
  if (text.length < 12) text = `${said('{c}{b}')}，${text}`
  if (random.chance(0.025)) text = slip(text, random)
  return text
}

/** What a grid worker notes on a round. */
export function patrolText(says: string, voice: Voice, random: Random): string {
  const when = random.pick(['', '', '上午', '下午', '早班', '例行', '晚间', '雨后', '入户途中', '节前'])
  const start = says.startsWith('巡查') ? when : ''
  const end = random.chance(0.6) ? `，${voice.noted(random.pick(phrases.patrolEnds))}` : ''
  const text = start + voice.noted(says) + end
  return text.length < 16 || random.chance(0.4) ? `${voice.noted('{c}')}：${text}` : text
}

/** The title under which a report is listed. */
export function titleOf(words: LeafWords, says: string, voice: Voice, random: Random): string {
  const same = words.titles.filter((title) => namesBuilding(title) === namesBuilding(says))
  return voice.noted(closest(same.length ? same : words.titles, says, random))
}
