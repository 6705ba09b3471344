// What neighbours say, for matters in bulk; each with the category under which it is filed.
const sayings = [
  ['0101', '楼道里的灯坏了好几天,晚上回家看不见台阶,老人孩子都不方便,麻烦尽快来看看。'],
  ['0201', '家里自来水从昨晚开始水压很小,六楼基本上不来水,洗菜做饭都成问题。'],
  ['0202', '单元里三天两头跳闸,夏天空调一开就停电,请供电部门检查线路。'],
  ['0204', '下水道堵了,污水倒灌到一楼卫生间,味道特别大,请赶紧派人疏通。'],
  ['0301', '楼顶漏雨,顶层住户的天花板已经发霉脱落,雨季还没过,希望安排维修。'],
  ['0401', '垃圾桶两天没有清运,旁边堆满了,苍蝇很多,影响整个院子的环境。'],
  ['0602', '有车辆长期停在消防通道上,万一着火消防车进不来,请协调挪车。'],
  ['0801', '夜里十二点以后楼下烧烤摊还在营业,吵得睡不着,反映过几次都没有结果。'],
  ['0702', '邻居在楼梯间堆放纸箱和旧家具,过道只剩一半,存在火灾隐患。'],
  ['1001', '想咨询一下老年人高龄补贴怎么办理,需要带什么材料,去哪个窗口。'],
] as const

/** The n-th report: words that differ enough to be searched, and a category. */
export function sayingOf(n: number): { category: string; body: string } {
  const [category, body] = sayings[n % sayings.length] ?? sayings[0]
  return { category, body: `${body}我住在${(n % 9) + 1}单元${(n % 20) + 101}室,第${n}次反映。` }
}
