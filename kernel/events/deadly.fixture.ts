import { systemClock } from '../clock.ts'
import { openDb } from '../db.ts'
import { openSecrets } from '../secrets.ts'
import { deliverAll } from './deliver.ts'
import { listening } from './listening.fixture.ts'

// A worker's turn in a process of its own: `tests.deadly` ends it, as memory that runs out does.
const [url = ''] = process.argv.slice(2)
const db = openDb({ url, connections: 3 })
const subscribers = [listening('tests.deadly', () => process.kill(process.pid, 'SIGKILL')), listening('tests.sound')]
await deliverAll({ db, clock: systemClock, secrets: openSecrets(Buffer.alloc(32, 7)), careful: true }, subscribers)
await db.close()
