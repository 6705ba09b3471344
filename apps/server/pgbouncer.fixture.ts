import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chown, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { accountFor } from '../../kernel/db/embedded/account.ts'
import { freePort } from '../../tests/faults/programs.fixture.ts'

/** The program: LIREN_PGBOUNCER, else where Linux keeps it; null: there is none on this machine. */
export const pgbouncer: string | null =
  process.env.LIREN_PGBOUNCER ??
  [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin']
    .map((folder) => join(folder, 'pgbouncer'))
    .find((file) => existsSync(file)) ??
  null

/** `1.18.0` as a number, 1.18. */
export const pgbouncerVersion = (program: string): number =>
  Number(/PgBouncer (\d+\.\d+)/.exec(execFileSync(program, ['--version'], { encoding: 'utf8' }))?.[1] ?? 0)

export interface RunningPooler {
  readonly url: string
  stop(): Promise<void>
}

export interface PoolerOptions {
  /** PostgreSQL itself. */
  readonly databaseUrl: string
  /** Who may come in, with passwords. */
  readonly users: readonly { readonly role: string; readonly password: string }[]
  /** Connections to PostgreSQL that each of them shares. */
  readonly connections: number
}

/** PgBouncer in transaction mode as docs/scale.md sets it up, before a PostgreSQL on this machine. */
export async function startPgbouncer(program: string, options: PoolerOptions): Promise<RunningPooler> {
  const { databaseUrl, users, connections } = options
  const { pathname, socket, host, port: databasePort } = partsOf(databaseUrl)
  // Neither PostgreSQL nor PgBouncer runs as root; who owns the cluster's socket can reach it.
  const account = await accountFor(socket ?? '')
  const folder = await mkdtemp(join(tmpdir(), 'liren-pooler-'))
  const port = await freePort()
  const target = socket === null ? `host=${host} port=${databasePort}` : `host=${account ? '/proc/self/cwd' : socket}`
  const file = (name: string) => join(folder, name)
  await writeFile(file('users.txt'), users.map(({ role, password }) => `"${role}" "${password}"\n`).join(''))
  await writeFile(
    file('pgbouncer.ini'),
    `[databases]
* = ${target}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = scram-sha-256
auth_file = ${file('users.txt')}
pool_mode = transaction
default_pool_size = ${connections}
max_client_conn = 500
${pgbouncerVersion(program) >= 1.21 ? 'max_prepared_statements = 400' : ''}
`,
  )
  if (account)
    for (const path of [folder, file('users.txt'), file('pgbouncer.ini')]) await chown(path, account.uid, account.gid)
  const child = spawn(program, ['-q', file('pgbouncer.ini')], {
    // Our own folders may be closed to that account: it stands in the cluster's.
    ...(socket === null ? {} : { cwd: socket }),
    ...account,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  await listening(child, port)
  const [{ role, password } = { role: '', password: '' }] = users
  return {
    url: `postgresql://${role}:${password}@127.0.0.1:${port}${pathname}`,
    stop: async () => {
      const ended = new Promise((done) => child.once('exit', done))
      // At once: SIGINT would wait for whoever is still connected.
      if (child.exitCode === null && child.kill('SIGTERM')) await ended
      await rm(folder, { recursive: true, force: true })
    },
  }
}

function partsOf(url: string) {
  const query = new URLSearchParams(url.split('?')[1])
  const { pathname, hostname, port } = new URL(url.replace('@/', '@localhost/'))
  return { pathname, socket: query.get('host'), host: hostname, port: port || '5432' }
}

async function listening(child: ChildProcess, port: number): Promise<void> {
  let said = ''
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (said += text))
  for (;;) {
    if (child.exitCode !== null) throw new Error(`PgBouncer ended: ${said}`)
    const open = await new Promise<boolean>((done) => {
      const socket = connect(port, '127.0.0.1', () => done(true)).once('error', () => done(false))
      socket.once('connect', () => socket.end())
    })
    if (open) return
    await pause(50)
  }
}
