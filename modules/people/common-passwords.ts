/** Chinese habits that lists made elsewhere have few of: love in pinyin, lucky numbers in words, the first name and so on. */
const habits = ['woaini', 'wodemima', 'mima', 'woaiwojia', 'nihao', 'zhongguo', 'beijing', 'kunming', 'yunnan', 'shequ']

let known: Promise<ReadonlySet<string>> | undefined

/** Some 49,000 passwords that leaked most often, in small letters; read when the first password is chosen. */
async function leaked(): Promise<ReadonlySet<string>> {
  const { dictionary } = await import('@zxcvbn-ts/language-common')
  return new Set([...dictionary['passwords-common'], ...habits])
}

/**
 * Whether a password is one of the commonest, or one of them dressed up: digits and signs around it (`dragon2024!`), itself
 * twice (`dragondragon`), or nothing but digits that stand for something (a birthday with a telephone, a row of them).
 * @param low in small letters, NFKC.
 */
export async function commonPassword(low: string): Promise<boolean> {
  known ??= leaked()
  const list = await known
  const bare = low.replace(/^[\p{N}\p{P}\p{S}\s]+|[\p{N}\p{P}\p{S}\s]+$/gu, '')
  return bare === '' || [low, bare, half(low), half(bare)].some((word) => word.length > 2 && list.has(word))
}

/** What stands twice in a row, once; else ''. */
const half = (text: string): string => {
  const middle = text.length / 2
  return Number.isInteger(middle) && text.slice(0, middle) === text.slice(middle) ? text.slice(0, middle) : ''
}
