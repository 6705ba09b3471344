import { defineWords } from '../../../kernel/contract/words.ts'

export const words = defineWords({
  zh: {
    version: (n: number, day: string | null) => (day ? `第 ${n} 版 · ${day}起` : `第 ${n} 版`),
    loading: '正在取同意书…',
    shown: (n: number) => `已向本人出示或读出第 ${n} 版，本人同意`,
    changed: '同意书有更新',
    changedText: (old: number, now: number) =>
      `您同意的是第 ${old} 版，现在是第 ${now} 版，需要您重新同意。在您答复之前，不会为这件事再用您的信息。`,
    agree: '同意新的内容',
    takeBack: '撤回同意',
    takeBackTitle: '撤回同意？',
    takeBackText: (what: string) => `撤回后，“${what}”就此停止，不再需要的信息会删除。撤回不影响之前已经做的事。`,
    mine: '您同意过的事项',
    agreedOn: (n: number, day: string, how: string) => `第 ${n} 版 · ${day} · ${how}`,
    hows: { self: '本人勾选', signed: '书面', spoken: '口头' },
    newer: (n: number) => `文字现已改为第 ${n} 版，不需要重新同意。`,
  },
  en: {
    version: (n, day) => (day ? `Version ${n} · since ${day}` : `Version ${n}`),
    loading: 'Fetching the text…',
    shown: (n) => `Version ${n} was shown or read out to the person, who agrees`,
    changed: 'The text you agreed to has changed',
    changedText: (old, now) =>
      `You agreed to version ${old}. It is version ${now} now, and you are asked anew. Until you answer, your data are not used for this again.`,
    agree: 'Agree to the new text',
    takeBack: 'Take consent back',
    takeBackTitle: 'Take this consent back?',
    takeBackText: (what) =>
      `“${what}” then stops, and what is no longer needed is erased. What was done before stays as it is.`,
    mine: 'What you agreed to',
    agreedOn: (n, day, how) => `Version ${n} · ${day} · ${how}`,
    hows: { self: 'ticked by you', signed: 'on paper', spoken: 'by word of mouth' },
    newer: (n) => `The wording is version ${n} by now; you need not agree again.`,
  },
})
