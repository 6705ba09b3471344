import { fail } from '../contract/errors.ts'

/** No endpoint takes a longer list; some declare no length of their own. */
export const mostItems = 2000

/**
 * Refuses a list that is longer than any that an endpoint takes, wherever in a request it stands: the validator goes through
 * all of a list before it says that it is too long. `path` is where `value` stands. Only for what is not nested without end.
 */
export function refuseLongLists(value: unknown, path: readonly string[] = []): void {
  if (typeof value !== 'object' || value === null) return
  if (Array.isArray(value) && value.length > mostItems) {
    const words = { zh: `列表太长，最多 ${mostItems} 项`, en: `the list is too long: ${mostItems} items at most` }
    fail('invalid', 'http.long_list', { zh: '请求的内容有误', en: 'The request is not well formed' }, [
      { path: path.join('.'), words },
    ])
  }
  for (const [name, inner] of Object.entries(value)) refuseLongLists(inner, [...path, name])
}
