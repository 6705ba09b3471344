import fc from 'fast-check'
import { expect, it } from 'vitest'
import { clientNetwork } from './client-network.ts'

it('counts IPv4 by its address, and IPv6 by the network that one client has', () => {
  expect(clientNetwork('203.0.113.7')).toBe('203.0.113.7')
  expect(clientNetwork('::ffff:203.0.113.7')).toBe('203.0.113.7')
  expect(clientNetwork('2001:db8::1')).toBe('2001:db8:0:0::/64')
  expect(clientNetwork('2001:0DB8:0:0:1:2:3:4')).toBe('2001:db8:0:0::/64')
  expect(clientNetwork('fe80::1%eth0')).toBe('fe80:0:0:0::/64')
  expect(clientNetwork('::1')).toBe('0:0:0:0::/64')
})

it('gives one name to a network however its addresses are written, and another to another', () => {
  const part = fc.integer({ min: 0, max: 0xffff })
  const eight = fc.tuple(part, part, part, part, part, part, part, part)
  fc.assert(
    fc.property(eight, eight, (a, b) => {
      const plain = (parts: readonly number[]) => parts.map((one) => one.toString(16)).join(':')
      const padded = (parts: readonly number[]) => parts.map((one) => one.toString(16).padStart(4, '0')).join(':')
      expect(clientNetwork(padded(a))).toBe(clientNetwork(plain(a)))
      expect(clientNetwork(plain([...a.slice(0, 4), ...b.slice(4)]))).toBe(clientNetwork(plain(a)))
      if (a.slice(0, 4).join() !== b.slice(0, 4).join())
        expect(clientNetwork(plain(a))).not.toBe(clientNetwork(plain(b)))
    }),
  )
})
