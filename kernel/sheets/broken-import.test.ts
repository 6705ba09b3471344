import { DatabaseError } from 'pg'
import { expect, it } from 'vitest'
import { Failure } from '../contract/errors.ts'
import { tellBroken } from './broken-import.ts'

const told = (error: unknown): string[] => {
  const lines: string[] = []
  tellBroken('0193-import', error, (line) => lines.push(line))
  return lines
}

it('tells the log of an import that broke, and nothing of what stood in its rows', () => {
  const error = new DatabaseError('invalid input syntax for type date: "王秀兰 10000011234"', 10, 'error')
  error.code = '22007'
  const [line = '', ...more] = told(error)
  expect(more).toEqual([])
  expect(JSON.parse(line)).toMatchObject({ level: 'error', importId: '0193-import', error: { code: '22007' } })
  expect(line).not.toMatch(/王秀兰|10000011234/)
  expect(told(new Error('row of 王秀兰'))[0]).not.toContain('王秀兰')
})

it('leaves out what was refused in words: it stands with the import', () => {
  expect(told(new Failure('conflict', 'sheets.changed', { zh: '不行', en: 'No' }))).toEqual([])
})
