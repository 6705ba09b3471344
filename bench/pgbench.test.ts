import { expect, it } from 'vitest'
import { meanAfter, scriptOf } from './pgbench.ts'

it('writes statements as a script whose values are variables', () => {
  const sequence = [
    { text: 'select f($1::uuid,\n  $2)', values: ['a', null] },
    { text: 'select $1, $1', values: ["it's"] },
  ]
  expect(scriptOf(sequence, 3)).toEqual({
    script: 'select f(:v3_0_1::uuid, null);\nselect :v3_1_1, :v3_1_1;\n',
    variables: [
      ['v3_0_1', 'a'],
      ['v3_1_1', "it's"],
    ],
  })
  const fresh = () => ({ value: '%1$s', sql: (name: string) => `format(${name}, uuidv7())` })
  expect(scriptOf([{ text: 'select $1', values: ['a'] }], 0, fresh).script).toBe('select format(:v0_0_1, uuidv7());\n')
  expect(scriptOf([{ text: 'select 1', values: [], vouched: true }], 0).script.split('\n')).toEqual([
    '\\startpipeline',
    "select where set_config('liren.tenant', :word, true) is null;",
    'select 1;',
    '\\endpipeline',
    '',
  ])
  expect(() => scriptOf([{ text: 'select $2', values: ['a'] }], 0)).toThrow('no value for $2')
})

it('leaves out the warm-up, and does not overlook errors', () => {
  const line = (second: number, tps: number) =>
    `progress: ${second}.0 s, ${tps}.0 tps, lat 5.0 ms stddev 1.0, 0 failed\n`
  expect(meanAfter(line(1, 1) + line(2, 2) + line(3, 100) + line(4, 200), 2)).toBe(150)
  expect(() => meanAfter('progress: nothing', 0)).toThrow('told no progress')
  expect(() => meanAfter(`${line(1, 5)}pgbench: error: client 0 script 0 aborted\n`, 0)).toThrow('met errors')
})
