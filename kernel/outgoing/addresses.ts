import { lookup } from 'node:dns/promises'
import { BlockList, isIP } from 'node:net'
import { networkInterfaces } from 'node:os'
import { fail } from '../contract/errors.ts'

/** An address of the internet that may be called, as it was found at this moment. */
export interface OutsideAddress {
  readonly address: string
  readonly family: 4 | 6
}

const closed4 = [
  ...['0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12'],
  ...['192.0.0.0/24', '192.0.2.0/24', '192.88.99.0/24', '192.168.0.0/16', '198.18.0.0/15', '198.51.100.0/24'],
  ...['203.0.113.0/24', '224.0.0.0/4', '240.0.0.0/4'],
]
/** Of the sixth version only what is handed out to the world is open (2000::/3), without what wraps the fourth. */
const closed6 = ['::/3', '4000::/2', '8000::/1', '2001::/23', '2001:db8::/32', '2002::/16']

function listOf(networks: readonly string[]): BlockList {
  const list = new BlockList()
  for (const network of networks) {
    const [address = '', bits] = network.split('/')
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4'
    if (isIP(address) === 0) throw new Error(`LIREN_PRIVATE_RECEIVERS: ${network} is not an address or a network`)
    if (bits === undefined) list.addAddress(address, family)
    else list.addSubnet(address, Number(bits), family)
  }
  return list
}

// A list holds the fourth version's addresses also as the sixth writes them, so the two stand apart.
const closed = { ipv4: listOf(closed4), ipv6: listOf(closed6) }

/**
 * Whether nothing that a person typed may be sent there: networks that are not the internet's, and this machine's own
 * addresses. LIREN_PRIVATE_RECEIVERS (addresses or networks, separated by commas) opens some of them: a mail server in
 * the office's own network.
 */
export function isClosed(address: string, opened = process.env['LIREN_PRIVATE_RECEIVERS'] ?? ''): boolean {
  const family = isIP(address) === 6 ? 'ipv6' : 'ipv4'
  if (isIP(address) === 0) return true
  const open = listOf(opened.split(',').flatMap((one) => one.trim() || []))
  if (open.check(address, family)) return false
  const own = Object.values(networkInterfaces()).flatMap((all) => (all ?? []).map((one) => one.address))
  return closed[family].check(address, family) || own.includes(address)
}

/**
 * Where a host that a person typed is now. What is found is what must be called: asked again, a name may say something else.
 * Throws a Failure where nothing is found, or where any of its addresses is closed.
 */
export async function outsideAddress(host: string): Promise<OutsideAddress> {
  const bare = host.replace(/^\[(.*)\]$/, '$1')
  const found = isIP(bare) ? [{ address: bare, family: isIP(bare) }] : await lookup(bare, { all: true }).catch(() => [])
  const [first] = found
  if (!first) return fail('refused', 'outgoing.no_such_host', { zh: '找不到这个主机', en: 'There is no such host' })
  if (found.some(({ address }) => isClosed(address)))
    fail('refused', 'outgoing.closed_address', {
      zh: '这个地址在内部网络，不能使用',
      en: 'That address is inside a private network and cannot be used',
    })
  return { address: first.address, family: first.family === 6 ? 6 : 4 }
}
