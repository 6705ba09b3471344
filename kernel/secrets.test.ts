import { expect, it } from 'vitest'
import { openSecrets } from './secrets.ts'

it.each(['aes', 'sm'] as const)('%s: the same text is sealed differently each time, and opens again', (cipher) => {
  const secrets = openSecrets(Buffer.alloc(32, 7), cipher)
  // More than one filling of the random bytes that are kept ready.
  const sealed = Array.from({ length: 1500 }, () => secrets.seal('王秀兰'))
  expect(new Set(sealed.map((one) => one.subarray(1, cipher === 'aes' ? 13 : 17).toString('hex'))).size).toBe(1500)
  expect(sealed.every((one) => secrets.open(one) === '王秀兰')).toBe(true)
})
