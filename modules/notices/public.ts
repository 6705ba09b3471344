export {
  type DigestLine,
  digest,
  followNotices,
  type NewDigest,
  type NewNotice,
  notify,
  type Told,
} from './notice-store.ts'
