import { fail } from '../../kernel/contract/errors.ts'
import type { Role } from '../../kernel/contract/roles.ts'
import type { Words } from '../../kernel/contract/words.ts'
import type { Channel } from './channels.ts'
import type { FilledIn } from './forms/reported.ts'
import type { KindSpec } from './kind.ts'

/** A report at the door, as far as the door has to know it. */
export interface AtDoor extends FilledIn {
  readonly channel: Channel
  /** The door it came by, where the channel does not say: an observer's own. */
  readonly door?: 'observer'
  /** Roles of the worker who stands there; left out where none does. */
  readonly roles?: readonly Role[]
  readonly fileIds: readonly unknown[]
}

const doorOf: Partial<Record<Channel, string>> = {
  pocket: 'resident',
  counter: 'staff',
  phone: 'staff',
  wechat: 'staff',
  patrol: 'patrol',
  meeting: 'meeting',
}

const refuse = (reason: string, path: string, words: Words): never =>
  fail('invalid', `matters.${reason}`, words, [{ path, words }])

/** Only kinds that are open at a door may be reported there, and only by those whom the kind names. */
export function checkDoor(spec: KindSpec, report: AtDoor): void {
  if (spec.ended)
    refuse('kind_ended', 'kind', {
      zh: `「${spec.name.zh}」已停止上报，请换一种`,
      en: `“${spec.name.en}” is not reported any more: please choose another kind`,
    })
  const door = report.door ?? doorOf[report.channel]
  const shut = door !== undefined && !spec.doors.some((open) => open === door)
  if (shut || ((report.channel === 'api' || report.channel === 'mail') && spec.systems === false))
    fail(
      'invalid',
      'matters.wrong_door',
      { zh: '这类事项不能从这里上报', en: 'This kind of matter is not reported here' },
      [{ path: 'kind', words: { zh: '不能从这里上报', en: 'not reported here' } }],
    )
  if (spec.reportRoles && report.roles && !report.roles.some((role) => spec.reportRoles?.includes(role)))
    refuse('wrong_role', 'kind', {
      zh: '这类事项不由您的岗位上报',
      en: 'This kind of matter is not for your post to report',
    })
  checkPictures(spec, report)
}

/** Only who stands before it with a phone can be asked for a picture: not a caller, and not another system. */
function checkPictures({ reportPictures = 0 }: KindSpec, { answers, channel, fileIds }: AtDoor): void {
  if (answers === undefined || (channel !== 'pocket' && channel !== 'patrol')) return
  if (fileIds.length < reportPictures)
    refuse('picture_missing', 'fileIds', {
      zh: `这类事项要附至少 ${reportPictures} 张照片，核查时用`,
      en: `This kind needs at least ${reportPictures} picture${reportPictures === 1 ? '' : 's'}, to be checked by`,
    })
}
