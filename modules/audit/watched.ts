import type { Words } from '../../kernel/contract/words.ts'

// Which events of the ledger the audit page shows. A module that adds a reveal, a setting or a right adds a line here and
// the type to the index of the ledger (a new migration of the kernel); tests hold both.

export const kinds = [
  'seen',
  'exported',
  'rights',
  'settings',
  'signed_in',
  'failed',
  'locked',
  'account',
  'data',
  'alarm',
] as const
export type Kind = (typeof kinds)[number]

export interface Watched {
  readonly kind: Kind
  readonly words: Words
}

const of = (kind: Kind, lines: Readonly<Record<string, readonly [zh: string, en: string]>>) =>
  Object.entries(lines).map(([type, [zh, en]]): [string, Watched] => [type, { kind, words: { zh, en } }])

export const watched: ReadonlyMap<string, Watched> = new Map([
  ...of('seen', {
    'matters.reporter_revealed': ['查看诉求人完整信息', 'Saw a reporter in full'],
    'choices.owner_revealed': ['查看业主完整信息', 'Saw an owner in full'],
    'employment.seeker_revealed': ['查看求职者完整信息', 'Saw a job seeker in full'],
    'enterprises.contact_revealed': ['查看企业联系人完整信息', 'Saw a contact of a firm in full'],
    'visits.contact_revealed': ['走访时查看联系人完整信息', 'Saw a contact in full for a visit'],
    'gatherings.guest_revealed': ['查看来宾完整信息', 'Saw a guest in full'],
    'households.person_revealed': ['查看住户完整信息', 'Saw a member of a household in full'],
    'ideas.author_revealed': ['查看建议人完整信息', 'Saw the author of an idea in full'],
    'mediation.revealed': ['查看调解当事人完整信息', 'Saw a party to a dispute in full'],
    'mediation.volume_opened': ['打开调解卷宗', 'Opened the file of a dispute'],
    'neighbours.volunteer_revealed': ['查看志愿者完整信息', 'Saw a volunteer in full'],
    'neighbours.member_revealed': ['查看队员完整信息', 'Saw a member of a team in full'],
    'neighbours.wish_revealed': ['查看心愿人完整信息', 'Saw who has a wish in full'],
    'stations.contact_revealed': ['查看共享联系人完整信息', 'Saw a sharer in full'],
  }),
  ...of('exported', {
    'exports.taken': ['导出', 'Exported'],
    'gatherings.feed_opened': ['订阅活动日历', 'Subscribed to a calendar of gatherings'],
    'takeouts.asked': ['要求导出全部数据', 'Asked for a full export'],
    'takeouts.made': ['全部数据已导出成文件', 'Full export made'],
    'stations.calendar_opened': ['订阅驿站日历', 'Subscribed to a calendar of a station'],
  }),
  ...of('rights', {
    'people.tenure_started': ['任职', 'Appointed to a post'],
    'people.tenure_ended': ['离任', 'Left a post'],
    'people.post_added': ['新建岗位', 'Post made'],
    'people.post_abolished': ['撤销岗位', 'Post abolished'],
    'people.absence_recorded': ['请假或代理', 'Absence or stand-in'],
    'people.absence_cancelled': ['销假', 'Absence called off'],
    'people.person_added': ['新增人员', 'Person added'],
    'people.person_renamed': ['人员改名', 'Person renamed'],
    'people.account_opened': ['开通账号', 'Account opened'],
    'people.account_taken_back': ['收回账号', 'Account taken back'],
    'people.roster_uploaded': ['上传花名册', 'Roster uploaded'],
    'people.roster_accepted': ['导入花名册', 'Roster imported'],
    'people.roster_cancelled': ['放弃导入花名册', 'Roster given up'],
    'people.roster_reverted': ['撤销花名册导入', 'Import of a roster undone'],
    'people.one_time_code_issued': ['发一次性验证码', 'One-time code issued'],
    'people.sign_in_link_issued': ['发登录链接', 'Sign-in link issued'],
    'people.sign_in_link_revoked': ['收回登录链接', 'Sign-in link revoked'],
    'people.token_made': ['新建接口令牌', 'Token for scripts made'],
    'people.token_revoked': ['收回接口令牌', 'Token for scripts taken back'],
    'people.token_used': ['使用接口令牌（当天首次）', 'Token for scripts used (first of the day)'],
    'people.tenant_set_up': ['首次启动', 'First start'],
    'enterprises.contact_link_issued': ['给企业联系人发链接', 'Link issued to a contact of a firm'],
    'enterprises.contact_link_revoked': ['收回企业联系人的链接', 'Link of a contact revoked'],
    'stations.link_issued': ['给共享人发链接', 'Link issued to a sharer'],
    'observers.term_begun': ['聘任观察员', 'Observer appointed'],
    'observers.term_extended': ['延长观察员任期', 'Term of an observer extended'],
    'observers.term_ended': ['观察员任期结束', 'Term of an observer ended'],
    'open311.key_made': ['新增接口密钥', 'Key of the open interface made'],
    'open311.key_ended': ['停用接口密钥', 'Key of the open interface ended'],
    'incoming.system_made': ['接入外部系统', 'System of others let in'],
    'incoming.system_changed': ['修改外部系统权限', 'What a system may do changed'],
    'incoming.system_rekeyed': ['更换外部系统密钥', 'Key of a system renewed'],
    'incoming.system_paused': ['暂停外部系统', 'System paused'],
    'incoming.system_resumed': ['恢复外部系统', 'System goes on'],
    'incoming.system_ended': ['停用外部系统', 'System ended'],
    'letters.mailbox_made': ['接入来信邮箱', 'Mailbox connected'],
    'letters.mailbox_changed': ['修改来信邮箱', 'Mailbox changed'],
    'letters.mailbox_paused': ['暂停来信邮箱', 'Mailbox paused'],
    'letters.mailbox_resumed': ['恢复来信邮箱', 'Mailbox goes on'],
    'letters.mailbox_ended': ['停用来信邮箱', 'Mailbox ended'],
    'facilities.device_registered': ['登记设备', 'Device registered'],
    'facilities.device_ended': ['停用设备', 'Device ended'],
  }),
  ...of('settings', {
    'audit.settings_saved': ['修改警报设置', 'Settings of alarms changed'],
    'people.oidc_saved': ['修改统一登录设置', 'Settings of signing in by a provider changed'],
    'people.safety_saved': ['修改登录安全设置', 'Settings of signing in changed'],
    'channels.channel_made': ['新建通知渠道', 'Channel to the outside made'],
    'channels.channel_changed': ['修改通知渠道', 'Channel to the outside changed'],
    'channels.channel_ended': ['停用通知渠道', 'Channel to the outside ended'],
    'channels.channel_replayed': ['通知渠道补发', 'Sent again by a channel'],
    'matters.rule_saved': ['修改事项规则', 'Rule of matters changed'],
    'matters.kind_saved': ['修改事项类型', 'Kind of matter changed'],
    'matters.calendar_saved': ['修改工作日历', 'Calendar of working days changed'],
    'matters.formula_saved': ['修改指标公式', 'Formula of a rate changed'],
    'privacy.settings_saved': ['修改个人信息设置', 'Settings of privacy changed'],
    'people.consent_text_saved': ['修改同意文本', 'Text of a consent changed'],
    'privacy.rule_saved': ['修改保存期限', 'A time of keeping changed'],
    'visits.rule_saved': ['修改走访规则', 'Rule of visits changed'],
    'visits.settings_saved': ['修改走访设置', 'Settings of visits changed'],
    'observers.rules_saved': ['修改观察员规则', 'Rules of observers changed'],
    'neighbours.hours_settings_changed': ['修改时长设置', 'Settings of hours changed'],
    'places.building_moved_to_grid': ['楼栋划到另一网格', 'Building moved to another grid'],
  }),
  ...of('signed_in', { 'people.signed_in': ['登录', 'Signed in'] }),
  ...of('failed', { 'people.sign_in_failed': ['登录没有成功', 'Failed to sign in'] }),
  ...of('locked', { 'people.sign_in_locked': ['试错太多，账号锁定', 'Locked after wrong tries'] }),
  ...of('account', {
    'people.oidc_linked': ['账号与统一登录关联', 'Account linked to the provider'],
    'people.password_changed': ['修改密码', 'Password changed'],
    'people.second_factor_added': ['开通动态码', 'Authenticator set up'],
    'people.second_factor_removed': ['停用动态码', 'Authenticator removed'],
    'people.session_ended': ['退出登录', 'Signed out'],
  }),
  ...of('data', {
    'privacy.data_erased': ['到期信息已删除', 'Data erased'],
    'privacy.hold_set': ['登记保全', 'Legal hold set'],
    'privacy.hold_lifted': ['解除保全', 'Legal hold lifted'],
    'privacy.request_answered': ['答复个人信息申请', 'Request about personal data answered'],
  }),
  ...of('alarm', { 'audit.alarm_raised': ['安全警报', 'Alarm'] }),
])

export const typesOf = (kind: Kind): readonly string[] =>
  [...watched].filter(([, one]) => one.kind === kind).map(([type]) => type)

export const kindNames: Readonly<Record<Kind, Words>> = {
  seen: { zh: '看了完整信息', en: 'Saw in full' },
  exported: { zh: '导出', en: 'Exported' },
  rights: { zh: '权限和岗位', en: 'Rights and posts' },
  settings: { zh: '设置', en: 'Settings' },
  signed_in: { zh: '登录', en: 'Signed in' },
  failed: { zh: '登录失败', en: 'Failed to sign in' },
  locked: { zh: '锁定', en: 'Locked' },
  account: { zh: '账号', en: 'Accounts' },
  data: { zh: '个人信息', en: 'Personal data' },
  alarm: { zh: '警报', en: 'Alarms' },
}
