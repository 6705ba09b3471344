import type { Actor } from '../../kernel/actor.ts'
import { Failure, fail, notFound } from '../../kernel/contract/errors.ts'
import { newId } from '../../kernel/contract/ids.ts'
import { sql } from '../../kernel/db.ts'
import { record } from '../../kernel/events/record.ts'
import { type RequestContext, type Route, route } from '../../kernel/http/route.ts'
import { mattersInScope } from '../matters/public.ts'
import { sendMail } from './adapters/mail.ts'
import type { Subscription } from './adapters/push.ts'
import {
  changeChannel,
  channelRow,
  channelsOf,
  checkAsked,
  endChannel,
  type Keeping,
  makeChannel,
  sendingsOf,
} from './channel-service.ts'
import * as contract from './contract.ts'
import { type ChannelEvent, channelEvents, channelStream } from './events.ts'
import type { SecretFields } from './kinds.ts'
import { openChannel } from './outgoing.ts'
import { agreeToOutside } from './outside.ts'
import {
  channelToPersons,
  checkBrowser,
  forgetBrowsers,
  keepBrowser,
  keepMail,
  keepPreferences,
  mailAddress,
  newMailCode,
  readPreferences,
  takeMailCode,
  takeMailTurn,
} from './preference-service.ts'
import { reachOf } from './reach.ts'
import { replaySince } from './spread.ts'
import { sendTest, shortError } from './testing-send.ts'

const administrators = { roles: ['administrator'] } as const

const keepingOf = ({
  tenantId,
  secrets,
  eventActor,
  actor,
  clock,
  origin,
}: RequestContext & { actor: Actor }): Keeping => ({
  ...{ tenantId, secrets, at: clock.now(), origin },
  by: { ...eventActor, personId: actor.personId },
})

const adminRoutes: readonly Route[] = [
  route(contract.listChannels, {
    access: administrators,
    handle: async ({ read, tenantId, secrets, clock }) => ({
      channels: await read((tx) => channelsOf(tx, tenantId, secrets, clock.now())),
    }),
  }),
  route(contract.makeChannel, {
    access: administrators,
    handle: async (context) => {
      const { kind, ...asked } = context.body
      await checkAsked(kind, asked, null)
      return context.sealedCommand((tx) => makeChannel(tx, keepingOf(context), kind, asked))
    },
  }),
  route(contract.changeChannel, {
    access: administrators,
    handle: async (context) => {
      const { tenantId, secrets, params, body } = context
      const channel = await context.read((tx) => channelRow(tx, tenantId, params.channelId))
      await checkAsked(channel.kind, body, JSON.parse(secrets.open(channel.secret)) as SecretFields)
      return context.command(async (tx) => {
        await changeChannel(tx, keepingOf(context), params.channelId, body)
        return { done: true }
      })
    },
  }),
  route(contract.endChannel, {
    access: administrators,
    handle: (context) =>
      context.command(async (tx) => {
        await endChannel(tx, keepingOf(context), context.params.channelId)
        return { done: true }
      }),
  }),
  route(contract.testChannel, {
    access: administrators,
    perMinute: 20,
    handle: async (context) => {
      const { tenantId, secrets, clock, params, body, actor, db } = context
      const [channel, browsers] = await context.read(async (tx) => {
        const found = await channelRow(tx, tenantId, params.channelId)
        const { rows } = await sql<{ sealed: Buffer }>`select subscription_sealed as sealed from channels.browsers
          where tenant_id = ${tenantId} and person_id = ${actor.personId} order by made_at desc limit 1`.execute(tx)
        return [found, rows.map(({ sealed }) => JSON.parse(secrets.open(sealed)) as Subscription)] as const
      })
      try {
        await sendTest(channel, { secrets, at: clock.now(), to: body.to?.trim() ?? '', browsers })
      } catch (error) {
        if (error instanceof Failure) throw error
        return { sent: false, error: shortError(error) }
      }
      // It works: what waits for the channel goes at once.
      await db.tx((tx) =>
        sql`update channels.channels set failures = 0, try_at = null, last_error = null, worked_at = ${clock.now()}
          where tenant_id = ${tenantId} and id = ${params.channelId}`.execute(tx),
      )
      return { sent: true, error: null }
    },
  }),
  route(contract.replayChannel, {
    access: administrators,
    handle: (context) =>
      context.command(async (tx) => {
        const { tenantId, params, clock, eventActor } = context
        const since = new Date(context.body.since)
        const channel = await channelRow(tx, tenantId, params.channelId)
        const at = clock.now()
        const count = await replaySince(tx, { tenantId, channelId: channel.id, since, at })
        const payload: ChannelEvent = { channelId: channel.id, since: since.toISOString(), count }
        const stream = channelStream(channel.id)
        await record(tx, { tenantId, stream, type: channelEvents.replayed, at, actor: eventActor, payload })
        return { events: count }
      }),
  }),
  route(contract.listSendings, {
    access: administrators,
    handle: ({ read, tenantId, params, query }) => {
      const { offset = 0, limit = 30, state } = query
      return read((tx) => sendingsOf(tx, tenantId, params.channelId, { offset, limit, state }))
    },
  }),
]

const mailWords = {
  zh: (code: string) => ({
    title: `里仁验证码：${code}`,
    text: `验证码 ${code}，十分钟内有效。不是您本人操作，请忽略。`,
  }),
  en: (code: string) => ({
    title: `Liren code: ${code}`,
    text: `Your code is ${code}, good for ten minutes. If this was not you, ignore it.`,
  }),
}

const done = { done: true } as const

const consentingOf = ({ actor, tenantId, eventActor, lang, clock }: RequestContext & { readonly actor: Actor }) => ({
  ...{ tenantId, personId: actor.personId, by: eventActor, lang, at: clock.now() },
})

const ownRoutes: readonly Route[] = [
  route(contract.getPreferences, {
    access: 'signed-in',
    handle: ({ actor, read, secrets }) => read((tx) => readPreferences(tx, actor, secrets)),
  }),
  route(contract.savePreferences, {
    access: 'signed-in',
    handle: (context) =>
      context.command(async (tx) => {
        const { actor, body, lang, clock } = context
        // Who wants nothing outside need not agree to anything.
        if (Object.values(body.ways).some((kinds) => kinds.length > 0))
          await agreeToOutside(tx, consentingOf(context), body.consentVersion)
        await keepPreferences(tx, actor, body, { lang, at: clock.now() })
        return { done: true }
      }),
  }),
  route(contract.setMail, {
    access: 'signed-in',
    perMinute: 10,
    handle: async (context) => {
      const { actor, body, lang, clock, secrets, tenantId, db } = context
      const at = clock.now()
      const keeping = { secrets, lang, at }
      if (body.address.trim() === '') {
        await db.tx((tx) => keepMail(tx, actor, null, keeping))
        return done
      }
      const address = mailAddress(body.address)
      const channel = await context.read((tx) => channelToPersons(tx, tenantId, 'mail'))
      if (!channel)
        return fail('refused', 'channels.no_mail', { zh: '单位还没有开通邮件', en: 'The office has not set up mail' })
      const code = newMailCode()
      const message = { id: newId<'sending'>(), ...mailWords[lang](code), link: `${channel.linkBase}/inbox`, at }
      // The code is kept first: one that arrives must be good.
      await db.tx(async (tx) => {
        await agreeToOutside(tx, consentingOf(context), body.consentVersion)
        await takeMailTurn(tx, actor, keeping)
        await keepMail(tx, actor, { address, code }, keeping)
      })
      try {
        await sendMail(openChannel(channel, secrets), address, message)
      } catch {
        fail('unavailable', 'channels.mail_failed', {
          zh: '邮件没有发出去，请稍后再试',
          en: 'The mail did not go out. Try again later',
        })
      }
      return done
    },
  }),
  route(contract.confirmMail, {
    access: 'signed-in',
    perMinute: 20,
    handle: async ({ actor, body, secrets, clock, db }) => {
      // A wrong code must be counted, so the transaction ends well in any case.
      const right = await db.tx((tx) => takeMailCode(tx, actor, body.code, { secrets, at: clock.now() }))
      if (!right)
        fail('refused', 'channels.bad_code', { zh: '验证码不对或已过期', en: 'The code is wrong, or too old' })
      return done
    },
  }),
  route(contract.addBrowser, {
    access: 'signed-in',
    handle: async (context) => {
      const { actor, secrets, clock } = context
      const { consentVersion, ...subscription } = context.body
      await checkBrowser(subscription)
      return context.command(async (tx) => {
        await agreeToOutside(tx, consentingOf(context), consentVersion)
        await keepBrowser(tx, actor, subscription, { secrets, at: clock.now() })
        return { done: true }
      })
    },
  }),
  route(contract.dropBrowsers, {
    access: 'signed-in',
    handle: ({ actor, command }) =>
      command(async (tx) => {
        await forgetBrowsers(tx, actor)
        return { done: true }
      }),
  }),
  route(contract.reachOfMatter, {
    access: 'signed-in',
    handle: ({ actor, params, read, tenantId }) =>
      read(async (tx) => {
        const seen = await mattersInScope(tx, actor, [params.matterId])
        return seen.has(params.matterId) ? reachOf(tx, tenantId, params.matterId) : notFound()
      }),
  }),
]

export const routes: readonly Route[] = [...adminRoutes, ...ownRoutes]
