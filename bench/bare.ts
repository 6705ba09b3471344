// The floor of `bench -- start`: a server that does nothing but ask PostgreSQL, with nothing but node:http and pg.
import { createServer } from 'node:http'
import pg from 'pg'

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL })
const server = createServer(async (_request, response) => {
  const { rows } = await pool.query<{ now: Date }>('select now()')
  response.end(JSON.stringify(rows[0]))
})
await pool.query('select 1')
server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  process.stdout.write(`ready http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}\n`)
})
process.once('SIGINT', () => process.exit(0))
