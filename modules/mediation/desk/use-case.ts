import type { Endpoint } from '../../../kernel/contract/endpoint.ts'
import { type CommandOptions, useCommand } from '../../../kernel/web/hooks.ts'
import { caseCounts, getCase, listCases } from '../contract.ts'

/** A command of a case: what is on the screen is read again. */
export const useCaseCommand = <E extends Endpoint>(endpoint: E, options: CommandOptions<E> = {}) =>
  useCommand(endpoint, { ...options, changes: [getCase, listCases, caseCounts] })

/** A day as an instant at noon, for formats of days. */
export const noonOf = (day: string): string => `${day}T12:00:00+08:00`
