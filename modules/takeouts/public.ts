export { archiveOf, asOneInstant, type Found, type Wanted } from './archive.ts'
export type { TakeoutId } from './contract.ts'
export { takeoutMade, writtenStream } from './events.ts'
export { toldOf } from './make-job.ts'
