import { once } from 'node:events'
import { openEmbedded } from './embedded.ts'

// A process of its own for the tests: joins, says `joined`, and leaves when its input ends.
const [dataDir = ''] = process.argv.slice(2)
const embedded = await openEmbedded({ dataDir })
console.log('joined')
process.stdin.resume()
await once(process.stdin, 'end')
await embedded.leave()
console.log('left')
