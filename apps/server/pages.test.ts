import { existsSync, readdirSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { inProject } from '../../kernel/root.ts'
import { type EmptyApp, emptyApp } from '../../kernel/testing/app.ts'
import { addPages } from './serve.ts'

let app: EmptyApp
beforeAll(async () => {
  if (!existsSync(inProject('dist/desk/index.html')))
    throw new Error('the pages are not built: run `npm run build` first (npm test does)')
  app = await emptyApp()
  await addPages(app.server)
})
afterAll(() => app?.close())

const get = (url: string, headers: Record<string, string> = {}) =>
  app.server.inject({ method: 'GET', url, headers: { accept: '*/*', ...headers } })
const opened = (url: string) => get(url, { accept: 'text/html' })
const asset = (of: 'desk' | 'pocket') =>
  readdirSync(inProject(`dist/${of}/assets`))
    .find((name) => name.endsWith('.js.br'))
    ?.replace(/\.br$/, '') ?? ''

describe.each([
  ['desk', '/desk/'],
  ['pocket', '/'],
] as const)('the files of the %s', (of, base) => {
  it('are packed where the browser takes that, and kept for ever', async () => {
    const plain = await get(`${base}assets/${asset(of)}`)
    const packed = await get(`${base}assets/${asset(of)}`, { 'accept-encoding': 'gzip, br' })
    expect([plain.statusCode, packed.statusCode]).toEqual([200, 200])
    expect(packed.headers).toMatchObject({
      'content-encoding': 'br',
      'content-type': expect.stringContaining('javascript'),
      'cache-control': 'public, max-age=31536000, immutable',
    })
    expect(packed.rawPayload.length).toBeLessThan(plain.rawPayload.length)
  })

  it('are not sent twice: whoever has a page is told that it still stands', async () => {
    const first = await opened(base)
    expect(first.headers).toMatchObject({
      'cache-control': 'no-cache',
      'content-type': expect.stringContaining('html'),
    })
    const again = await get(base, { 'if-none-match': String(first.headers.etag) })
    expect(again.statusCode).toBe(304)
    expect((await app.server.inject({ method: 'HEAD', url: base })).statusCode).toBe(200)
  })

  it('open at each address of a page; a script that is gone stays gone', async () => {
    const page = await opened(`${base}matters/01900000-0000-7000-8000-000000000000`)
    expect(page.body).toBe((await opened(base)).body)
    expect((await get(`${base}assets/gone-0123abcd.js`)).statusCode).toBe(404)
  })

  it.each([
    `${base}..%2f..%2fpackage.json`,
    `${base}%2e%2e/%2e%2e/package.json`,
    `${base}assets/..%2f..%2f..%2fpackage.json`,
    `${base}/package.json`,
    `${base}.%00/package.json`,
  ])('are all that can be had: not %s', async (url) => {
    const answer = await get(url)
    expect(answer.statusCode === 404 || answer.statusCode === 400 || /<html/.test(answer.body), answer.body).toBe(true)
    expect(answer.body).not.toContain('"dependencies"')
  })

  it('have one name each: neither what is packed nor another spelling', async () => {
    for (const name of [`${asset(of)}.br`, asset(of).toUpperCase(), `/${asset(of)}`])
      expect((await get(`${base}assets/${name}`)).statusCode, name).toBe(404)
  })
})
