import { UnreadableFile } from '../../modules/consultations/groups/csv-rows.ts'

/** No line of a table that people made is longer; without an end of line a file would fill the memory. */
const longestLine = 65_536

/** Lines of a text in UTF-8 as it is read, without their ends. Throws UnreadableFile for other bytes and endless lines. */
export async function* fileLines(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let line = 1
  let rest = ''
  const decoded = (chunk?: Uint8Array) => {
    try {
      return chunk ? decoder.decode(chunk, { stream: true }) : decoder.decode()
    } catch {
      throw new UnreadableFile(line, 'from here on this is no text in UTF-8')
    }
  }
  for await (const chunk of chunks) {
    const parts = (rest + decoded(chunk)).split('\n')
    rest = parts.pop() ?? ''
    for (const part of parts) {
      yield part
      line++
    }
    if (rest.length > longestLine) throw new UnreadableFile(line, `longer than ${longestLine} characters`)
  }
  rest += decoded()
  if (rest !== '') yield rest
}
