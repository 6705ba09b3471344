export { type DigestLine, digest, type NewDigest, type NewNotice, notify, notifyAll } from './notice-store.ts'
