import type { Actor } from '../../kernel/actor.ts'
import { fail } from '../../kernel/contract/errors.ts'
import type { Lang } from '../../kernel/contract/words.ts'
import { type BytesAnswer, type Refuse, type RequestContext, type Route, route } from '../../kernel/http/route.ts'
import { publicRecords } from '../matters/public.ts'
import { type Format, formats, many, refusals, type Told, typeOf, write } from './answers.ts'
import { askingOf, updatesSpanOf } from './asking.ts'
import * as contract from './contract.ts'
import { toldDiscovery } from './discovery.ts'
import { type Form, formInBody, formOf } from './form.ts'
import { geoJsonOf, geoJsonType } from './geo.ts'
import { endKey, type Keeping, keysOf, makeKey } from './key-service.ts'
import { openMedia } from './media.ts'
import { fileRequest, fileUpdate } from './report-service.ts'
import { requestsFor, shownRequests, toldRequests, toldUpdates } from './requests.ts'
import { servicesOf, toldDefinition, toldServices } from './services.ts'

const administrators = { roles: ['administrator'] } as const

/** In the form that the address asks for; XML where it asks for none (anchor G9). */
const refuse: Refuse = ({ status, descriptions }, path) => {
  const format: Format = /\.(geo)?json(\?|$)/.test(path) ? 'json' : 'xml'
  // The standard knows three: not found, no key, and all else.
  const told = status === 401 ? 403 : [403, 404, 429].includes(status) || status >= 500 ? status : 400
  return { status: told, bytes: write(format, refusals(told, descriptions)), type: typeOf[format] }
}

type Asked = RequestContext & { readonly params: { readonly format: string } }

/** A door that everybody may ask at. */
function answering(told: (context: Asked, query: Form) => Promise<Told>): (context: Asked) => Promise<BytesAnswer> {
  return async (context) => {
    const format = formats.find((one) => one === context.params.format) ?? noSuchFormat()
    const query = formOf(context.url.split('?').slice(1).join('?'))
    return { bytes: write(format, await told(context, query)), type: typeOf[format] }
  }
}

const noSuchFormat = (): never =>
  fail('not_found', 'open311.no_such_format', {
    zh: '只有 .xml 和 .json 两种格式',
    en: 'There are two formats, .xml and .json',
  })

const absent = (zh: string, en: string): never => fail('not_found', 'open311.absent', { zh, en })

const open = { access: 'public', perMinute: 120, refuse } as const

const readRoutes: readonly Route[] = [
  route(contract.discovery, {
    ...open,
    handle: answering(async ({ read, tenantId, lang, origin }) =>
      read((tx) => toldDiscovery(tx, tenantId, lang, origin)),
    ),
  }),
  route(contract.services, {
    ...open,
    handle: answering(async ({ read, tenantId, clock, lang }) =>
      toldServices(await read((tx) => servicesOf(tx, tenantId, clock.now())), lang),
    ),
  }),
  route(contract.serviceDefinition, {
    ...open,
    handle: (context) => {
      const { code } = context.params
      return answering(async ({ read, tenantId, clock }) => {
        const all = await read((tx) => servicesOf(tx, tenantId, clock.now()))
        const found = all.find((service) => service.code === code)
        return toldDefinition(found ?? absent(`没有 service_code ${code}`, `There is no service_code ${code}`))
      })(context)
    },
  }),
  route(contract.token, {
    ...open,
    handle: answering(async () =>
      absent('没有这个 token：上报时直接给出编号', 'There is no such token: an id is given at once'),
    ),
  }),
]

const isExtended = (query: Form): boolean => query.get('extensions') === 'true'

const list = answering(async ({ read, tenantId, clock, lang, origin }, query) => {
  const asking = askingOf(query, clock.now())
  return toldRequests(await read((tx) => requestsFor(tx, tenantId, asking)), { lang, origin }, isExtended(query))
})

/** The same as points on a map. */
async function points({ url, clock, read, tenantId, lang }: RequestContext): Promise<BytesAnswer> {
  const asking = askingOf(formOf(url.split('?').slice(1).join('?')), clock.now())
  const records = await read((tx) => requestsFor(tx, tenantId, asking))
  return { bytes: Buffer.from(JSON.stringify(geoJsonOf(records, lang))), type: geoJsonType }
}

const requestRoutes: readonly Route[] = [
  route(contract.listRequests, {
    ...open,
    handle: (context) => (context.params.format === 'geojson' ? points(context) : list(context)),
  }),
  route(contract.getRequest, {
    ...open,
    handle: (context) => {
      const { id } = context.params
      return answering(async ({ read, tenantId, lang, origin }, query) => {
        const found = await read((tx) => shownRequests(tx, tenantId, { numbers: [id], limit: 1 }))
        if (found.length === 0) absent('没有这件诉求', 'There is no such request')
        return toldRequests(found, { lang, origin }, isExtended(query))
      })(context)
    },
  }),
  route(contract.media, {
    ...open,
    handle: ({ read, tenantId, params }) => read((tx) => openMedia(tx, tenantId, params.fileId)),
  }),
  route(contract.listUpdates, {
    ...open,
    handle: answering(async ({ read, tenantId, clock, lang }, query) => {
      const changed = updatesSpanOf(query, clock.now())
      return toldUpdates(await read((tx) => publicRecords(tx, tenantId, { changed, limit: 1000 })), lang)
    }),
  }),
]

const keyed = { access: 'signed', perMinute: 600, bodyLimit: 65_536, refuse } as const

const writing = (context: Asked): Form => formInBody(context.header('content-type'), context.rawBody)

const writeRoutes: readonly Route[] = [
  route(contract.postRequest, {
    ...keyed,
    handle: answering(async (context) => {
      const form = writing(context)
      const number = await context.db.tx((tx) => fileRequest(tx, { ...context, form }))
      const value = many('request', [
        { service_request_id: number, service_notice: notice[context.lang], account_id: null },
      ])
      return { root: 'service_requests', value }
    }),
  }),
  route(contract.postUpdate, {
    ...keyed,
    handle: answering(async (context) => {
      const form = writing(context)
      const updateId = await context.db.tx((tx) => fileUpdate(tx, { ...context, form }))
      return { root: 'service_request_updates', value: many('request_update', [{ update_id: updateId }]) }
    }),
  }),
]

const notice: Readonly<Record<Lang, string>> = {
  zh: '已受理登记，可用编号查询进度',
  en: 'Taken down. Its progress can be read under this id',
}

const keepingOf = ({ tenantId, secrets, eventActor, actor, clock }: RequestContext & { actor: Actor }): Keeping => ({
  ...{ tenantId, secrets, at: clock.now() },
  by: { ...eventActor, personId: actor.personId },
})

const keyRoutes: readonly Route[] = [
  route(contract.listKeys, {
    access: administrators,
    handle: async ({ read, tenantId }) => ({ keys: await read((tx) => keysOf(tx, tenantId)) }),
  }),
  route(contract.makeKey, {
    access: administrators,
    // Not a command: its answer would be kept for retries, and the key is to be nowhere in clear.
    handle: (context) => {
      const { name, perMinute = 60 } = context.body
      return context.db.tx((tx) => makeKey(tx, keepingOf(context), { name: name.trim(), perMinute }))
    },
  }),
  route(contract.endKey, {
    access: administrators,
    handle: (context) =>
      context.command(async (tx) => {
        await endKey(tx, keepingOf(context), context.params.keyId)
        return { done: true }
      }),
  }),
]

export const routes: readonly Route[] = [...readRoutes, ...requestRoutes, ...writeRoutes, ...keyRoutes]
