import { type CategorySuggestion, type CategoryWords, suggestCategory } from './category.ts'
import { readChatMessage } from './chat-message.ts'
import { type DoorNumber, doorNumber, withoutRooms } from './door-number.ts'
import { maskInText } from './masking.ts'
import { introducedName, looksLikeName } from './person-name.ts'
import { findPhones } from './phones.ts'
import { matchPlaces, type PlaceCandidate, type PlaceName } from './place-match.ts'

/** What a pasted message gives for the form of a report. Everything is a guess to be corrected by whoever types. */
export interface MessageDraft {
  /** Digits only; a mobile before a landline. */
  readonly phone?: string
  readonly name?: string
  readonly places: readonly PlaceCandidate[]
  readonly door: DoorNumber
  readonly categories: readonly CategorySuggestion[]
  /** The first clause without greetings, phones and rooms, at most `longestTitle` wide; '' if nothing was said. */
  readonly title: string
  /** What was said, without the chat's own headers and signs; phones and rooms are still in it. */
  readonly body: string
  /** The writer asks not to be named. */
  readonly anonymousWish: boolean
  /** Words that may mean danger to life: a reason to call 110, 119 or 120 at once. */
  readonly urgentWords: readonly string[]
}

/** As wide as this many Chinese characters; letters, digits and spaces are half as wide. */
export const longestTitle = 30

const half = /[\u0020-\u024f]/

/** How wide a text is, in Chinese characters. */
export const widthOf = (text: string): number =>
  [...text].reduce((width, sign) => width + (half.test(sign) ? 0.5 : 1), 0)

const anonymity =
  /匿名|保密|不(?:要|想|愿|能|便)(?:意|让)?[^,，。;；\n]{0,6}(?:说是我|透露|泄露|暴露|公开|告诉|留名|实名|知道是我)|别[^,，。;；\n]{0,4}(?:说是我|透露|暴露|泄露|告诉.{0,4}是我)/

const urgent =
  /(?:燃气|煤气|天然气|液化气)[^,，。;；\n]{0,4}(?:泄漏|泄露|漏气|味)|漏煤气|着火|起火|失火|冒烟|冒火花?|爆炸|漏电|触电|被困|困在?(?:电梯|里面)|关在电梯|电梯[^,，。;；\n]{0,4}(?:困人|关人|坠)|爆管|倒塌|坍塌|塌陷|坠楼|跳楼|轻生|自杀|昏迷|昏倒|晕倒|溺水|落水|中毒|流血|受伤|摔伤|骨折|打架|斗殴|持刀|砍人|家暴|走失|走丢/g
/** Told as a worry or a denial, not as a fact: 怕着火, 没有受伤, 容易触电, 防止坠落. */
const notNow = /(?:没有?|未|无|不会|怕|担心|以免|避免|防止?|预防|容易|可能|万一|隐患|存在|禁止)[^,，。;；\n]{0,3}$/

/** The dangers that a text tells as a fact, each once, in the order told. */
export function urgentWordsIn(text: string): string[] {
  const found = [...text.matchAll(urgent)].filter(
    ({ index }) => !notNow.test(text.slice(Math.max(0, index - 8), index)),
  )
  return [...new Set(found.map(([word]) => word))]
}

const greetings =
  /^(?:\p{Script=Han}{0,8}(?:您好|你好|大家好|早上好|上午好|中午好|下午好|晚上好)[呀啊哈]?|(?:各位|大家|领导|书记|主任|老师|邻居|师傅|网格员|物业|社区|小\p{Script=Han})们?好(?=[\s,，:：!！。.~])|尊敬的[^,，:：!！。\n]{1,12}|各位(?:领导|老师|邻居|书记)|(?:领导|书记|主任|网格员|物业|师傅|老师)们?(?=[,，:：!！。\s~])|在吗|hi|hello|打扰(?:一下|了)?|不好意思|麻烦(?:问|反映|你们|您|帮忙)?(?:一下|下)?|请问(?:一下|下)?|(?:我|本人)?(?:想|要)?(?:向[^,，]{1,8})?(?:反映|反应|咨询|投诉|问)(?:一下|下|个(?:事|问题|情况))(?:情况|问题)?|那个)[\s,，:：!！。.~、?？]*/iu
const introductions =
  /^(?:我(?:是|叫|住在?|家住?在?)|家?住在?|本人(?:是|叫|住)?|联系人|姓名|电话|手机|联系电话|地址)[^,，。;；!！\n]{0,24}(?:[,，。;；!！\n]+|$)\s*/u

/** What a form or a habit puts before the matter itself. */
const labels = /^(?:问题|诉求|内容|事项|情况|反映|标题)(?:描述|内容|如下)?[:：]\s*/
const phoneLabel = /(?:联系)?(?:电话|手机|方式|号码)?(?:是|为)?[\s:：,，]*$/

function withoutPhones(text: string): string {
  let [kept, from] = ['', 0]
  for (const { start, end } of findPhones(text)) {
    kept += text.slice(from, start).replace(phoneLabel, '')
    from = end
  }
  return kept + text.slice(from)
}

function withoutOpenings(text: string): string {
  let rest = text.trim()
  // nobody greets more than a few times; a bound keeps a pasted novel of greetings cheap
  for (let round = 0; round < 8; round++) {
    rest = rest.replace(greetings, '').replace(labels, '').trimStart()
    // who is speaking is not what it is about, unless nothing else was said
    const told = rest.replace(introductions, '')
    if ([...told].length >= 4) rest = told
  }
  return rest
}

/** The beginning of a text, at most so wide. */
function headOf(text: string, width: number): string {
  let [head, wide] = ['', 0]
  for (const sign of text) {
    wide += widthOf(sign)
    if (wide > width) break
    head += sign
  }
  return head
}

/** Not wider than a title may be: cut at a comma where one is near, and never inside an English word. */
function shortened(clause: string): string {
  if (widthOf(clause) <= longestTitle) return clause
  const signs = [...headOf(clause, longestTitle + 1)]
  const comma = signs.findLastIndex((sign) => /[,，、]/.test(sign))
  if (comma >= 6 && widthOf(signs.slice(0, comma).join('')) <= longestTitle) return signs.slice(0, comma).join('')
  const head = headOf(clause, longestTitle - 1)
  const cutsWord = /\w$/.test(head) && /^\w/.test(clause.slice(head.length))
  return `${(cutsWord ? head.replace(/\s+\S*$/, '') : head).trimEnd()}…`
}

/** A title made of what was said: the first clause that says something, without greetings, phones and rooms. */
export function titleOf(body: string): string {
  const rest = maskInText(withoutRooms(withoutOpenings(withoutPhones(body))))
  const clauses = rest.split(/[。！？!?；;\n]+/).map((clause) => clause.replace(/^[\s,，、:：]+|[\s,，、:：]+$/g, ''))
  const telling = clauses.filter((clause) => [...clause.replace(introductions, '')].length >= 2)
  // 我家楼上漏水 begins like an introduction: better than no title at all.
  const first = telling[0] ?? clauses.find((clause) => [...clause].length >= 2) ?? ''
  const both = [first, telling[1]].filter(Boolean).join('，')
  return shortened([...first].length < 6 && widthOf(both) <= longestTitle ? both : first)
}

/** The sender's name, if it looks like one once the door number (3-2-501 张阿姨) is taken off. */
function nameFrom(sender: string | undefined): string | undefined {
  const word = sender
    ?.replace(/[^\p{Script=Han}]/gu, ' ')
    .split(' ')
    .findLast(looksLikeName)
  return word
}

/**
 * Turns a pasted message into a draft report. Places and categories are those that the reader may use; see matchPlaces
 * and suggestCategory for how they are ranked. The chat's header counts too: neighbours carry their door number there.
 */
export function draftFromMessage(
  message: string,
  known: { readonly places: readonly PlaceName[]; readonly categories: readonly CategoryWords[] },
): MessageDraft {
  const { sender, body } = readChatMessage(message)
  const phones = findPhones(body)
  const phone = (phones.find(({ kind }) => kind === 'mobile') ?? phones[0])?.number
  const name = introducedName(body) ?? nameFrom(sender)
  const door = { ...doorNumber(sender ?? ''), ...doorNumber(body) }
  return {
    ...(phone && { phone }),
    ...(name && { name }),
    places: matchPlaces(`${body}\n${sender ?? ''}`, known.places, door),
    door,
    categories: suggestCategory(body, known.categories),
    title: titleOf(body),
    body,
    anonymousWish: anonymity.test(body),
    urgentWords: urgentWordsIn(body),
  }
}
