import { createHash } from 'node:crypto'
import { sql } from '../../../kernel/db.ts'
import { answerStatement, castVote, planConsultation, takeStep } from '../../../modules/consultations/public.ts'
import { afterOffice, dateOf, day } from '../district/calendar.ts'
import { tolerate } from '../enterprise/matter-steps.ts'
import { officer } from '../enterprise/offices.ts'
import type { Stage } from '../replay.ts'
import { answers, neighbours, planConsultations, statements } from './plan.ts'

const desk = 'post:community_desk:530103005006'
const community = 'community:530103005006'
const lanes = 8

type Of = Parameters<typeof castVote>[2]['of']

/** A consultation of 900 neighbours on how the yards are shared: closed, its main statements being answered. */
export async function playConsultations(
  stage: Stage,
  { seed, log }: { seed: number; log: (line: string) => void },
): Promise<void> {
  const { db, keys, until } = stage
  log(`playing a consultation of ${neighbours} neighbours …`)
  const plan = planConsultations({ seed, until })
  const planning = await officer(stage, desk, plan.plannedAt)
  const { id } = await db.tx((tx) =>
    planConsultation(tx, planning, {
      title: '小区的院子怎么用：走路、停车、坐一坐，怎么分？',
      words: '院子就这么大。每次看一条邻居的说法，赞成、不赞成、说不准都行，两分钟就够。谁怎么表态，谁也看不到。',
      ...{ placeId: keys.place(community), moderation: 'before', statements: statements.map(([words]) => words) },
      ...{ fromOn: dateOf(plan.openAt), untilOn: dateOf(plan.untilAt) },
    }),
  )
  const opening = await officer(stage, desk, plan.openAt)
  await db.tx((tx) => takeStep(tx, opening, id, 'open'))
  const of = await consultation(stage, id)
  // Who votes takes turns at the head of the consultation, so a few at once are as good as one after another.
  for (let from = 0; from < plan.voters.length; from += lanes)
    await Promise.all(
      plan.voters.slice(from, from + lanes).map(({ at, votes }, n) =>
        db.tx(async (tx) => {
          for (const { statement, choice } of votes)
            await castVote(tx, stage.secrets, { of, at }, voter(seed, from + n), { statement, choice })
        }),
      ),
    )
  const closedAt = afterOffice(new Date(plan.untilAt.getTime() + day), 10)
  const closing = await officer(stage, desk, closedAt)
  await db.tx((tx) => takeStep(tx, closing, id, 'close'))
  await answer(stage, id, closedAt)
}

/** A browser's secret, the same for the same seed. */
const voter = (seed: number, n: number) => ({
  personId: null,
  device: createHash('sha256').update(`${seed}/voter/${n}`).digest('base64url'),
})

async function consultation({ db, keys }: Stage, id: Of['id']): Promise<Of> {
  const { rows } = await db.read((tx) =>
    sql<Of>`select * from consultations.consultations where tenant_id = ${keys.tenantId} and id = ${id}`.execute(tx),
  )
  const [of] = rows
  if (!of) throw new Error('the consultation vanished')
  return of
}

async function answer(stage: Stage, id: Of['id'], closedAt: Date) {
  for (const [n, words] of Object.entries(answers)) {
    const at = afterOffice(new Date(closedAt.getTime() + (1 + (Number(n) % 3)) * day), 30)
    const number = Number(n)
    if (at >= stage.until) continue
    const answering = await officer(stage, desk, at)
    await tolerate(stage, 'consultation answer', async () => {
      await stage.db.tx((tx) => answerStatement(tx, stage.secrets, answering, id, { number, words, matter: undefined }))
    })
  }
}
