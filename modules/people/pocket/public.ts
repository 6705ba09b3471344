// What phone pages of higher tiers may use.

export { ConsentField } from '../web/consent-field.tsx'
export { ConsentAskedAnew, MyConsents } from './consent-cards.tsx'
