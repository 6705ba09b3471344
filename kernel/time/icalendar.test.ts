import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type CalendarEvent, calendarOf, escapeText, fold, utc } from './icalendar.ts'

/** A reader written from the grammar of RFC 5545 alone: unfolds, splits name, parameters and value, unescapes text. */
function parse(file: string): { name: string; value: string }[] {
  const octets = Buffer.from(file)
  const lines: Buffer[] = []
  let start = 0
  for (let at = 0; at < octets.length; at++)
    if (octets[at] === 0x0d && octets[at + 1] === 0x0a) {
      lines.push(octets.subarray(start, at))
      start = at + 2
    }
  if (start !== octets.length) throw new Error('the file does not end with a line break')
  const whole: Buffer[] = []
  for (const line of lines) {
    if (line.length > 75) throw new Error(`${line.length} octets in a line`)
    if (!Buffer.from(line.toString('utf8')).equals(line)) throw new Error('a character is cut in two')
    const last = whole.at(-1)
    if (line[0] === 0x20 && last) whole[whole.length - 1] = Buffer.concat([last, line.subarray(1)])
    else whole.push(line)
  }
  return whole.map((line) => {
    const text = line.toString('utf8')
    const colon = text.indexOf(':')
    return { name: text.slice(0, colon).split(';')[0] ?? '', value: text.slice(colon + 1) }
  })
}

function unescaped(value: string): string {
  let text = ''
  for (let at = 0; at < value.length; at++) {
    const character = value[at]
    if (character !== '\\') {
      if (character === ',' || character === ';') throw new Error(`${character} stands bare in a text`)
      text += character
      continue
    }
    at += 1
    const next = value[at]
    if (next === undefined || !'\\;,nN'.includes(next)) throw new Error(`\\${next} is no escape`)
    text += next === 'n' || next === 'N' ? '\n' : next
  }
  return text
}

const event: CalendarEvent = {
  uid: '0192-1@liren',
  sequence: 2,
  changedAt: new Date('1997-09-01T13:00:00Z'),
  startsAt: new Date('1998-01-18T23:00:00Z'),
  endsAt: new Date('1998-01-19T00:30:00Z'),
  summary: 'Networld+Interop Conference',
  location: 'Atlanta World Congress Center\nAtlanta, Georgia',
  description: '',
  status: 'CONFIRMED',
}

describe('examples of RFC 5545', () => {
  it('writes the date-time of 3.3.5 in UTC', () => {
    expect(utc(new Date('1998-01-19T07:00:00Z'))).toBe('19980119T070000Z')
    expect(utc(new Date('1998-01-19T15:00:00+08:00'))).toBe('19980119T070000Z')
  })

  it('writes the text of 3.3.11', () => {
    expect(escapeText('Project XYZ Final Review\nConference Room - 3B\nCome Prepared.')).toBe(
      'Project XYZ Final Review\\nConference Room - 3B\\nCome Prepared.',
    )
    expect(escapeText('a;b,c\\d')).toBe('a\\;b\\,c\\\\d')
  })

  it('folds as in 3.1: what is unfolded is the line as it was', () => {
    const line = `DESCRIPTION:${'This is a long description that exists on a long line. '.repeat(4)}`
    const folded = fold(line)
    expect(folded.split('\r\n').every((part) => Buffer.byteLength(part) <= 75)).toBe(true)
    expect(folded.replaceAll('\r\n ', '')).toBe(line)
  })

  it('writes a whole entry', () => {
    const lines = parse(calendarOf('Meetings', [event])).map(({ name, value }) => `${name}:${value}`)
    expect(lines).toEqual([
      'BEGIN:VCALENDAR',
      'VERSION:2.0',
      'PRODID:-//Liren//ZH',
      'CALSCALE:GREGORIAN',
      'METHOD:PUBLISH',
      'X-WR-CALNAME:Meetings',
      'BEGIN:VEVENT',
      'UID:0192-1@liren',
      'SEQUENCE:2',
      'DTSTAMP:19970901T130000Z',
      'LAST-MODIFIED:19970901T130000Z',
      'DTSTART:19980118T230000Z',
      'DTEND:19980119T003000Z',
      'SUMMARY:Networld+Interop Conference',
      'LOCATION:Atlanta World Congress Center\\nAtlanta\\, Georgia',
      'STATUS:CONFIRMED',
      'END:VEVENT',
      'END:VCALENDAR',
    ])
  })
})

it('is read back by another reader as it was written, whatever the words', () => {
  const words = fc.string({ unit: 'grapheme', maxLength: 200 })
  const chinese = fc
    .array(fc.constantFrom('联', '席', '会', '议', ',', ';', '\\', '\n', '😀', 'n'))
    .map((all) => all.join(''))
  const text = fc.oneof(words, chinese)
  const instant = fc.date({ min: new Date('2000-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
  fc.assert(
    fc.property(text, text, text, instant, fc.nat(99), (summary, location, description, startsAt, sequence) => {
      const file = calendarOf('里仁', [{ ...event, summary, location, description, startsAt, sequence }])
      const values = new Map(parse(file).map(({ name, value }) => [name, value]))
      const said = (words: string) => words.replace(/\r\n?/g, '\n').replace(/(?!\n)\p{Cc}/gu, ' ')
      expect(unescaped(values.get('SUMMARY') ?? '')).toBe(said(summary))
      expect(unescaped(values.get('LOCATION') ?? '')).toBe(said(location))
      expect(unescaped(values.get('DESCRIPTION') ?? '')).toBe(said(description))
      expect(values.get('SEQUENCE')).toBe(String(sequence))
      const read = values.get('DTSTART')?.replace(/(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z/, '$1-$2-$3T$4:$5:$6Z')
      expect(new Date(read ?? '').getTime()).toBe(Math.floor(startsAt.getTime() / 1000) * 1000)
    }),
  )
})
