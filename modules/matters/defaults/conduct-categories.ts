import { type DefaultCategory, flatten, group, leaf } from './category-node.ts'

const service = group('办事与服务', 'Service', [
  group('办事效率', 'Speed', [
    leaf('拖延推诿', 'Delay and passing on', '拖延 推诿 踢皮球 久拖不决 不作为'),
    leaf('反复要材料', 'Asking for papers again and again', '材料 反复 多跑 一次性告知'),
  ]),
  group('服务态度', 'Manner', [leaf('态度生硬', 'Rude or cold', '态度 冷漠 生硬 横')]),
])

const fairness = group('公平与廉洁', 'Fairness and honesty', [
  group('收费与检查', 'Fees and inspections', [
    leaf('违规收费摊派', 'Unlawful fees', '收费 摊派 赞助 会费 指定中介'),
    leaf('检查扰企', 'Inspections that disturb', '检查 反复检查 随意检查 扰企'),
    leaf('处罚不当', 'Unfair penalties', '罚款 处罚 小过重罚'),
  ]),
  group('作风廉洁', 'Conduct', [
    leaf('吃拿卡要', 'Asking for favours', '吃拿卡要 好处 请客 送礼 刁难'),
    leaf('承诺不兑现', 'Broken promises', '承诺 不兑现 新官不理旧账 拖欠'),
    leaf('区别对待', 'Unequal treatment', '不公平 区别对待 地方保护 门槛'),
  ]),
])

const other = group('其他线索', 'Other leads', [group('其他', 'Other', [leaf('其他', 'Other', '线索 反映')])])

/** What a lead of an observer is about; its codes begin with `C`. */
export const conductCategories: readonly DefaultCategory[] = flatten([service, fairness, other], 'C')
