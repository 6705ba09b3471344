// What the programs and the demo may call.

export { reportDefect } from './defect-service.ts'
export { addEvidence } from './evidence-service.ts'
export { listFacility } from './facility-service.ts'
export { nameInspector } from './inspector-service.ts'
export { addItem, changeItem } from './item-service.ts'
export { payMoney, receiveMoney, saveSource } from './money-service.ts'
export { addPhoto, addSpot } from './photo-service.ts'
export { planProject, planStages, stepProject } from './project-service.ts'
export { answerQuestion, askQuestion, hideQuestion } from './question-service.ts'
export type { Doing } from './scope.ts'
export { beginStage, finishStage, giveDelay, passDays } from './stage-service.ts'
export { answerSurvey, typeInAnswers } from './survey-service.ts'
