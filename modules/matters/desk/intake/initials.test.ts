import { expect, it } from 'vitest'
import { initialsOf } from './initials.ts'

it.each([
  ['路灯不亮', 'ldbl'],
  ['下水道堵塞', 'xsdds'],
  ['电梯故障', 'dtgz'],
  ['外墙脱落', 'wqtl'],
  ['井盖缺失松动', 'jgqssd'],
  ['燃气异味', 'rqyw'],
  ['楼道堆物(电动车)', 'lddwddc'],
  ['ETC 3号', 'etc3h'],
])('%s is %s', (text, initials) => {
  expect(initialsOf(text)).toBe(initials)
})

it('gives nothing for signs', () => {
  expect(initialsOf('(、)')).toBe('')
})
