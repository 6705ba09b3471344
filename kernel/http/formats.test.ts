import { expect, it } from 'vitest'
import { formats } from './formats.ts'

const accepted = (format: keyof typeof formats, texts: readonly string[]) => texts.filter(formats[format])

it('a uuid is 36 letters, and nothing around them', () => {
  const id = '019313a0-7c00-7000-8000-000000000001'
  expect(
    accepted('uuid', [id, id.toUpperCase(), `urn:uuid:${id}`, `{${id}}`, id.replaceAll('-', ''), `${id}\n`]),
  ).toEqual([id, id.toUpperCase()])
})

it('a day is one of the calendar, in years that are meant', () => {
  const days = ['2026-02-28', '2026-02-29', '2028-02-29', '2026-00-10', '2026-13-01', '2026-11-31', '0000-01-01']
  expect(accepted('date', [...days, '9999-12-31', '2999-12-31', '26-01-01', '2026-1-1', '2026-11-23\n'])).toEqual([
    '2026-02-28',
    '2028-02-29',
    '2999-12-31',
  ])
})

it('an instant has a zone, and no 24th hour and no 60th second', () => {
  const good = ['2026-11-23T02:00:00Z', '2026-11-23T10:00:00.123456+08:00', '2026-11-23t02:00:00z']
  const bad = [
    '2026-11-23T24:00:00Z',
    '2016-12-31T23:59:60Z',
    '2026-02-30T00:00:00Z',
    '2026-11-23T02:00:00',
    '2026-11-23',
  ]
  expect(accepted('date-time', [...good, ...bad, '0000-01-01T00:00:00Z'])).toEqual(good)
})
