import { many } from '../../kernel/contract/counts.ts'
import type { Words } from '../../kernel/contract/words.ts'
import type { NextCode } from './contract.ts'
import type { ProjectState, Standing } from './project.ts'
import { isMoving } from './project.ts'
import type { StageView } from './stage-shapes.ts'
import { type StageCode, stageOf } from './stages.ts'

// “What should I do next?” of a project. Pure.

export interface NextStep {
  readonly code: NextCode
  readonly stage: StageCode | null
  readonly words: Words
}

type Stage = Pick<StageView, 'stage' | 'state' | 'unreasoned' | 'daysLate' | 'wanted' | 'finish'>

const step = (code: NextCode, zh: string, en: string, stage: StageCode | null = null): NextStep => ({
  ...{ code, stage, words: { zh, en } },
})

const name = (stage: StageCode) => stageOf(stage).name

function draftSteps({ items, unplannedStages, households }: Standing): NextStep[] {
  const steps: NextStep[] = []
  if (items === 0) steps.push(step('add_items', '添加改造内容', 'Add what will be done'))
  if (unplannedStages > 0)
    steps.push(
      step('plan_stages', `填写 ${unplannedStages} 个阶段的计划日期`, `Plan the days of ${unplannedStages} stages`),
    )
  if (households === null) steps.push(step('enter_households', '填写涉及户数和来源', 'Enter the households touched'))
  return steps.length > 0 ? steps : [step('start', '可以启动项目了', 'The project can be started')]
}

function stageSteps({ stage, state, unreasoned, daysLate, wanted, finish }: Stage): NextStep[] {
  const { zh, en } = name(stage)
  const steps: NextStep[] = []
  if (unreasoned)
    steps.push(
      step(
        'give_reason',
        `${zh}已超期 ${daysLate} 天，请说明原因和新的日期`,
        `${en} is ${many(daysLate, 'day')} late: say why, and until when`,
        stage,
      ),
    )
  if (state === 'ready') steps.push(step('begin_stage', `开始：${zh}`, `Begin: ${en}`, stage))
  if (state === 'running' && finish?.obstacle === null)
    steps.push(step('finish_stage', `${zh}的材料齐了，可以完成`, `${en}: all is there, it can be finished`, stage))
  if (state === 'running' && finish?.obstacle) {
    const missing = wanted.flatMap((line) => (line.code === 'defects_closed' ? [] : (line.missing ?? [])))
    const [first] = missing
    if (first) steps.push(step('add_evidence', `${zh}：${first.zh}`, `${en}: ${first.en}`, stage))
  }
  return steps
}

/** The most pressing first: reasons of delays, then what moves a stage on, then defects and questions. */
export function nextSteps(
  state: ProjectState,
  standing: Standing,
  stages: readonly Stage[],
  waiting: { readonly openDefects: number; readonly questions: number },
): NextStep[] {
  if (state === 'draft') return draftSteps(standing)
  const steps = isMoving(state) ? stages.flatMap(stageSteps) : []
  if (isMoving(state) && waiting.openDefects > 0)
    steps.push(
      step(
        'close_defects',
        `${waiting.openDefects} 件问题待销号`,
        `${waiting.openDefects} defects are to be put right`,
      ),
    )
  if (waiting.questions > 0)
    steps.push(
      step(
        'answer_questions',
        `${waiting.questions} 个提问待回答`,
        `${waiting.questions} questions wait for an answer`,
      ),
    )
  const urgency = (code: NextCode) => (code === 'give_reason' ? 0 : 1)
  return steps.toSorted((a, b) => urgency(a.code) - urgency(b.code))
}
