import type { TableWords } from './table-words.ts'

const derived = ['由其他表算出，可随时重算', 'made from other tables, and made anew at any time'] as const
const onItsWayIn = [
  '导入途中的文件；结果在其他表里',
  'files on their way in; what came of them stands in other tables',
] as const
const signIn = [
  '登录凭据，离开本系统没有用也不该有',
  'means to sign in: of no use elsewhere, and nobody’s to take',
] as const
const upkeep = ['程序自己的运行记录', 'the program’s own upkeep'] as const

/** Tables of a tenant that a full export leaves out, and why. */
export const leftOut: TableWords = {
  'kernel.asked': upkeep,
  'kernel.commands': ['为重试保留 30 天的答复', 'answers that are kept 30 days for a retry'],
  'kernel.deliveries': upkeep,
  'kernel.wanted': upkeep,
  'channels.browsers': ['推送凭据，归个人浏览器所有', 'means to wake somebody’s browser'],
  'choices.budget_sealed': [
    '封存的选票，开票后在 choices.budget_ballots',
    'sealed ballots; once opened they stand in choices.budget_ballots',
  ],
  'choices.import_pieces': onItsWayIn,
  'enterprises.import_marks': onItsWayIn,
  'enterprises.import_pieces': onItsWayIn,
  'enterprises.import_rows': onItsWayIn,
  'facilities.nonces': signIn,
  'files.blobs': ['照片本身，在 files/ 文件夹里', 'the pictures themselves: they stand in the folder files/'],
  'gatherings.feeds': ['日历的秘密地址', 'secret addresses of calendars'],
  'households.import_pieces': onItsWayIn,
  'households.import_rows': onItsWayIn,
  'incoming.messages': upkeep,
  'matters.import_errors': onItsWayIn,
  'matters.import_pieces': onItsWayIn,
  'matters.import_rows': onItsWayIn,
  'matters.likenesses': derived,
  'matters.tallies': derived,
  'matters.tally_changes': derived,
  'matters.untallied': derived,
  'people.devices': signIn,
  'people.guides_put_away': upkeep,
  'people.one_time_codes': signIn,
  'people.roster_effects': onItsWayIn,
  'people.roster_rows': onItsWayIn,
  'people.sessions': signIn,
  'people.sign_in_links': signIn,
  'people.sign_in_tries': signIn,
  'places.import_effects': onItsWayIn,
  'places.import_rows': onItsWayIn,
  'stations.calendars': ['日历的秘密地址', 'secret addresses of calendars'],
  'takeouts.pieces': ['导出文件本身', 'the file of an export itself'],
}
