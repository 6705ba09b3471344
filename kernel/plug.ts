// Where a lower tier must not know a higher one, the higher one plugs itself in as the program is put together.

/**
 * Puts a value in its place.
 * @returns puts back what stood there before: for tests, which share loaded code.
 */
export function plugAt<Key, Value>(places: Map<Key, Value>, key: Key, value: Value): () => void {
  const before = places.get(key)
  places.set(key, value)
  return () => void (before === undefined ? places.delete(key) : places.set(key, before))
}

/**
 * Adds a value to those that are asked in turn.
 * @returns takes it away again: for tests, which share loaded code.
 */
export function plugInto<Value>(values: Value[], value: Value): () => void {
  values.push(value)
  return () => void values.splice(values.indexOf(value), 1)
}
