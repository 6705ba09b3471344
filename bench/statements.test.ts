import { expect, it } from 'vitest'
import { roundTripsOf, statementsIn, valuesIn } from './statements.ts'

it('reads parameters as PostgreSQL logs them', () => {
  expect(valuesIn("Parameters: $1 = 'it''s, $2 = here', $2 = NULL, $3 = ''")).toEqual(["it's, $2 = here", null, ''])
  expect(valuesIn('')).toEqual([])
})

it('reads the statements of one application', () => {
  const lines = [
    { application_name: 'liren', message: 'execute a.b: select $1\nfrom t', detail: "Parameters: $1 = 'x'" },
    { application_name: 'liren-jobs', message: 'statement: select 2' },
    { application_name: 'liren', message: 'statement: begin' },
    { application_name: 'liren', message: 'connection authorized' },
  ]
  expect(statementsIn(lines.map((line) => JSON.stringify(line)).join('\n'), 'liren')).toEqual([
    { text: 'select $1\nfrom t', values: ['x'] },
    { text: 'begin', values: [] },
  ])
})

it('counts what is said beside a statement as one way with it', () => {
  const statement = (text: string) => ({ text, values: [] })
  const said = statement("select where set_config('liren.tenant', $1, true) is null")
  expect(roundTripsOf([statement('select 1'), said, statement('select 2')])).toEqual([
    statement('select 1'),
    { ...statement('select 2'), vouched: true },
  ])
})
