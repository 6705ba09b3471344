import { createServer } from 'node:http'
import { type AddressInfo, createServer as createTcpServer } from 'node:net'
import { networkInterfaces } from 'node:os'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { isClosed, outsideAddress } from './addresses.ts'
import { outgoingUrl, sendOutside } from './request.ts'

afterEach(() => vi.unstubAllEnvs())

describe('where nothing may go that a person typed', () => {
  it('networks that are not the internet’s, in every way of writing them', async () => {
    for (const host of [
      ...['127.0.0.1', '10.1.2.3', '172.16.0.1', '172.31.255.255', '192.168.1.1', '169.254.169.254', '100.64.0.1'],
      ...['0.0.0.0', '224.0.0.1', '255.255.255.255', '::1', '::', 'fe80::1', 'fc00::1', 'ff02::1'],
      ...['::ffff:127.0.0.1', '::ffff:7f00:1', '64:ff9b::7f00:1', '2002:7f00:1::', '2001:db8::1', 'localhost'],
    ])
      await expect(outsideAddress(host), host).rejects.toMatchObject({ reason: 'outgoing.closed_address' })
    for (const url of ['http://127.1/', 'http://0x7f000001/', 'http://2130706433/', 'http://[::ffff:127.0.0.1]/'])
      await expect(outsideAddress(outgoingUrl(url).hostname), url).rejects.toMatchObject({
        reason: 'outgoing.closed_address',
      })
  })

  it('the machine’s own addresses', () => {
    for (const all of Object.values(networkInterfaces()))
      for (const { address } of all ?? []) expect(isClosed(address), address).toBe(true)
  })

  it('addresses of the internet are open, and what the environment names', () => {
    for (const address of ['1.1.1.1', '223.5.5.5', '172.32.0.1', '2400:3200::1']) expect(isClosed(address)).toBe(false)
    expect(isClosed('10.1.2.3', '10.1.0.0/16, 192.168.7.7')).toBe(false)
    expect(isClosed('10.2.2.3', '10.1.0.0/16, 192.168.7.7')).toBe(true)
    expect(() => isClosed('10.1.2.3', 'mail.example')).toThrow('LIREN_PRIVATE_RECEIVERS')
  })

  it('other ways than http, and names with passwords', () => {
    for (const url of ['file:///etc/passwd', 'gopher://x/', 'ftp://x/', 'https://a:b@example.com/', 'no address', ''])
      expect(() => outgoingUrl(url), url).toThrow()
  })
})

it('an answer in another protocol, and none, are errors; a long one is an answer, cut', async () => {
  vi.stubEnv('LIREN_PRIVATE_RECEIVERS', '127.0.0.1')
  const said = [
    'HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n',
    '',
    `HTTP/1.1 200 OK\r\ncontent-length: 200000\r\n\r\n${'a'.repeat(200_000)}`,
  ]
  const server = createTcpServer((socket) => {
    socket.on('error', () => {}).once('data', () => socket.end(said.shift() ?? ''))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const ask = () => sendOutside({ url: `http://127.0.0.1:${port}/x`, method: 'POST', headers: {}, body: '' })
  await expect(ask()).rejects.toThrow('without an answer')
  await expect(ask()).rejects.toThrow()
  const { status, body } = await ask()
  expect([status, body.length]).toEqual([200, 65_536])
  await new Promise<void>((resolve) => server.close(() => resolve()))
})

it('calls nobody inside, and waits for nobody for ever', async () => {
  const asked: string[] = []
  const server = createServer((request) => void asked.push(request.url ?? ''))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const request = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/x`,
    method: 'POST',
    headers: {},
    body: '',
    timeoutMs: 1500,
  } as const
  await expect(sendOutside(request)).rejects.toMatchObject({ reason: 'outgoing.closed_address' })
  expect(asked).toEqual([])
  vi.stubEnv('LIREN_PRIVATE_RECEIVERS', '127.0.0.1')
  await expect(sendOutside(request)).rejects.toThrow()
  expect(asked).toEqual(['/x'])
  server.closeAllConnections()
  await new Promise<void>((resolve) => server.close(() => resolve()))
})
