import { foldWidth } from './normalise.ts'
import { looksLikeName } from './person-name.ts'

/** A pasted piece of chat, cut into who and what. */
export interface ChatMessage {
  /** The first sender as the chat shows them ("3-2-501 张阿姨"), if the paste has a header. */
  readonly sender: string | undefined
  /** What was said, without headers, times, [图片], [捂脸], @ and notices of the chat itself. */
  readonly body: string
}

const date =
  '(?:\\d{4}[/.-]\\d{1,2}[/.-]\\d{1,2}|(?:\\d{4}年)?\\d{1,2}月\\d{1,2}日|\\d{1,2}[/-]\\d{1,2}|昨天|今天|前天|星期[一二三四五六日天]|周[一二三四五六日天])'
const time = '(?:凌晨|早上|清晨|上午|中午|下午|傍晚|晚上|[AP]M)? ?\\d{1,2}:\\d{2}(?::\\d{2})?(?: ?[AP]M)?'
const datedHeader = new RegExp(`^(.{1,24}?)[ :]+${date},? ?(?:${time})?$`, 'i')
const timedHeader = new RegExp(`^(.{1,12}?)[ :]+${time}$`, 'i')
const timeAlone = new RegExp(`^[-— ]*(?:${date},? ?(?:${time})?|${time})[-— ]*$`, 'i')
/** What makes a line before a time a sentence and not a name: "昨晚停电 22:30". */
const saysSomething = /[停坏漏断吵响没不又了在到就有]|^(?:昨|今|明|早|晚|上午|下午|时间)/
const nameAlone = /^(.{1,16}):$/
const nameBefore = /^「?(\p{Script=Han}{2,4}):(?=.)/u
const fieldNames =
  /地址|电话|姓名|问题|诉求|内容|时间|联系|反映|事项|情况|尊敬|您好|你好|领导|书记|主任|各位|社区|如下|原因|建议/
const notices =
  /撤回了一条消息|拍了拍|加入了群聊|以下(?:是|为)新消息|以上是打招呼的?内容|^(?:- ?){4,}$|^-{3,}$|的聊天记录$/
const stickers = /\[[\p{Script=Han}A-Za-z ]{1,8}\]/gu
const mention = /@[^\s@]{1,20}(?:[\s\u2005]|$)/g

/** Who is named by a line that is a header; undefined if the line was said. `last`: nothing follows it. */
function senderOf(line: string, last: boolean): string | undefined {
  const dated = datedHeader.exec(line)?.[1]
  if (dated !== undefined && !timeAlone.test(line)) return dated
  if (last) return undefined
  const timed = timedHeader.exec(line)?.[1]
  if (timed !== undefined && !saysSomething.test(timed)) return timed
  const alone = nameAlone.exec(line)?.[1]
  return alone !== undefined && !fieldNames.test(alone) ? alone : undefined
}

/**
 * Reads what somebody copied out of WeChat (or any chat): headers in the forms of its phone and PC versions
 * ("张阿姨 2026/11/2 下午3:21", "张阿姨 15:21", "张阿姨:" over the text, "「张阿姨：…」" as a quotation) go, the words stay.
 * Text without any of this comes back as it was, but for trimmed lines.
 */
export function readChatMessage(text: string): ChatMessage {
  const lines = text.replace(/\r\n?/g, '\n').replace(mention, ' ').replace(stickers, '').split('\n')
  const written = lines.map((line) => line.replace(/[\u200b-\u200d\ufeff]/g, '').trim()).filter((line) => line !== '')
  let sender: string | undefined
  const said: string[] = []
  written.forEach((line, index) => {
    const folded = foldWidth(line)
    if (notices.test(folded) || timeAlone.test(folded)) return
    const named = senderOf(folded, index === written.length - 1)
    if (named !== undefined) {
      sender ??= named.trim()
      return
    }
    const [prefix, speaker] = nameBefore.exec(folded) ?? []
    if (prefix && speaker && looksLikeName(speaker) && !fieldNames.test(speaker)) {
      sender ??= speaker
      said.push(line.slice(prefix.length).replace(/」$/, '').trim())
    } else said.push(line)
  })
  return { sender, body: said.join('\n') }
}
