import { type Route, route } from '../../kernel/http/route.ts'
import * as contract from './contract.ts'
import { file, unitsFor } from './leads/lead-service.ts'
import { redraw, sampleOf, samplesOf } from './samples/sample-queries.ts'
import { drawNew, find, populationOf, reveal } from './samples/sample-service.ts'
import { rulesOf, saveRules } from './terms/rules.ts'
import { termKeepers } from './terms/term.ts'
import { readTerms, scopeSql, termsInForce } from './terms/term-queries.ts'
import { begin, end, extend, history, link } from './terms/term-service.ts'

const keepers = { roles: termKeepers } as const
const watchers = { roles: ['street', 'supervisor'] } as const
const inspectors = { roles: ['supervisor'] } as const

const termRoutes: readonly Route[] = [
  route(contract.listTerms, {
    access: watchers,
    handle: ({ read, actor, query, clock }) =>
      read(async (tx) => {
        const terms = (await readTerms(tx, actor, scopeSql(actor), clock.now())).map(({ view }) => view)
        const fits = (term: contract.TermView) =>
          (!query.state || term.state === query.state) && (!query.role || term.role === query.role)
        return { terms: terms.filter(fits), rules: await rulesOf(tx, actor.tenantId) }
      }),
  }),
  route(contract.beginTerm, {
    access: keepers,
    handle: ({ command, actor, eventActor, body, clock, secrets }) =>
      command((tx) => begin(tx, secrets, { actor, by: eventActor, at: clock.now() }, body)),
  }),
  route(contract.saveRules, {
    access: keepers,
    handle: ({ command, actor, eventActor, body, clock }) =>
      command(async (tx) => {
        await saveRules(tx, actor, eventActor, body, clock.now())
        return { done: true }
      }),
  }),
  route(contract.getTerm, {
    access: watchers,
    handle: ({ read, actor, eventActor, params, clock }) =>
      read((tx) => history(tx, { actor, by: eventActor, at: clock.now() }, params.termId)),
  }),
  route(contract.extendTerm, {
    access: keepers,
    handle: ({ command, actor, eventActor, params, body, clock }) =>
      command((tx) => extend(tx, { actor, by: eventActor, at: clock.now() }, params.termId, body.toOn, body.why)),
  }),
  route(contract.endTerm, {
    access: keepers,
    handle: ({ command, actor, eventActor, params, body, clock }) =>
      command((tx) => end(tx, { actor, by: eventActor, at: clock.now() }, params.termId, body.why)),
  }),
  // Not a command: its kept answer would hold the secret.
  route(contract.handLink, {
    access: keepers,
    perMinute: 30,
    handle: ({ db, actor, eventActor, params, clock, secrets }) =>
      db.tx((tx) => link(tx, secrets, { actor, by: eventActor, at: clock.now() }, params.termId)),
  }),
]

const leadRoutes: readonly Route[] = [
  route(contract.myTerms, {
    access: 'signed-in',
    handle: ({ read, actor, clock }) =>
      read(async (tx) => ({ terms: (await termsInForce(tx, actor, clock.now())).map(({ view }) => view) })),
  }),
  route(contract.leadUnits, {
    access: 'signed-in',
    handle: ({ read, actor, query, clock }) => read((tx) => unitsFor(tx, actor, query.q?.trim() ?? '', clock.now())),
  }),
  route(contract.fileLead, {
    access: 'signed-in',
    perMinute: 20,
    handle: (context) => file(context, context.body),
  }),
]

const sampleRoutes: readonly Route[] = [
  route(contract.listSamples, {
    access: inspectors,
    handle: ({ read, actor }) => read(async (tx) => ({ samples: await samplesOf(tx, actor) })),
  }),
  route(contract.samplePopulation, {
    access: inspectors,
    handle: ({ read, actor, query, clock }) =>
      read(async (tx) => ({ population: (await populationOf(tx, actor, query, clock.now())).length })),
  }),
  route(contract.drawSample, {
    access: inspectors,
    perMinute: 20,
    handle: ({ command, actor, eventActor, body, clock }) =>
      command((tx) => drawNew(tx, { actor, by: eventActor, at: clock.now() }, body)),
  }),
  route(contract.getSample, {
    access: inspectors,
    handle: ({ read, secrets, actor, params, clock }) =>
      read((tx) => sampleOf(tx, secrets, actor, params.sampleId, clock.now())),
  }),
  route(contract.redrawSample, {
    access: inspectors,
    handle: ({ read, actor, params }) => read((tx) => redraw(tx, actor, params.sampleId)),
  }),
  route(contract.recordFinding, {
    access: inspectors,
    handle: ({ command, actor, eventActor, params, body, clock, lang }) =>
      command((tx) => find(tx, { actor, by: eventActor, at: clock.now() }, params, body, lang)),
  }),
  // Not a command: its kept answer would hold a phone number.
  route(contract.revealItem, {
    access: inspectors,
    perMinute: 30,
    handle: ({ db, actor, eventActor, params, body, secrets, clock }) =>
      db.tx((tx) => reveal(tx, secrets, { actor, by: eventActor, at: clock.now() }, params, body.reason)),
  }),
]

export const routes: readonly Route[] = [...termRoutes, ...leadRoutes, ...sampleRoutes]
