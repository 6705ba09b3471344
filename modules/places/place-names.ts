const digits: Readonly<Record<string, number>> = {
  零: 0,
  〇: 0,
  一: 1,
  二: 2,
  两: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
}

/** `十二` → 12, `二十` → 20, `一百零三` → 103, `一〇三` → 103. */
function numberOf(chinese: string): number {
  if (!/[十百]/.test(chinese)) return Number([...chinese].map((char) => digits[char] ?? 0).join(''))
  let total = 0
  let last = 0
  for (const char of chinese) {
    if (char === '百' || char === '十') {
      total += (last || 1) * (char === '百' ? 100 : 10)
      last = 0
    } else last = digits[char] ?? 0
  }
  return total + last
}

const buildingWords = '(?:号楼|栋楼|号栋|栋|幢|座|#楼|#)'
const numbered = new RegExp(`([0-9]+|[a-z])(?:${buildingWords}|(单元|门|室|号|户|楼|层))`, 'g')
const chineseNumber = /[零〇一二两三四五六七八九十百]+(?=号楼|栋|幢|座|#|号|单元|门|室|户|楼|层)/g

/**
 * One spelling of a place's name: half-width, lower case, no spaces or marks, numbers in digits, `3幢`, `3号楼` and `三座` all `3栋`.
 */
export function normalName(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s·・,,。.、\-—_()()"'“”‘’]+/g, '')
    .replace(chineseNumber, (number) => String(numberOf(number)))
    .replace(numbered, (_, number: string, other: string | undefined) => {
      const plain = /^[0-9]+$/.test(number) ? String(Number(number)) : number
      return other ? `${plain}${other}` : `${plain}栋`
    })
}

const part = /(?:[0-9]+|[a-z])(?:栋|单元|门|室|号|户|楼|层)/g

/** What somebody typed, cut into words of place names and numbered parts: `机床厂3幢2单元` → `机床厂`, `3栋`, `2单元`. */
export function placeTerms(typed: string): { words: string[]; parts: string[] } {
  const pieces = typed.split(/[\s,,、。;;]+/).filter((piece) => piece !== '')
  const words: string[] = []
  const parts: string[] = []
  for (const piece of pieces) {
    const normal = normalName(piece)
    parts.push(...(normal.match(part) ?? []))
    words.push(
      ...normal
        .replace(part, ' ')
        .split(' ')
        .filter((word) => word !== ''),
    )
  }
  return { words, parts }
}

/** The searchable text of a place: what stands above it, then its own names, each between bars. */
export function searchText(above: string, name: string, aliases: readonly string[]): string {
  const own = [...new Set([name, ...aliases].map(normalName))].filter((text) => text !== '')
  return `${above || '|'}${own.map((text) => `${text}|`).join('')}`
}
