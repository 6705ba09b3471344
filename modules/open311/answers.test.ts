import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Fields, many, refusals, write } from './answers.ts'
import { fieldsOf, parse } from './open311.fixture.ts'

const text = fc.string({ unit: 'binary', maxLength: 60 })
/** What XML 1.0 can hold, with line ends as a reader gets them. */
const asRead = (said: string) => said.replace(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, '')

describe('one model, two forms', () => {
  it('G2, G3: XML is well formed whatever the words are, and says them again', () => {
    fc.assert(
      fc.property(fc.array(text, { maxLength: 5 }), (words) => {
        const told = {
          root: 'requests',
          value: many(
            'request',
            words.map((description) => ({ description })),
          ),
        }
        const xml = write('xml', told).toString('utf8')
        expect(xml).toMatch(/^<\?xml version="1\.0" encoding="utf-8"\?>\n/)
        const read = parse(xml).children.map((one) => fieldsOf(one)['description'])
        expect(read).toEqual(words.map((one) => asRead(one)))
      }),
    )
  })

  it('G4: JSON leaves the root out; a list of one is a list, nothing is null', () => {
    const one: Fields = { service_request_id: '001', media_url: null, formats: many('format', ['text/xml']) }
    const json = write('json', { root: 'service_requests', value: many('request', [one]) }).toString('utf8')
    expect(JSON.parse(json)).toEqual([{ service_request_id: '001', media_url: null, formats: ['text/xml'] }])
  })

  it('G9: refusals are a list in both forms', () => {
    const told = refusals(400, ['lat 和 long', 'a < b & c'])
    expect(JSON.parse(write('json', told).toString())).toEqual([
      { code: '400', description: 'lat 和 long' },
      { code: '400', description: 'a < b & c' },
    ])
    expect(parse(write('xml', told).toString()).children.map((error) => fieldsOf(error))).toEqual([
      { code: '400', description: 'lat 和 long' },
      { code: '400', description: 'a < b & c' },
    ])
  })
})
