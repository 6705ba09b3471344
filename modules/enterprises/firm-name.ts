import { normalise } from '../../kernel/text/normalise.ts'

/** Forms and words that many names share, and that say nothing about which firm it is. */
const forms =
  /(?:股份有限责任公司|有限责任公司|股份有限公司|集团有限公司|有限公司|分公司|公司|集团|合伙企业|\(?有限合伙\)?|个体工商户|工作室|事务所|经营部|商行|门店|总店|分店)/g
const regions = /^(?:云南省?|昆明市?|盘龙区|五华区|官渡区|西山区|中国)+/
const forms_en = /\b(?:company|limited|co|ltd|inc|corp|corporation|group|branch|studio|yunnan|kunming|china)\b/g

/** The part of a name by which a firm is known: 昆明云岭软件科技有限公司 gives 云岭软件科技. */
export function coreName(name: string): string {
  const plain = normalise(name.replace(/[（(][^）)]*[）)]/g, ' '))
  const core = plain.replace(/\s+/g, '').replace(regions, '').replace(forms, '')
  if (/\p{Script=Han}/u.test(plain)) return core || plain
  return plain.replace(forms_en, ' ').replace(/\s+/g, ' ').trim() || plain
}

const pairsOf = (text: string): Map<string, number> => {
  const signs = [...text]
  const pairs = new Map<string, number>()
  if (signs.length === 1) pairs.set(text, 1)
  for (let at = 1; at < signs.length; at++) {
    const pair = `${signs[at - 1]}${signs[at]}`
    pairs.set(pair, (pairs.get(pair) ?? 0) + 1)
  }
  return pairs
}

/** How alike two names of firms are, 0 to 1: Dice's coefficient of the pairs of signs of what they are known by. */
export function nameLikeness(a: string, b: string): number {
  const [first, second] = [coreName(a), coreName(b)]
  if (first === second) return first === '' ? 0 : 1
  const [pairsA, pairsB] = [pairsOf(first), pairsOf(second)]
  let common = 0
  for (const [pair, count] of pairsA) common += Math.min(count, pairsB.get(pair) ?? 0)
  const size = (pairs: Map<string, number>) => [...pairs.values()].reduce((sum, count) => sum + count, 0)
  const total = size(pairsA) + size(pairsB)
  return total === 0 ? 0 : (2 * common) / total
}

/** From here on two names may be one firm. */
export const alike = 0.6
