import { SaxesParser } from 'saxes'
import type { MatterApp } from '../matters/matter-app.fixture.ts'
import { makeKey } from './contract.ts'

export interface HttpAnswer {
  readonly status: number
  readonly type: string
  readonly text: string
}

export const base = '/open311/v2'

/** As a program asks that knows nothing of ours: no session, no header of our own. */
export async function ask(app: MatterApp, path: string, headers: Record<string, string> = {}): Promise<HttpAnswer> {
  const { statusCode, headers: got, body } = await app.server.inject({ method: 'GET', url: base + path, headers })
  return { status: statusCode, type: String(got['content-type']), text: body }
}

/** A form as clients send it. */
export async function send(
  app: MatterApp,
  path: string,
  fields: Record<string, string> | [string, string][],
): Promise<HttpAnswer> {
  const answer = await app.server.inject({
    method: 'POST',
    url: base + path,
    headers: { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' },
    payload: new URLSearchParams(fields).toString(),
  })
  return { status: answer.statusCode, type: String(answer.headers['content-type']), text: answer.body }
}

export const aKey = async (app: MatterApp, perMinute = 600): Promise<string> =>
  (await app.signInAs('administrator').call(makeKey, { body: { name: '盘龙随手拍', perMinute } })).key

/** An element as a reader sees it: its text, or its children. */
export interface Element {
  readonly name: string
  readonly text: string
  readonly children: readonly Element[]
}

/** Reads XML strictly: anything that is not well formed throws. */
export function parse(xml: string): Element {
  const root = { name: '', text: '', children: [] as Element[] }
  const open = [root]
  const parser = new SaxesParser()
  parser.on('opentag', ({ name }) => {
    const element = { name, text: '', children: [] }
    open.at(-1)?.children.push(element)
    open.push(element)
  })
  parser.on('text', (text) => {
    const at = open.at(-1)
    if (at) at.text += text
  })
  parser.on('closetag', () => void open.pop())
  parser.on('error', (error) => {
    throw error
  })
  parser.write(xml).close()
  const first = root.children[0]
  if (!first) throw new Error('no element')
  return first
}

/** The fields of an element by name. */
export const fieldsOf = (element: Element): Record<string, string> =>
  Object.fromEntries(element.children.map(({ name, text }) => [name, text]))
