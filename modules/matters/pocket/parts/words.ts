import { defineWords } from '../../../../kernel/web/words.ts'

/** What several pages of the pocket say alike. */
export const words = defineWords({
  zh: {
    left: (span: string) => `还剩 ${span}`,
    over: (span: string) => `超时 ${span}`,
    dueBy: (when: string) => `${when} 前`,
    reviewOn: (day: string) => `${day} 复核`,
    urgent: '紧急',
    rounds: (n: number) => `第 ${n} 次办理`,
    photosOf: '照片',
    signIn: '登录',
    offlineList: (when: string) => `没有网络，显示的是 ${when} 读到的内容`,
    addPhotos: '照片',
    addPhotosHint: '可以不拍。照片里的位置和拍摄信息会自动去掉。',
    photosLeft: '还有照片正在上传，请稍等',
    kept: '您填的内容都还在。',
    waiting: '已存下，待发送',
  },
  en: {
    left: (span) => `${span} left`,
    over: (span) => `${span} overdue`,
    dueBy: (when) => `by ${when}`,
    reviewOn: (day) => `review on ${day}`,
    urgent: 'Urgent',
    rounds: (n) => `Round ${n}`,
    photosOf: 'Photos',
    signIn: 'Sign in',
    offlineList: (when) => `No network. This is what was read at ${when}`,
    addPhotos: 'Photos',
    addPhotosHint: 'Not needed. Position and camera data are removed from every photo.',
    photosLeft: 'A photo is still being sent. Please wait a moment',
    kept: 'What you filled in is still here.',
    waiting: 'Kept, waiting to be sent',
  },
})
