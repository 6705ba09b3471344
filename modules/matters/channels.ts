/** The doors that matters come through, in the order of their numbers in what is counted: append only. */
export const channels = ['pocket', 'counter', 'phone', 'wechat', 'patrol', 'meeting', 'import', 'api', 'mail'] as const
export type Channel = (typeof channels)[number]
