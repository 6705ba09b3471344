/** The standard item that an idea of a topic belongs to; undefined where a renewal cannot bring it about. */
const items: Readonly<Record<string, string>> = {
  shed: 'I07',
  charging: 'I07',
  light: 'I03',
  wires: 'B13',
  drain: 'B02',
  bench: 'I10',
  drying: 'I10',
  room: 'I10',
  play: 'I10',
  ramp: 'I05',
  waste: 'B10',
  gate: 'E04',
  camera: 'B09',
  wall: 'S04',
  roof: 'B14',
  fire: 'S02',
  parking: 'I06',
  lift: 'I14',
  fitness: 'I11',
  canteen: 'E07',
  locker: 'I09',
  trees: 'I02',
}
export const itemOf = (topic: string): string | undefined => items[topic]

const words: Readonly<Record<string, string>> = {
  B02: '排水沟清掏加盖，低处加雨水口',
  B05: '路面修补和井盖找平',
  B09: '加装监控',
  B10: '垃圾投放点移位，建分类亭',
  B13: '架空线捆扎入管',
  B14: '屋面防水重做',
  E04: '大门人车分流，装智慧道闸',
  E07: '助餐点',
  I02: '树木修剪和补种',
  I03: '加装路灯，楼道换感应灯',
  I05: '单元门口坡道和扶手',
  I06: '停车位重新划线',
  I07: '车棚翻新和集中充电',
  I09: '快递柜',
  I10: '座椅、晾晒和活动角',
  I11: '健身器材更新',
  I14: '加装电梯',
  S02: '消防通道划线，消火栓维修',
  S04: '外墙空鼓和檐口松动处置',
}
export const itemWords = (code: string): string => words[code] ?? '按方案实施'

export const projectWords = (key: 'seven' | 'one', compound: string) =>
  key === 'seven'
    ? {
        title: '天祥社区七个老旧小区微提升',
        words: '去年征集金点子后，采纳最多的七个小区先改：修路、理线、补灯、添座椅和充电口，安全隐患一并处置。',
      }
    : {
        title: `${compound}微提升`,
        words: `${compound}第二批改造。施工期间有不便，请多包涵；发现问题可找居民监督员，也可在这里提问。`,
      }

/** Facilities that an item leaves behind, with how often they are looked at. */
export const facilityOf: Readonly<
  Record<
    string,
    {
      readonly kind: 'bench' | 'charging' | 'lamp' | 'gate' | 'fire' | 'ramp' | 'fitness' | 'bins' | 'camera' | 'parcel'
      readonly name: string
      readonly days: number
    }
  >
> = {
  I07: { kind: 'charging', name: '集中充电棚', days: 7 },
  I03: { kind: 'lamp', name: '庭院灯', days: 30 },
  I10: { kind: 'bench', name: '座椅', days: 90 },
  I05: { kind: 'ramp', name: '无障碍坡道', days: 90 },
  E04: { kind: 'gate', name: '大门道闸', days: 30 },
  B09: { kind: 'camera', name: '监控', days: 30 },
  B10: { kind: 'bins', name: '分类亭', days: 7 },
  S02: { kind: 'fire', name: '消火栓', days: 15 },
  I11: { kind: 'fitness', name: '健身角', days: 30 },
  I09: { kind: 'parcel', name: '快递柜', days: 90 },
}

export const surveyWords = { before: '下雨积水，晚上没灯', after: '路平了，灯也亮了' } as const
