import { isIPv6 } from 'node:net'

/**
 * By which a client is counted: the address itself for IPv4, also where it comes as IPv6 (`::ffff:…`); of IPv6 the first
 * 64 bits, for whoever has one address there has the whole network and may change within it at will.
 */
export function clientNetwork(ip: string): string {
  const [address = ''] = ip.split('%')
  if (!isIPv6(address)) return ip
  const mapped = /^(?:0*:)*(?:ffff:)(\d+\.\d+\.\d+\.\d+)$/i.exec(address)
  if (mapped?.[1]) return mapped[1]
  const [head = '', tail] = address.split('::')
  const parts = (text: string) => (text === '' ? [] : text.split(':'))
  const left = parts(head)
  const gap = tail === undefined ? 0 : Math.max(0, 8 - left.length - parts(tail).length - (tail.includes('.') ? 1 : 0))
  const whole = [...left, ...Array<string>(gap).fill('0'), ...parts(tail ?? '')]
  return `${whole
    .slice(0, 4)
    .map((part) => Number.parseInt(part, 16).toString(16))
    .join(':')}::/64`
}
