export { type DigestLine, digest, type NewDigest, type NewNotice, notify } from './notice-store.ts'
