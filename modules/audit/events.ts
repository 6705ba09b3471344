import type { PersonId } from '../../kernel/contract/ids.ts'

export const settingsStream = 'audit_settings:tenant'
export const settingsSaved = 'audit.settings_saved'

export const alarmRules = ['reveals', 'exports', 'accounts', 'new_device', 'everything'] as const
export type AlarmRule = (typeof alarmRules)[number]

/** All alarms of one rule about one person or address. */
export const alarmStream = (rule: AlarmRule, about: string): string => `audit_alarms:${rule}:${about}`
export const alarmRaised = 'audit.alarm_raised'
export interface AlarmRaised {
  readonly rule: AlarmRule
  /** Null where it is about an address. */
  readonly personId: PersonId | null
  /** How many in the last hour, as it was raised. */
  readonly count: number
  readonly limit: number
  /** The network of the address, without the machine. */
  readonly net: string | null
  /** The event that raised it. */
  readonly eventId: string
}
