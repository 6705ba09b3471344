import { type CodeNames, type Dictionary, dictionaryOf, type FactSpec, type FactType } from '../fact.ts'
import type { UnitCode } from '../unit.ts'

interface Flags {
  readonly sensitive?: true
  readonly mayBeNone?: true
}

const fact = (
  key: string,
  type: FactType,
  name: readonly [string, string],
  question: readonly [string, string],
  { sensitive = false, mayBeNone = false }: { sensitive?: boolean; mayBeNone?: boolean } = {},
): FactSpec => ({
  key,
  name: { zh: name[0], en: name[1] },
  question: { zh: question[0], en: question[1] },
  sensitive,
  mayBeNone,
  type,
})

const number = (unit: UnitCode, max?: number): FactType => ({
  kind: 'number',
  unit,
  ...(max === undefined ? {} : { max }),
})
const yesNo = (zhYes: string, zhNo: string, enYes: string, enNo: string): FactType => ({
  kind: 'boolean',
  yes: { zh: zhYes, en: enYes },
  no: { zh: zhNo, en: enNo },
})
const choice = (...options: readonly (readonly [string, string, string])[]): FactType => ({
  kind: 'choice',
  options: options.map(([code, zh, en]) => ({ code, name: { zh, en } })),
})
const day: FactType = { kind: 'day' }
const industryCode: FactType = { kind: 'code', scheme: 'gbt4754' }
const placeCode: FactType = { kind: 'code', scheme: 'place' }

const sensitive: Flags = { sensitive: true }
const mayBeNone: Flags = { mayBeNone: true }

/** People: no firm has more than ten million. Rates: up to 100 times the whole. */
const people = number('person', 10_000_000)
const rate = number('bp', 1_000_000)
/** Money: up to ten trillion yuan. */
const money = number('fen', 1_000_000_000_000_000)
const months = number('month', 1_200)
const area = number('dm2', 1_000_000_000)
const some = number('count', 1_000_000)

/**
 * The facts of a firm that a new tenant starts with, in the order in which questions prefer them: first what is easy to
 * tell. Figures of a year are those of the last full year.
 */
export const defaultFacts: readonly FactSpec[] = [
  fact(
    'industry',
    industryCode,
    ['行业', 'industry'],
    ['主营业务属于哪个行业?', 'Which industry is the main business in?'],
  ),
  fact(
    'registeredPlace',
    placeCode,
    ['注册地', 'place of registration'],
    ['营业执照上的住所在哪里?', 'Which address stands on the business licence?'],
  ),
  fact(
    'operatingPlace',
    placeCode,
    ['经营地', 'place of business'],
    ['实际在哪里经营?', 'Where does the firm really work?'],
  ),
  fact(
    'foundedOn',
    day,
    ['成立日期', 'day of founding'],
    ['营业执照上的成立日期是哪天?', 'Which day of founding stands on the business licence?'],
  ),
  fact(
    'sizeClass',
    choice(
      ['micro', '微型', 'micro'],
      ['small', '小型', 'small'],
      ['medium', '中型', 'medium'],
      ['large', '大型', 'large'],
    ),
    ['企业规模', 'size class'],
    ['按划型标准属于大型、中型、小型还是微型?', 'Is the firm large, medium, small or micro by the national classes?'],
  ),
  fact(
    'staff',
    people,
    ['在职人数', 'number of staff'],
    ['现在有多少在职员工(签订劳动合同)?', 'How many people are employed now, with a contract?'],
  ),
  fact(
    'isHighTech',
    yesNo(
      '是高新技术企业',
      '不是高新技术企业',
      'the firm is a certified high-tech firm',
      'the firm is not a certified high-tech firm',
    ),
    ['高新技术企业', 'high-tech firm'],
    ['是否持有有效期内的高新技术企业证书?', 'Does the firm hold a valid high-tech certificate?'],
  ),
  fact(
    'isHeadOffice',
    yesNo('是总部企业', '不是总部企业', 'the firm is a head office', 'the firm is not a head office'),
    ['总部企业', 'head office'],
    ['是否为企业总部或区域总部?', 'Is this the head office of a firm or of a region?'],
  ),
  fact(
    'isNewlyOpened',
    yesNo('是新开办企业', '不是新开办企业', 'the firm is newly opened', 'the firm is not newly opened'),
    ['新开办', 'newly opened'],
    ['是否首次在本区开办(不是迁址或更名)?', 'Is it new to the district (not moved or renamed)?'],
  ),
  fact(
    'certificates',
    { kind: 'codes', scheme: 'certificate' },
    ['资质', 'certificates'],
    ['持有哪些资质或称号?', 'Which certificates or titles does the firm hold?'],
  ),
  fact(
    'suiteArea',
    area,
    ['办公面积', 'area of the suite'],
    ['租用或自有的办公、经营面积是多少?', 'How large is the suite, rented or owned?'],
  ),
  fact(
    'monthlyRent',
    money,
    ['月租金', 'monthly rent'],
    ['每月租金是多少?自有房屋填「没有」。', 'How much is the rent a month? “None” if the rooms are owned.'],
    mayBeNone,
  ),
  fact(
    'rentedMonths',
    months,
    ['本年已付租期', 'time for which rent was paid this year'],
    ['本年度已付几个月租金?', 'For how many months has rent been paid this year?'],
    mayBeNone,
  ),
  fact(
    'openings',
    people,
    ['招聘岗位', 'number of open positions'],
    ['现在招多少人?', 'How many people are being hired now?'],
  ),
  fact(
    'graduatesHired',
    people,
    ['招用毕业生人数', 'number of graduates hired'],
    ['本年度招用了多少名毕业 2 年内的高校毕业生?', 'How many graduates of the last two years were hired this year?'],
  ),
  fact(
    'graduateInsuranceMonths',
    months,
    ['毕业生参保时长', 'insured time of the graduates'],
    [
      '为他们连续缴纳社会保险最少几个月?没有招用填「没有」。',
      'For how many months, at least, has their social insurance been paid? “None” if none was hired.',
    ],
    mayBeNone,
  ),
  fact(
    'disabledStaff',
    people,
    ['残疾职工人数', 'number of staff with disabilities'],
    ['在职员工中有多少人持残疾人证?', 'How many of the staff hold a disability card?'],
  ),
  fact(
    'laidOff',
    people,
    ['上年裁员人数', 'number of people laid off last year'],
    ['上年度裁员多少人?', 'How many people were laid off last year?'],
  ),
  fact(
    'expoStalls',
    some,
    ['参展摊位', 'number of stalls at the fair'],
    ['参加本次展会几个摊位?', 'How many stalls does the firm take at the fair?'],
  ),
  fact(
    'aboveScaleOn',
    day,
    ['首次纳入规上统计日期', 'day of first entry as above scale'],
    [
      '哪天首次纳入规模以上统计?未纳入填「没有」。',
      'On which day was the firm first counted as above scale? “None” if it was not.',
    ],
    mayBeNone,
  ),
  fact(
    'opensEvenings',
    yesNo('营业到 22 时以后', '不营业到 22 时', 'the firm is open after 22:00', 'the firm is not open after 22:00'),
    ['夜间营业', 'open in the evening'],
    ['是否每周至少 5 天营业到 22 时以后?', 'Is it open after 22:00 on at least five days a week?'],
  ),
  fact(
    'renovationSpend',
    money,
    ['绿色改造支出', 'amount spent on green renovation'],
    [
      '节能改造已付多少钱?没有改造填「没有」。',
      'How much was paid for saving energy? “None” if nothing was renovated.',
    ],
    mayBeNone,
  ),
  fact(
    'energyBefore',
    some,
    ['改造前年用电千度数', 'electricity before (MWh)'],
    ['改造前一年用电多少千度?', 'How many MWh were used in the year before?'],
    mayBeNone,
  ),
  fact(
    'energyAfter',
    some,
    ['改造后年用电千度数', 'electricity after (MWh)'],
    ['改造后一年用电多少千度?', 'How many MWh were used in the year after?'],
    mayBeNone,
  ),
  fact(
    'loanPurpose',
    choice(
      ['research', '研发', 'research'],
      ['equipment', '购置设备', 'equipment'],
      ['turnover', '流动资金', 'working capital'],
      ['other', '其他', 'other'],
    ),
    ['贷款用途', 'purpose of the loan'],
    ['贷款用在哪里?没有贷款填「没有」。', 'What is the loan for? “None” if there is none.'],
    mayBeNone,
  ),
  fact(
    'creditStatus',
    choice(['good', '良好', 'good'], ['repaired', '已修复', 'repaired'], ['dishonest', '失信', 'listed as dishonest']),
    ['信用状况', 'credit status'],
    ['信用报告的结论是什么?', 'What does the credit report say?'],
    sensitive,
  ),
  fact(
    'loanPrincipal',
    money,
    ['贷款本金', 'principal of the loan'],
    ['贷款本金是多少?', 'How much is the principal of the loan?'],
    { sensitive: true, mayBeNone: true },
  ),
  fact(
    'loanRate',
    rate,
    ['贷款年利率', 'yearly rate of the loan'],
    ['贷款年利率是多少?', 'What is the yearly rate of the loan?'],
    { sensitive: true, mayBeNone: true },
  ),
  fact(
    'interestPaid',
    money,
    ['已付利息', 'amount of interest paid'],
    ['本年度已付多少利息?', 'How much interest has been paid this year?'],
    { sensitive: true, mayBeNone: true },
  ),
  fact(
    'unemploymentInsurance',
    money,
    ['上年缴纳失业保险费', 'unemployment insurance paid last year'],
    ['上年度缴纳失业保险费多少?', 'How much unemployment insurance was paid last year?'],
    sensitive,
  ),
  fact(
    'revenue',
    money,
    ['营业收入', 'revenue'],
    ['上年度营业收入是多少?', 'How much was the revenue of last year?'],
    sensitive,
  ),
  fact(
    'rdSpend',
    money,
    ['研发费用', 'amount spent on research'],
    ['上年度研发费用是多少?', 'How much was spent on research last year?'],
    sensitive,
  ),
  fact(
    'taxPaid',
    money,
    ['本区纳税额', 'amount of taxes paid in the district'],
    ['上年度在本区纳税多少?', 'How much tax was paid in the district last year?'],
    sensitive,
  ),
]

/** Names of codes that the demo policies speak of: GB/T 4754-2017, and a few certificates. */
export const defaultCodeNames: CodeNames = {
  gbt4754: {
    C39: { zh: '计算机、通信和其他电子设备制造业', en: 'computers, communication and other electronics' },
    F52: { zh: '零售业', en: 'retail' },
    H62: { zh: '餐饮业', en: 'catering' },
    I64: { zh: '互联网和相关服务', en: 'internet services' },
    I65: { zh: '软件和信息技术服务业', en: 'software and information technology' },
    K70: { zh: '房地产业', en: 'real estate' },
    M: { zh: '科学研究和技术服务业', en: 'research and technical services' },
    M7491: { zh: '工业设计服务', en: 'industrial design' },
    M7492: { zh: '专业设计服务', en: 'professional design' },
    O80: { zh: '居民服务业', en: 'services to residents' },
    R86: { zh: '新闻和出版业', en: 'news and publishing' },
    R87: { zh: '广播、电视、电影和录音制作业', en: 'broadcasting, film and recording' },
    R88: { zh: '文化艺术业', en: 'culture and arts' },
  },
  place: {
    '530103': { zh: '盘龙区', en: 'Panlong District' },
    '530103001': { zh: '示例街道', en: 'Example Street' },
  },
  certificate: {
    heritage: { zh: '非物质文化遗产', en: 'intangible heritage' },
    designCentre: { zh: '工业设计中心', en: 'design centre' },
    timeHonoured: { zh: '老字号', en: 'time-honoured brand' },
  },
}

/** What rules may read in a new tenant. */
export const defaultDictionary: Dictionary = dictionaryOf(defaultFacts, defaultCodeNames)
