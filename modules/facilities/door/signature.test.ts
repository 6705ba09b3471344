import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { inProject } from '../../../kernel/root.ts'
import { signatureOf } from './signature.ts'

it('the example of docs/device-door.md is signed as it says', () => {
  const page = readFileSync(inProject('docs/device-door.md'), 'utf8')
  const value = (name: string) => new RegExp(`^${name}='?([^'\\n]+)'?$`, 'm').exec(page)?.[1] ?? ''
  const body = Buffer.from(value('body'))
  const signed = signatureOf(value('secret'), Number(value('timestamp')), value('nonce'), body).toString('hex')
  expect([...page.matchAll(/[0-9a-f]{64}/g)].map(([all]) => all)).toEqual([signed, signed])
})
