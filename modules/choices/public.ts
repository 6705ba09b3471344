// What other modules may call.

export { type QuestionBrief, questionBriefs } from './question-brief.ts'
