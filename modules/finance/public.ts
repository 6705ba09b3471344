// What higher tiers, the programs and the demo may call. With `actor: null` in the doing, whoever calls has judged the right.

export { confirmPartner, endPartner } from './partner-service.ts'
export { type Consent, type PassOrder, passOn } from './passing-service.ts'
export { enterProduct, publishProduct, saveProduct } from './product-service.ts'
export { answerReferral, type BankAnswer, takeBack } from './referral-service.ts'
export { wantKeepers } from './roles.ts'
export { tellOfSilence } from './silent-tick.ts'
export { countWants } from './want-queries.ts'
export { endWant, raiseWant, type WantOrder } from './want-service.ts'
export { viewWant } from './want-view.ts'
