// What the programs and the demo may call.

export { countLeads } from './leads/count-leads.ts'
export { leadReport } from './leads/lead-service.ts'
export { drawNew as drawSample, find as recordFinding } from './samples/sample-service.ts'
export { begin as beginTerm } from './terms/term-service.ts'
