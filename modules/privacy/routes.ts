import { type Route, route } from '../../kernel/http/route.ts'
import * as contract from './contract.ts'
import { doingOf } from './doing.ts'
import { copyJson, copyOf, copySheet, mineOf } from './held-service.ts'
import { requestPage, requestView } from './request-queries.ts'
import { answerRequest, askFor, withdrawRequest } from './request-service.ts'
import * as retention from './retention-contract.ts'
import { holdMatter, liftHoldOf, retentionView, saveRuleOf } from './retention-service.ts'
import { answerers, auditors } from './roles.ts'
import { saveSettingsOf, settingsOf } from './settings.ts'

const done = { done: true } as const
const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

const mine: readonly Route[] = [
  route(contract.mine, {
    access: 'signed-in',
    perMinute: 60,
    handle: (context) => context.read((tx) => mineOf(tx, doingOf(context))),
  }),
  route(contract.copyMine, {
    access: 'signed-in',
    perMinute: 10,
    handle: async (context) => {
      const { lang, query, db, clock } = context
      const { groups, reveals } = await db.tx((tx) => copyOf(tx, doingOf(context), query.form))
      const filename = lang === 'zh' ? `关于我的信息.${query.form}` : `held-on-me.${query.form}`
      return query.form === 'xlsx'
        ? { bytes: copySheet(groups, lang), type: xlsx, filename }
        : { bytes: Buffer.from(copyJson(groups, reveals, clock.now())), type: 'application/json', filename }
    },
  }),
  route(contract.ask, {
    access: 'signed-in',
    perMinute: 10,
    handle: (context) => context.command((tx) => askFor(tx, doingOf(context), context.body)),
  }),
  route(contract.withdraw, {
    access: 'signed-in',
    handle: (context) =>
      context.command(async (tx) => {
        await withdrawRequest(tx, doingOf(context), context.params.requestId)
        return done
      }),
  }),
]

const answering: readonly Route[] = [
  route(contract.listRequests, {
    access: { roles: answerers },
    handle: (context) => context.read((tx) => requestPage(tx, doingOf(context), context.query)),
  }),
  route(contract.getRequest, {
    access: { roles: answerers },
    handle: (context) => context.read((tx) => requestView(tx, doingOf(context), context.params.requestId)),
  }),
  route(contract.answer, {
    access: { roles: answerers },
    handle: (context) =>
      context.command(async (tx) => {
        await answerRequest(tx, doingOf(context), context.params.requestId, context.body)
        return done
      }),
  }),
]

const setting: readonly Route[] = [
  route(contract.getSettings, {
    access: { roles: auditors },
    handle: ({ read, tenantId }) => read((tx) => settingsOf(tx, tenantId)),
  }),
  route(contract.saveSettings, {
    access: { roles: auditors },
    handle: (context) =>
      context.command(async (tx) => {
        await saveSettingsOf(tx, doingOf(context), context.body)
        return done
      }),
  }),
]

const retaining: readonly Route[] = [
  route(retention.getRetention, {
    access: { roles: auditors },
    handle: (context) => context.read((tx) => retentionView(tx, doingOf(context))),
  }),
  route(retention.saveRule, {
    access: { roles: auditors },
    handle: (context) =>
      context.command(async (tx) => {
        await saveRuleOf(tx, doingOf(context), context.body)
        return done
      }),
  }),
  route(retention.setHold, {
    access: { roles: auditors },
    handle: (context) => context.command((tx) => holdMatter(tx, doingOf(context), context.body)),
  }),
  route(retention.liftHold, {
    access: { roles: auditors },
    handle: (context) =>
      context.command(async (tx) => {
        await liftHoldOf(tx, doingOf(context), context.params.holdId, context.body.why)
        return done
      }),
  }),
]

export const routes: readonly Route[] = [...mine, ...answering, ...setting, ...retaining]
