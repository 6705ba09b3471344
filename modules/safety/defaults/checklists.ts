import type { Words } from '../../../kernel/contract/words.ts'
import type { Checklist, Item, Level } from '../checklist.ts'
import type { ChecklistCode } from '../kinds.ts'

const words = (zh: string, en: string): Words => ({ zh, en })

const item = (
  code: string,
  [zh, en]: readonly [string, string],
  [judgeZh, judgeEn]: readonly [string, string],
  [category, level, days]: readonly [string, Level, number],
): Item => ({ code, question: words(zh, en), judge: words(judgeZh, judgeEn), category, level, days })

const blocked = ['070202', 'major', 0] as const
const stored = ['070201', 'ordinary', 3] as const
const broken = ['070203', 'ordinary', 7] as const

/**
 * The first version of each checklist. The days are our own first proposal; the street may write another version.
 * 消防法 28: nothing may block, narrow or close passages, exits and fire lanes, or be stored there; 16: equipment is kept
 * in working order. 高层民用建筑消防安全管理规定 37: no electric bikes in halls, corridors, stairs and exits.
 */
export const defaultChecklists: Readonly<Record<ChecklistCode, Checklist>> = {
  passage: {
    version: 1,
    source: '《消防法》第二十八条；《高层民用建筑消防安全管理规定》第三十七条',
    items: [
      item(
        'clear',
        ['通道畅通，没有堵塞或封闭', 'The way is free: nothing blocks or closes it'],
        [
          '能不搬任何东西走到底；门能从里面推开',
          'One walks through without moving anything; the door opens from inside',
        ],
        blocked,
      ),
      item(
        'empty',
        ['没有堆放杂物', 'Nothing is stored there'],
        ['鞋柜、纸箱、自行车都算', 'Shoe racks, boxes and bicycles count'],
        stored,
      ),
      item(
        'no_ebike',
        ['没有停放电动车或充电', 'No electric bike stands or charges there'],
        ['门厅、走道、楼梯间、出口都不行', 'Not in halls, corridors, stairs or exits'],
        ['070102', 'major', 0],
      ),
      item(
        'signs',
        ['疏散指示和应急灯完好', 'Signs and emergency lamps work'],
        ['按测试钮，灯亮', 'Press the test button: it lights'],
        broken,
      ),
    ],
  },
  equipment: {
    version: 1,
    source: '《消防法》第十六条、第二十八条',
    items: [
      item(
        'present',
        ['灭火器在位，数量对', 'The extinguishers are there, all of them'],
        ['箱上写几具就有几具', 'As many as the box says'],
        broken,
      ),
      item(
        'pressure',
        ['压力指针在绿区，没有过期', 'The gauge is in the green, not past its date'],
        ['看指针和检修标签', 'Look at the gauge and the label'],
        broken,
      ),
      item('reach', ['没有被遮挡', 'Nothing stands before it'], ['伸手能拿到', 'Within reach of a hand'], stored),
    ],
  },
  gas: {
    version: 1,
    source: '《城镇燃气管理条例》第二十八条',
    items: [
      item(
        'no_smell',
        ['没有燃气味', 'No smell of gas'],
        ['有味立即撤离，拨打燃气抢修电话', 'If it smells: leave at once and call the gas company'],
        ['020301', 'major', 0],
      ),
      item(
        'aired',
        ['通风口没有堵住', 'The vents are free'],
        ['百叶没有糊纸、堆物', 'No paper or goods over the louvres'],
        ['070201', 'ordinary', 1],
      ),
      item(
        'locked',
        ['门锁好，无人居住或堆物', 'Locked; nobody lives there, nothing is stored'],
        ['看门锁和室内', 'Look at the lock and inside'],
        ['070201', 'ordinary', 1],
      ),
    ],
  },
  ebike: {
    version: 1,
    source: '《高层民用建筑消防安全管理规定》第三十七条、第三十八条',
    items: [
      item(
        'no_cable',
        ['没有飞线充电', 'No cable from a window'],
        ['没有从窗户、插线板拉出的线', 'None from a window or an extension socket'],
        ['070101', 'major', 0],
      ),
      item(
        'sockets',
        ['充电口完好，没有烧焦', 'The sockets are whole, not scorched'],
        ['看外壳和指示灯', 'Look at the case and the lamp'],
        ['070103', 'ordinary', 3],
      ),
      item(
        'extinguisher',
        ['灭火器在位', 'An extinguisher is there'],
        ['指针在绿区', 'Its gauge in the green'],
        broken,
      ),
    ],
  },
  lift: {
    version: 1,
    source: '《特种设备安全法》第四十三条、第四十五条',
    items: [
      item(
        'label',
        ['使用标志在有效期内', 'The label of use is valid'],
        ['看下次检验日期', 'Look at the date of the next inspection'],
        ['010302', 'ordinary', 7],
      ),
      item(
        'alarm',
        ['报警按钮有人应答', 'Somebody answers the alarm button'],
        ['按一下，等人应答', 'Press it and wait'],
        ['010302', 'major', 1],
      ),
      item(
        'no_ebike',
        ['没有电动车进电梯', 'No electric bikes in the lift'],
        ['看阻止装置是否在用', 'See whether the barrier is in use'],
        ['070102', 'ordinary', 1],
      ),
    ],
  },
  works: {
    version: 1,
    source: '《建设工程安全生产管理条例》第二十八条',
    items: [
      item(
        'fenced',
        ['围挡和警示标志完好', 'Fence and warning signs are whole'],
        ['坑、沟、洞口都围住', 'Every pit, ditch and hole is fenced'],
        ['030202', 'major', 0],
      ),
      item(
        'hot_work',
        ['动火有人看护', 'Somebody watches over hot work'],
        ['旁边有灭火器和看护人', 'With an extinguisher at hand'],
        ['070203', 'major', 0],
      ),
      item(
        'way',
        ['行人有路走', 'People can walk past'],
        ['不用走到车道上', 'Without stepping into the road'],
        ['070202', 'ordinary', 1],
      ),
    ],
  },
  premises: {
    version: 1,
    source: '《消防法》第十六条、第十九条',
    items: [
      item(
        'no_sleeping',
        ['没有住人', 'Nobody sleeps there'],
        ['阁楼、里间没有床铺', 'No bed in the loft or the back room'],
        ['070201', 'major', 3],
      ),
      item(
        'exit',
        ['出口畅通，没有装防盗栏堵死', 'The exit is free, no bars close it'],
        ['能从里面打开', 'It opens from inside'],
        blocked,
      ),
      item(
        'wires',
        ['电线没有私拉乱接', 'No makeshift wiring'],
        ['没有裸线和串接的插线板', 'No bare wire, no chained sockets'],
        ['070101', 'ordinary', 3],
      ),
      item(
        'extinguisher',
        ['灭火器在位会用', 'An extinguisher, and they know its use'],
        ['请店员指一指', 'Ask them'],
        broken,
      ),
    ],
  },
}
