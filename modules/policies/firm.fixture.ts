import { calendarDay } from './calendar-month.ts'
import { defaultDictionary } from './defaults/facts.ts'
import { defaultPolicies } from './defaults/policies.ts'
import type { Facts } from './fact.ts'
import { assess, openPolicy, type Policy } from './policy.ts'
import { rowOf } from './row.ts'

/** The demo policies, opened against the facts of a new tenant. */
export const openedPolicies: readonly Policy[] = defaultPolicies.map(({ code, spec }) => {
  const { policy, faults } = openPolicy(code, spec, defaultDictionary)
  if (policy === null) throw new Error(`${code}: ${JSON.stringify(faults)}`)
  return policy
})

export function policyNamed(code: string): Policy {
  const found = openedPolicies.find((policy) => policy.code === code)
  if (!found) throw new Error(`no policy ${code}`)
  return found
}

export const demoDay = calendarDay('2026-11-23')

/** Lays facts of a new tenant into a row; a value that a fact cannot have is a fault of the test. */
export function firmRow(facts: Facts) {
  const { row, faults } = rowOf(defaultDictionary, facts)
  if (faults.length > 0) throw new Error(JSON.stringify(faults))
  return row
}

export const assessNamed = (code: string, facts: Facts, day = demoDay) => assess(policyNamed(code), firmRow(facts), day)
