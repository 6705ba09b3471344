import type { Words } from '../../../kernel/contract/words.ts'

/** Codes that we know by name; others are shown as they come. */
const names: Readonly<Record<string, Words>> = {
  stuck_closed: { zh: '卡住打不开', en: 'Stuck closed' },
  stuck_open: { zh: '卡住关不上', en: 'Stuck open' },
  motor: { zh: '电机故障', en: 'Motor fault' },
  sensor: { zh: '感应器故障', en: 'Sensor fault' },
  reader: { zh: '读码器故障', en: 'Reader fault' },
  power: { zh: '供电异常', en: 'Power fault' },
  silent: { zh: '失去联系', en: 'No word' },
}

export const faultName = (code: string): Words => names[code] ?? { zh: `故障 ${code}`, en: `Fault ${code}` }
