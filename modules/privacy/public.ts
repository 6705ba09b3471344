// What higher tiers, the programs and the demo may call.

export { whose } from './doing.ts'
export { copyJson, countOf, tellCopied } from './held-service.ts'
export { countOpenRequests } from './request-queries.ts'
export { answerRequest, askFor } from './request-service.ts'
export { dueAt, eraseDue, rulesOf } from './retention.ts'
export { holdMatter, saveRuleOf } from './retention-service.ts'
export { answerers } from './roles.ts'
