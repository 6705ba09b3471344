import { type ErrorCode, Failure } from '../contract/errors.ts'
import type { Words } from '../contract/words.ts'

const faults = {
  'pictures.not_a_picture': {
    code: 'refused',
    words: {
      zh: '这个文件不是照片。请选择 JPG、PNG、WebP 或 GIF 图片',
      en: 'This file is not a picture. Please choose a JPG, PNG, WebP or GIF',
    },
  },
  'pictures.heic': {
    code: 'refused',
    words: {
      zh: '这是 HEIC 照片，暂不能读取。苹果手机请在「设置-相机-格式」选「兼容性最佳」，或先截图再上传',
      en: 'HEIC photos cannot be read yet. On an iPhone choose "Most Compatible" under Settings, Camera, Formats, or send a screenshot',
    },
  },
  'pictures.damaged': {
    code: 'refused',
    words: {
      zh: '照片不完整或已损坏，没有保存。请重新拍摄或重新选择',
      en: 'The picture is cut short or damaged and was not kept. Please take or choose it again',
    },
  },
  'pictures.too_heavy': {
    code: 'too_large',
    words: { zh: '照片超过 15 MB。请缩小后再上传', en: 'The picture is larger than 15 MB. Please make it smaller' },
  },
  'pictures.too_many_pixels': {
    code: 'too_large',
    words: {
      zh: '照片超过 4000 万像素。请缩小后再上传',
      en: 'The picture has more than 40 megapixels. Please make it smaller',
    },
  },
} as const satisfies Record<string, { code: ErrorCode; words: Words }>

export type PictureReason = keyof typeof faults

/** Why a picture was not kept; `words` tell the person what to do next. */
export class PictureError extends Failure {
  declare readonly reason: PictureReason

  constructor(reason: PictureReason) {
    super(faults[reason].code, reason, faults[reason].words)
    this.name = 'PictureError'
  }
}
