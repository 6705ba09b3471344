/** The commoner family names; enough to tell 张小明 from 阳光灿烂, not a register. */
const surnames = new Set(
  '王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖萧田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪' +
    '范金石廖贾夏韦付傅方白邹孟熊秦邱江尹薛闫阎段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温施牛樊葛邢安齐易乔伍庞颜倪庄聂' +
    '章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂苗谷盛曲翁冉骆蓝游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾' +
    '尤穆卓古吉缪简车连芦麦褚娄窦戚岑景费卜晏席卫米柏宗瞿桂佟臧闵苟邬卞姬仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩佘查麻苑迟邝官匡鞠' +
    '惠荆乐冀郁胥储原栗燕楚鄢劳谌奚皮粟冼蔺楼盘郜阚屠濮普刀',
)
/** What people are rather than what they are called: 我是安全员, 我是万达租户. */
const notNames = /(?:业主|居民|住户|租户|用户|群众|[员长者友们民工户])$/

const doubleSurnames = ['欧阳', '上官', '司马', '诸葛', '东方', '夏侯', '皇甫', '尉迟', '令狐', '慕容', '司徒', '端木']
const titles =
  '先生|女士|小姐|阿姨|叔叔|大爷|大妈|大叔|大姐|大哥|奶奶|爷爷|婆婆|师傅|老师|姐|哥|叔|姨|嫂|婶|老板|经理|医生'
const titled = new RegExp(`^(?:老|小)?[\\p{Script=Han}]{1,3}?(?:${titles})$`, 'u')

const startsWithSurname = (word: string): boolean =>
  doubleSurnames.some((surname) => word.startsWith(surname)) || surnames.has([...word][0] ?? '')

/** Whether a word can be what a person is called: 张小明, 欧阳明, 张阿姨, 老李, 李姐. A guess, for a draft to correct. */
export function looksLikeName(word: string): boolean {
  if (!/^\p{Script=Han}{2,5}$/u.test(word) || notNames.test(word)) return false
  const bare = word.replace(/^[老小](?=\p{Script=Han})/u, '')
  if (titled.test(word)) return startsWithSurname(bare)
  if (bare !== word) return [...bare].length === 1 && startsWithSurname(bare)
  const longest = doubleSurnames.some((surname) => word.startsWith(surname)) ? 4 : 3
  return [...word].length <= longest && startsWithSurname(word)
}

const introductions = new RegExp(
  '(?:我叫|我是|姓名|联系人|反映人|报修人|本人|称呼)(?:是|为)?[:： ]{0,2}' +
    `(\\p{Script=Han}{1,3}?(?:${titles})|\\p{Script=Han}{2,4})(?=[\\s,，。.;；、:：(（0-9]|电话|手机|住在?|家住|$)`,
  'gu',
)
const signature = /(?:^|[\n。!！~,， ])[-—]{0,4} ?(\p{Script=Han}{2,4})\s*$/u

/** The name by which the writer introduces or signs, if any: 我叫张小明, 联系人：李女士, or a name alone at the end. */
export function introducedName(text: string): string | undefined {
  for (const [, word = ''] of text.matchAll(introductions)) if (looksLikeName(word)) return word
  const [, signed = ''] = signature.exec(text) ?? []
  return looksLikeName(signed) ? signed : undefined
}
