import { fail } from '../contract/errors.ts'

/** Deeper than anything that an endpoint takes; recursion further on need not be afraid of it. */
const deepest = 64

// biome-ignore lint/suspicious/noControlCharactersInRegex: it is what is looked for
const unsound = /\u0000|\p{Surrogate}/u

/**
 * Refuses what no database keeps and no screen shows, wherever in a request it stands: the character NUL, half a
 * character, and lists in lists without end. `path` is where `value` stands.
 */
export function refuseUnsound(value: unknown, path: readonly string[] = []): void {
  if (typeof value === 'string') {
    if (unsound.test(value)) refuse(path)
    return
  }
  if (typeof value !== 'object' || value === null) return
  if (path.length > deepest) refuse(path.slice(0, 3))
  for (const [name, inner] of Object.entries(value)) {
    if (unsound.test(name)) refuse(path)
    refuseUnsound(inner, [...path, name])
  }
}

function refuse(path: readonly string[]): never {
  const words = { zh: '含有无法保存的字符', en: 'contains characters that cannot be kept' }
  fail('invalid', 'http.unsound_text', { zh: '请求的内容有误', en: 'The request is not well formed' }, [
    { path: path.join('.'), words },
  ])
}
