import { SaxesParser } from 'saxes'
import { damaged, overgrown } from './sheet-error.ts'

export type Attributes = Readonly<Record<string, string>>

/** What a part of a workbook is read with; names come without their namespace prefix. */
export interface XmlHandlers {
  open?(name: string, attributes: Attributes): void
  text?(text: string): void
  close?(name: string): void
}

// Bounds that no real workbook reaches: without them a small archive could fill the memory with open tags.
const maxDepth = 64
const maxAttributes = 256
const maxSilentBytes = 4 * 1_048_576

/**
 * Feeds pieces of UTF-8 XML to the handlers; yields after each piece, so that the caller can hand on what it gathered.
 * A document type is refused, so no entity beyond the five of XML is ever expanded. Throws SheetError.
 */
export async function* readXml(pieces: AsyncIterable<Uint8Array>, handlers: XmlHandlers): AsyncGenerator<void> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  const parser = new SaxesParser<{ position: false; xmlns: false }>({ position: false, xmlns: false })
  let silent = 0
  let depth = 0
  let attributes = 0
  parser.on('error', () => {
    throw damaged()
  })
  parser.on('doctype', () => {
    throw damaged()
  })
  parser.on('opentagstart', () => {
    attributes = 0
  })
  parser.on('attribute', () => {
    silent = 0
    if (++attributes > maxAttributes) throw overgrown()
  })
  parser.on('opentag', (tag) => {
    silent = 0
    if (++depth > maxDepth) throw overgrown()
    handlers.open?.(localName(tag.name), tag.attributes)
  })
  const text = (value: string) => {
    silent = 0
    handlers.text?.(value)
  }
  parser.on('text', text)
  parser.on('cdata', text)
  parser.on('closetag', (tag) => {
    silent = 0
    depth--
    handlers.close?.(localName(tag.name))
  })
  for await (const piece of pieces) {
    parser.write(decode(decoder, piece))
    silent += piece.length
    if (silent > maxSilentBytes) throw overgrown()
    yield
  }
  parser.write(decode(decoder, undefined))
  parser.close()
  yield
}

/** Reads the whole part. */
export async function drainXml(pieces: AsyncIterable<Uint8Array>, handlers: XmlHandlers): Promise<void> {
  const reading = readXml(pieces, handlers)
  while (!(await reading.next()).done);
}

/** An attribute that stands in a namespace, whatever its prefix is, e.g. `r:id`. */
export function prefixed(attributes: Attributes, name: string): string | undefined {
  return Object.entries(attributes).find(([key]) => key.endsWith(`:${name}`))?.[1]
}

function decode(decoder: TextDecoder, piece: Uint8Array | undefined): string {
  try {
    return piece ? decoder.decode(piece, { stream: true }) : decoder.decode()
  } catch {
    throw damaged()
  }
}

const localName = (name: string): string => (name.includes(':') ? name.slice(name.indexOf(':') + 1) : name)
