import { type Route, route } from '../../kernel/http/route.ts'
import { firmReaders } from '../enterprises/public.ts'
import { readers } from '../matters/public.ts'
import { moveGuide } from '../people/public.ts'
import { boardSheet, wholeBoard } from './board-export.ts'
import { boardFor } from './board-queries.ts'
import { exportBoard, readBoard } from './contract.ts'
import { putGuideAway, readGuide } from './guide/contract.ts'
import { guideFor } from './guide/guide-queries.ts'
import { heatOfPlace } from './heat.ts'
import { readHeat } from './heat-contract.ts'
import { exportResults, readResults } from './ledgers-contract.ts'
import { linkSheet } from './links/link-export.ts'
import { linksFor, trendsFor } from './links/link-queries.ts'
import { exportLinks, linkTrends, readLinks } from './links-contract.ts'
import { monthlyFor } from './monthly.ts'
import { monthlySheet } from './monthly-contract.ts'
import { monthlyPaper } from './monthly-paper.ts'
import { resultSheet } from './result-export.ts'
import { resultsFor } from './result-queries.ts'
import { topicsFor } from './topics.ts'
import { readTopics } from './topics-contract.ts'
import { readWaiting } from './waiting/contract.ts'
import { waitingFor } from './waiting/waiting.ts'
import { wallFor, wallTopicsFor } from './wall.ts'
import { readWall, readWallTopics } from './wall-contract.ts'

const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

const administrators = { roles: ['administrator'] } as const
const everyPost = { roles: [...readers, 'administrator'] } as const

export const routes: readonly Route[] = [
  route(readWaiting, {
    access: everyPost,
    handle: async ({ read, tenantId, actor, eventActor, clock, secrets }) => {
      const asking = { tenantId, actor, by: eventActor, at: clock.now(), secrets }
      return { figures: await read((tx) => waitingFor(tx, asking)) }
    },
  }),
  route(readGuide, {
    access: administrators,
    handle: ({ read, actor, clock }) => read((tx) => guideFor(tx, actor, clock.now())),
  }),
  route(putGuideAway, {
    access: administrators,
    handle: ({ command, actor, eventActor, clock, body }) =>
      command(async (tx) => {
        const postId = actor.posts.find(({ role }) => role === 'administrator')?.postId ?? null
        const { tenantId, personId } = actor
        await moveGuide(tx, { tenantId, personId, by: { ...eventActor, postId }, at: clock.now() }, body.away)
        return { done: true } as const
      }),
  }),
  route(readBoard, {
    access: { roles: readers },
    perMinute: 120,
    handle: ({ read, actor, query, clock }) => read((tx) => boardFor(tx, actor, query, clock.now())),
  }),
  route(exportBoard, {
    access: { roles: readers },
    perMinute: 20,
    mayLag: true,
    handle: async ({ read, actor, query, clock, lang }) => {
      const whole = await read((tx) => wholeBoard(tx, actor, query, lang, clock.now()))
      const filename = lang === 'zh' ? '指标全表.xlsx' : 'whole-board.xlsx'
      return { bytes: boardSheet(whole, lang), type: xlsx, filename }
    },
  }),
  route(readTopics, {
    access: { roles: readers },
    perMinute: 60,
    mayLag: true,
    handle: ({ read, actor, query, clock }) => read((tx) => topicsFor(tx, actor, query, clock.now())),
  }),
  route(readHeat, {
    access: { roles: readers },
    perMinute: 60,
    mayLag: true,
    handle: ({ read, actor, query, clock }) => read((tx) => heatOfPlace(tx, actor, query, clock.now())),
  }),
  route(monthlySheet, {
    access: { roles: readers },
    perMinute: 20,
    mayLag: true,
    handle: async ({ read, actor, query, clock, lang }) => {
      const sheet = await read((tx) => monthlyFor(tx, actor, query, clock.now()))
      const filename = lang === 'zh' ? `月报 ${query.month}.pdf` : `monthly-sheet-${query.month}.pdf`
      return { bytes: await monthlyPaper(sheet, lang, clock.now()), type: 'application/pdf', filename }
    },
  }),
  route(readWall, {
    access: { roles: readers },
    perMinute: 120,
    mayLag: true,
    handle: ({ read, actor, query, clock }) => read((tx) => wallFor(tx, actor, query, clock.now())),
  }),
  route(readWallTopics, {
    access: { roles: readers },
    perMinute: 30,
    mayLag: true,
    handle: ({ read, actor, query, clock }) => read((tx) => wallTopicsFor(tx, actor, query, clock.now())),
  }),
  route(readResults, {
    access: { roles: firmReaders },
    perMinute: 60,
    mayLag: true,
    handle: ({ read, actor, query, clock }) => read((tx) => resultsFor(tx, actor, query, clock.now())),
  }),
  route(exportResults, {
    access: { roles: firmReaders },
    perMinute: 20,
    mayLag: true,
    handle: async ({ read, actor, query, clock, lang }) => {
      const { rows } = await read((tx) => resultsFor(tx, actor, query, clock.now()))
      const filename = lang === 'zh' ? '成效台账.xlsx' : 'results.xlsx'
      return { bytes: resultSheet(rows, lang), type: xlsx, filename }
    },
  }),
  route(readLinks, {
    access: { roles: readers },
    perMinute: 60,
    mayLag: true,
    handle: ({ read, actor, query, clock }) => read((tx) => linksFor(tx, actor, query, clock.now())),
  }),
  route(linkTrends, {
    access: { roles: readers },
    perMinute: 30,
    mayLag: true,
    handle: ({ read, actor, query, clock }) => read((tx) => trendsFor(tx, actor, query, clock.now())),
  }),
  route(exportLinks, {
    access: { roles: readers },
    perMinute: 20,
    mayLag: true,
    handle: async ({ read, actor, query, clock, lang }) => {
      const board = await read((tx) => linksFor(tx, actor, query, clock.now()))
      const filename = lang === 'zh' ? '五联看板.xlsx' : 'five-links.xlsx'
      return { bytes: linkSheet(board, lang), type: xlsx, filename }
    },
  }),
]
