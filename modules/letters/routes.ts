import type { Actor } from '../../kernel/actor.ts'
import { type RequestContext, type Route, route } from '../../kernel/http/route.ts'
import { outsideAddress } from '../../kernel/outgoing/addresses.ts'
import { mailFrom } from '../channels/public.ts'
import * as contract from './contract.ts'
import { dismissLetter, fileLetter, waitingLetters } from './deciding.ts'
import { faultOf, withMailbox } from './imap.ts'
import {
  changeMailbox,
  endMailbox,
  type Keeping,
  keptPassword,
  mailboxesOf,
  makeMailbox,
  pauseMailbox,
} from './mailbox-service.ts'

const administrators = { roles: ['administrator'] } as const
/** So long somebody waits who tries a mailbox. */
const tryMs = 20_000

const keepingOf = ({ tenantId, secrets, eventActor, actor, clock }: RequestContext & { actor: Actor }): Keeping => ({
  ...{ tenantId, secrets, at: clock.now() },
  by: { ...eventActor, personId: actor.personId },
})

export const routes: readonly Route[] = [
  route(contract.listMailboxes, {
    access: administrators,
    handle: ({ read, tenantId, clock }) =>
      read(async (tx) => ({
        mailboxes: await mailboxesOf(tx, tenantId, clock.now()),
        sendsReceipts: (await mailFrom(tx, tenantId)) !== null,
      })),
  }),
  route(contract.makeMailbox, {
    access: administrators,
    handle: async (context) => {
      // Asks the network, so it stands outside of the transaction.
      await outsideAddress(context.body.host)
      return context.command(async (tx) => ({ id: await makeMailbox(tx, keepingOf(context), context.body) }))
    },
  }),
  route(contract.changeMailbox, {
    access: administrators,
    handle: async (context) => {
      await outsideAddress(context.body.host)
      return context.command(async (tx) => {
        await changeMailbox(tx, keepingOf(context), context.params.mailboxId, context.body)
        return { done: true }
      })
    },
  }),
  route(contract.pauseMailbox, {
    access: administrators,
    handle: (context) =>
      context.command(async (tx) => {
        await pauseMailbox(tx, keepingOf(context), context.params.mailboxId, context.body.paused)
        return { done: true }
      }),
  }),
  route(contract.endMailbox, {
    access: administrators,
    handle: (context) =>
      context.command(async (tx) => {
        await endMailbox(tx, keepingOf(context), context.params.mailboxId)
        return { done: true }
      }),
  }),
  route(contract.tryMailbox, {
    access: administrators,
    perMinute: 20,
    handle: async (context) => {
      const { mailboxId, password: typed, ...server } = context.body
      const password =
        typed ?? (mailboxId ? await context.read((tx) => keptPassword(tx, context, mailboxId, server)) : '')
      try {
        const letters = await withMailbox({ ...server, password }, tryMs, async (box) => box.letters)
        return { fault: null, letters }
      } catch (error) {
        return { fault: faultOf(error), letters: 0 }
      }
    },
  }),
  route(contract.listLetters, {
    access: administrators,
    handle: (context) => context.read((tx) => waitingLetters(tx, context, context.query.page ?? 1)),
  }),
  route(contract.fileLetter, {
    access: administrators,
    handle: (context) =>
      context.command(async (tx) => ({
        matterId: await fileLetter(tx, context, keepingOf(context), context.params.letterId),
      })),
  }),
  route(contract.dismissLetter, {
    access: administrators,
    handle: (context) =>
      context.command(async (tx) => {
        await dismissLetter(tx, keepingOf(context), context.params.letterId)
        return { done: true }
      }),
  }),
]
