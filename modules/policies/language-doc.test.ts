import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { inProject } from '../../kernel/root.ts'
import { type Amount, compileAmount } from './amount.ts'
import { checkExpression } from './check.ts'
import { defaultDictionary } from './defaults/facts.ts'
import { operators } from './expression.ts'
import { condition, number } from './value-type.ts'

const page = readFileSync(inProject('docs/policy-language.md'), 'utf8')
const rules = [...page.matchAll(/```json\n([\s\S]*?)```/g)].map(([, text = '']) => text)
const amounts = [...page.matchAll(/`(\{ "kind"[^`]*)`/g)].map(([, text = '']) => text)

describe('docs/policy-language.md', () => {
  it.each(rules)('shows a rule that can be saved: %s', (text) => {
    const rule: unknown = JSON.parse(text)
    const [asCondition, asNumber] = [condition, number(null)].map((wanted) =>
      checkExpression(rule, defaultDictionary, { wanted }),
    )
    expect(asCondition?.tree ?? asNumber?.tree, JSON.stringify(asCondition?.faults)).not.toBeNull()
  })

  it.each(amounts)('shows an amount that can be saved: %s', (text) => {
    expect(compileAmount(JSON.parse(text) as Amount, defaultDictionary).faults).toEqual([])
  })

  it('shows every operator and every kind of amount', () => {
    const all = rules.join('')
    expect(operators.filter((operator) => !all.includes(`"${operator}"`))).toEqual([])
    expect(amounts).toHaveLength(7)
  })
})
