import { expect, it } from 'vitest'
import { commonPassword } from './common-passwords.ts'

it('knows the commonest passwords, and what people put around them', async () => {
  const common = [
    '1qaz2wsx3edc',
    'qwerty12345',
    'dragon2024!',
    'dragondragon',
    'woaini1314520',
    '@monkey1987',
    '13812345678',
  ]
  for (const one of [...common, '19870605123', '1987-06-05!!', 'kunming@2026'])
    expect(await commonPassword(one), one).toBe(true)
})

it('lets through what nobody tries first', async () => {
  const good = [
    'correct horse battery staple',
    '四个 不相干 的 词语',
    'kettle-orbit-maple-42',
    'xk3!vq9_tr7z',
    '修鞋匠爱看月亮和火车',
  ]
  for (const one of good) expect(await commonPassword(one), one).toBe(false)
})
