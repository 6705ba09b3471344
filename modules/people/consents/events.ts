/** Versions of the text of one purpose. */
export const consentTextStream = (purpose: string): string => `consent_texts:${purpose}`

export const consentTextEvents = {
  /** The text as delivered was written down, for the first person who agreed to it. */
  kept: 'people.consent_text_kept',
  saved: 'people.consent_text_saved',
} as const

export interface ConsentTextEvent {
  readonly purpose: string
  readonly version: number
  /** Of both texts and the reason. */
  readonly hash: string
  readonly asksAnew: boolean
}
