import type { KindCode } from '../../../modules/safety/public.ts'

/** What is said of a no: by the kind of point and the question. */
export const noWords: Partial<Record<KindCode, Readonly<Record<string, readonly string[]>>>> = {
  exit: {
    clear: ['出口被两辆电动车堵住，只能侧身过', '出口的门用铁链锁着，推不开'],
    empty: ['门后堆了纸箱和旧鞋柜', '出口旁放着一辆婴儿车和废纸板'],
    no_ebike: ['门厅里停着一辆电动车在充电'],
    signs: ['安全出口指示灯不亮', '应急灯按了没反应'],
  },
  lane: {
    clear: ['消防车通道上停了三辆小车', '通道口放了石墩，消防车进不来'],
    empty: ['通道边堆着装修垃圾', '通道上放了两个花箱'],
    signs: ['黄线磨没了，看不清'],
  },
  stairs: {
    empty: ['三楼到四楼的转角堆满纸箱', '楼道里放着旧沙发', '二楼楼梯间放了鞋架和自行车'],
    no_ebike: ['一楼楼梯下停着电动车，线从屋里拉出来'],
    signs: ['二楼应急灯不亮', '五楼疏散指示牌掉了'],
  },
  box: {
    present: ['箱里少一具灭火器', '灭火器箱被撬，里面空了'],
    pressure: ['一具灭火器指针在红区', '灭火器过了检修日期'],
    reach: ['箱子前面摆了花架，拿不到'],
  },
  gas: {
    aired: ['百叶上糊了报纸', '通风口被纸板挡住'],
    locked: ['门锁坏了，一拉就开', '里面放了扫把和旧桶'],
  },
  shed: {
    no_cable: ['有人从二楼窗户拉线下来充电'],
    sockets: ['6号充电口外壳烧焦', '两个充电口不通电'],
    extinguisher: ['车棚的灭火器不见了'],
  },
  lift: {
    label: ['检验日期过了半个月'],
    alarm: ['按了报警没人应'],
    no_ebike: ['梯控关着，有人推电动车进电梯'],
  },
}

export const skipped = ['门锁着，物业不在', '在修路，过不去', '下大雨，屋顶没上去'] as const
