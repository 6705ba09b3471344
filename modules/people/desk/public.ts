// What desk pages of higher tiers may use.

export { ConsentField } from '../web/consent-field.tsx'
export { ConsentText } from '../web/consent-text.tsx'
export { TakeConsentBack } from '../web/take-consent-back.tsx'
