import { saveDutyVersion, saveScriptVersion, saveTemplateVersion, usualScript } from '../../modules/matters/public.ts'
import { officer } from './enterprise/offices.ts'
import type { Stage } from './replay.ts'

/**
 * What the office set lately: duties, the usual call-back script and some response templates. They hold from now on: the year
 * that was played knew none.
 */
export async function playLateRules(stage: Stage): Promise<void> {
  const { actor, by, at } = await officer(stage, 'post:administrator', stage.until)
  const doing = { actor, eventActor: by, at }
  const script = {
    ...usualScript,
    questions: usualScript.questions.map(({ ask, answers }) => ({ ask, answers: [...answers] })),
  }
  await stage.db.tx(async (tx) => {
    await saveDutyVersion(tx, doing, {
      base: 1,
      source: '基层履职清单（示例）',
      list: [
        { level: 'community', category: '0201', duty: 'assist' },
        { level: 'community', category: '0203', duty: 'assist' },
        { level: 'grid_worker', category: '0803', duty: 'none' },
      ],
    })
    await saveScriptVersion(tx, doing, { base: 1, source: '回访规范（示例）', scripts: [script] })
    await saveTemplateVersion(tx, doing, {
      base: 1,
      source: '答复规范（示例）',
      templates: [
        {
          name: '已受理',
          kind: null,
          category: '',
          actions: ['accept', 'contact'],
          text: '您反映的{地点}“{类别}”问题（编号 {编号}）已收到，由{承办}办理，{时限}前答复您。',
        },
        {
          name: '已办结',
          kind: null,
          category: '',
          actions: ['resolve'],
          text: '您反映的{地点}“{类别}”问题（编号 {编号}）已由{承办}办理完毕。如仍有问题，请随时告诉我们。',
        },
        {
          name: '需要延期',
          kind: null,
          category: '',
          actions: ['extend'],
          text: '您反映的问题（编号 {编号}）还需要一些时间，原因是：',
        },
      ],
    })
  })
}
