export {
  type DigestLine,
  digest,
  followNotices,
  type NewDigest,
  type NewNotice,
  notify,
  notifyAll,
  type Told,
} from './notice-store.ts'
