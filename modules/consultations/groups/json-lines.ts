/** Where the entries of a JSON list begin in its text: the line of each, counted from 1. For valid JSON only. */
export function itemLines(text: string): (index: number) => number {
  let starts: Int32Array | null = null
  return (index) => {
    starts ??= startsOf(text)
    return starts[index] ?? 1
  }
}

/** Only looked for once something is wrong, so that a good file is not read twice. */
function startsOf(text: string): Int32Array {
  const lines: number[] = []
  let depth = 0
  let line = 1
  let quoted = false
  let waiting = false
  for (let at = 0; at < text.length; at++) {
    const sign = text[at]
    if (sign === '\n') line++
    if (quoted) {
      if (sign === '\\') at++
      else if (sign === '"') quoted = false
      continue
    }
    if (sign === ' ' || sign === '\t' || sign === '\r' || sign === '\n' || sign === '\uFEFF') continue
    if (waiting && sign !== ']') lines.push(line)
    waiting = false
    if (sign === '"') quoted = true
    else if (sign === '[' || sign === '{') {
      depth++
      waiting = depth === 1
    } else if (sign === ']' || sign === '}') depth--
    else if (sign === ',' && depth === 1) waiting = true
  }
  return Int32Array.from(lines)
}
