import { Type } from 'typebox'
import { endpoint } from '../../kernel/contract/endpoint.ts'
import { idSchema } from '../../kernel/contract/ids.ts'

export const pictureSizes = ['full', 'thumb'] as const
export type PictureSize = (typeof pictureSizes)[number]

export const FileView = Type.Object({ id: idSchema<'file'>(), width: Type.Integer(), height: Type.Integer() })

/**
 * Public: takes one picture as the form field `file`; a field `id` (UUID) before it names the picture, so that a retry
 * stores it once. The picture is loose until something it belongs to takes it; loose ones live for 24 hours.
 */
export const uploadFile = endpoint({
  id: 'files.upload',
  method: 'POST',
  path: '/api/files',
  summary: { zh: '上传照片', en: 'Upload a picture' },
  consumes: 'multipart',
  response: FileView,
})

/** Public: the picture, for whoever uploaded it and whoever may see what it belongs to (`receipt`: a receipt code). */
export const readFile = endpoint({
  id: 'files.read',
  method: 'GET',
  path: '/api/files/:fileId',
  summary: { zh: '查看照片', en: 'See a picture' },
  params: Type.Object({ fileId: idSchema<'file'>() }),
  query: Type.Object({
    size: Type.Optional(Type.Union(pictureSizes.map((size) => Type.Literal(size)))),
    receipt: Type.Optional(Type.String({ minLength: 8, maxLength: 24 })),
  }),
  produces: 'bytes',
  hands: 'picture',
})
