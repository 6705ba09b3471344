// What higher tiers may use of consents, through the module's `public.ts`.

export { peopleAskedAnew } from './consent-service.ts'
export { type ConsentTextEvent, consentTextEvents } from './events.ts'
export { type ConsentPurpose, registerConsentPurpose } from './purposes.ts'
export { stands as consentStands } from './standing.ts'
export {
  agreedText,
  agreeOnPaper,
  agreeTo,
  oldestGoodConsent,
  type PrintedText,
  printedText,
} from './text-store.ts'
