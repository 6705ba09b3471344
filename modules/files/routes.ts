import { type Route, route } from '../../kernel/http/route.ts'
import { readFile, uploadFile } from './contract.ts'
import { keepUpload, openPicture } from './file-service.ts'
import { uploaderOf, uploaderWithKey } from './uploader.ts'

/** A picture never changes under its id, but who may see it can. */
const keptSeconds = 3600

export const routes: readonly Route[] = [
  route(uploadFile, {
    access: 'public',
    perMinute: 30,
    handle: async (context) => {
      const upload = await context.file()
      return keepUpload(context, context.tenantId, uploaderWithKey(context), upload)
    },
  }),
  route(readFile, {
    access: 'public',
    perMinute: 1200,
    handle: async (context) => {
      const { tenantId, actor, params, query } = context
      const uploader = uploaderOf(context)
      const picture = await openPicture(context, {
        tenantId,
        actor,
        uploader,
        receiptCode: query.receipt ?? null,
        fileId: params.fileId,
        size: query.size ?? 'full',
      })
      return { ...picture, keepFor: keptSeconds }
    },
  }),
]
