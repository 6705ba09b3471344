import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { flowDoc, flowDocPath } from '../../scripts/flow-doc.mjs'
import * as flow from './matter.ts'
import { matterWords } from './matter-words.ts'

const { zh, en } = matterWords
const names = { state: { zh: zh.state, en: en.state }, stage: { zh: zh.stage, en: en.stage } }

it('docs/matter-flow.md is drawn from the table as it is (else: node scripts/flow-doc.mjs)', () => {
  expect(readFileSync(flowDocPath, 'utf8')).toBe(flowDoc(flow, names))
})

it('draws every step: an arrow, or a row that says it stays', () => {
  const page = flowDoc(flow, names)
  for (const { action, from, to, name } of flow.transitions) {
    expect(page).toContain(`| ${name.en} | ${name.zh} |`)
    const moves = to !== 'same' && from.some((state) => state !== to)
    if (moves) expect([action, page.includes(name.en.toLowerCase())]).toEqual([action, true])
  }
  for (const state of flow.states) expect(page).toContain(`" as ${state}`)
})
