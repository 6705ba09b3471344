import { type DefaultCategory, flatten, group, leaf } from './category-node.ts'

const policies = group('政策咨询与申报', 'Policies and applications', [
  group('政策咨询', 'Questions about policies', [
    leaf('惠企政策咨询', 'Which support fits', '惠企政策 政策咨询 有什么补贴 扶持 优惠政策 免申即享'),
    leaf('人才政策咨询', 'Support for skilled people', '人才政策 人才补贴 落户政策 人才公寓 高层次人才'),
  ]),
  group('申报与兑现', 'Applying and being paid', [
    leaf('申报受阻', 'Application is stuck', '申报 系统填不了 材料反复 申请被退 申报入口'),
    leaf('奖补未兑现', 'Granted but not paid', '没有兑现 补贴没到账 奖励资金 兑付 拖了很久'),
    leaf('资格认定', 'Recognition of a status', '高新技术企业 专精特新 资格认定 规上 总部认定'),
  ]),
])

const finance = group('融资', 'Finance', [
  group('贷款', 'Loans', [
    leaf('贷款难', 'Cannot get a loan', '贷款 银行不批 流动资金 授信 抵押 信用贷'),
    leaf('续贷与转贷', 'Renewing a loan', '续贷 转贷 过桥 到期 抽贷 断贷'),
    leaf('贴息与担保', 'Interest subsidy and guarantee', '贴息 担保 利息 融资成本 再担保'),
  ]),
  group('其他融资', 'Other finance', [
    leaf('股权与上市', 'Equity and listing', '股权 上市 投资人 基金 挂牌'),
    leaf('账款拖欠', 'Overdue payments to the firm', '拖欠 欠款 账款 回款 工程款 货款'),
  ]),
])

const labour = group('用工', 'Staff', [
  group('招工', 'Recruiting', [
    leaf('招工难', 'Cannot find staff', '招工 招不到人 缺人 用工缺口 招聘会 普工'),
    leaf('技能培训', 'Training', '培训 技能 岗前 以工代训 学徒'),
    leaf('大学生就业见习', 'Graduates and trainees', '毕业生 见习 实习 大学生 校招'),
  ]),
  group('社保与劳动关系', 'Insurance and labour relations', [
    leaf('社保办理', 'Social insurance', '社保 参保 缓缴 工伤 失业保险 公积金'),
    leaf('劳动纠纷', 'Labour disputes', '劳动纠纷 仲裁 辞退 加班费 工资争议'),
  ]),
  group('员工生活', 'Life of staff', [
    leaf('员工住房子女', 'Homes and schools of staff', '员工宿舍 子女入学 公租房 住房'),
    leaf('员工就餐', 'Meals of staff', '食堂 就餐 午餐 吃饭不方便'),
  ]),
])

const premises = group('用地用房与租金', 'Land, rooms and rent', [
  group('租赁', 'Renting', [
    leaf('寻找场地', 'Looking for rooms', '找场地 租办公室 扩租 厂房 写字楼 面积不够'),
    leaf('租金过高', 'Rent too high', '租金 涨租 减免租金 租金高 免租期'),
    leaf('租约纠纷', 'Disputes about a lease', '退租 押金 租约 房东 违约金 提前解约'),
  ]),
  group('楼宇设施', 'Facilities of the building', [
    leaf('电梯空调', 'Lifts and air conditioning', '货梯 电梯等 中央空调 空调不冷 电梯故障'),
    leaf('物业服务', 'Property services', '物业 保洁 物业费 停水停电通知 维修慢'),
    leaf('消防与装修', 'Fire safety and fitting out', '消防验收 装修审批 喷淋 二次装修 消防'),
  ]),
  group('用地', 'Land', [leaf('用地与规划', 'Land and planning', '用地 规划 土地证 不动产登记 产权')]),
])

const utilities = group('水电气网络', 'Water, power, gas, network', [
  group('水电气', 'Water, power and gas', [
    leaf('停水停电停气', 'Supply cut off', '停电 停水 停气 跳闸 断电'),
    leaf('报装与增容', 'Connection and more capacity', '报装 增容 开户 变压器 通气'),
    leaf('费用争议', 'Disputes about bills', '电费 水费 转供电 加价 分摊'),
  ]),
  group('网络通信', 'Network', [
    leaf('宽带与信号', 'Broadband and mobile signal', '宽带 信号差 网速 5G 运营商 光纤'),
    leaf('通信设施', 'Cables and cabinets', '通信机柜 弱电井 管线 基站'),
  ]),
])

const licences = group('证照与审批', 'Licences and approvals', [
  group('市场主体', 'Registration', [
    leaf('设立变更注销', 'Setting up, changing, closing', '营业执照 变更 注销 设立 法人变更 住所证明'),
    leaf('异常名录与信用修复', 'Credit repair', '经营异常 信用修复 失信 年报 列异'),
  ]),
  group('许可', 'Permits', [
    leaf('行业许可', 'Permits of a trade', '许可证 食品经营 卫生许可 资质 备案'),
    leaf('工程与户外广告', 'Works and signs outdoors', '店招 户外广告 招牌审批 占道 施工许可'),
    leaf('审批太慢', 'Approval takes too long', '审批慢 跑了几趟 材料重复 窗口 一次性告知'),
  ]),
])

const traffic = group('交通停车', 'Traffic and parking', [
  group('停车', 'Parking', [
    leaf('车位不足', 'Too few spaces', '停车位 停车难 车位 月卡 访客停车'),
    leaf('装卸货', 'Loading', '卸货 装卸 货车进不来 临停 通行证'),
  ]),
  group('出行', 'Getting here', [
    leaf('公交与慢行', 'Buses and walking', '公交站 地铁口 共享单车 接驳 人行横道'),
    leaf('周边拥堵', 'Congestion', '堵车 早高峰 单行 红绿灯 路口'),
  ]),
])

const surroundings = group('周边环境与治安', 'Surroundings and safety', [
  group('环境', 'Surroundings', [
    leaf('市容卫生', 'Cleanliness', '垃圾 污水 门前 卫生 清运'),
    leaf('噪音油烟', 'Noise and fumes', '噪音 油烟 施工 异味 投诉油烟'),
  ]),
  group('治安', 'Safety', [
    leaf('盗窃与滋扰', 'Theft and nuisance', '被盗 滋扰 闹事 监控 治安'),
    leaf('诈骗与敲诈', 'Fraud and extortion', '诈骗 冒充 职业打假 敲诈 恶意索赔'),
  ]),
])

const taxes = group('税费', 'Taxes and fees', [
  group('税', 'Taxes', [
    leaf('办税与发票', 'Filing and invoices', '发票 开票额度 报税 电子税务局 税务登记'),
    leaf('税收优惠与退税', 'Reliefs and refunds', '退税 减税 留抵 税收优惠 加计扣除'),
  ]),
  group('费', 'Fees', [leaf('收费争议', 'Disputes about fees', '乱收费 收费标准 协会会费 中介费 检测费')]),
])

const contracts = group('合同与纠纷', 'Contracts and disputes', [
  group('法律服务', 'Legal help', [
    leaf('法律咨询', 'Legal questions', '律师 法律咨询 合同审查 合规 法律援助'),
    leaf('商事调解', 'Mediation', '调解 商事纠纷 合同纠纷 供应商 违约'),
  ]),
  group('执法检查', 'Inspections', [
    leaf('检查频次', 'Too many inspections', '检查 多头检查 反复检查 扫码入企 扰企'),
    leaf('处罚异议', 'Objection to a penalty', '罚款 处罚 行政复议 听证 整改'),
  ]),
])

const innovation = group('创新与知识产权', 'Innovation and intellectual property', [
  group('创新', 'Innovation', [
    leaf('研发与成果转化', 'Research and its use', '研发 成果转化 产学研 实验室 项目申报'),
    leaf('数字化转型', 'Going digital', '数字化 上云 智能化 信息化 设备更新'),
  ]),
  group('知识产权', 'Intellectual property', [
    leaf('商标专利', 'Trade marks and patents', '商标 专利 著作权 知识产权 质押'),
    leaf('侵权维权', 'Infringement', '侵权 仿冒 维权 抄袭'),
  ]),
])

const markets = group('市场与订单', 'Markets and orders', [
  group('开拓市场', 'Finding customers', [
    leaf('供需对接', 'Matching supply and demand', '订单 对接 采购 供应商 上下游 客源'),
    leaf('展会与宣传', 'Fairs and publicity', '展会 展位 消费节 宣传 摊位 推介'),
    leaf('招标与采购', 'Tenders', '招标 投标 政府采购 保证金 门槛'),
  ]),
  group('外贸', 'Foreign trade', [leaf('进出口与物流', 'Trade and freight', '出口 报关 外汇 物流 跨境电商')]),
])

const others = group('其他', 'Other', [
  group('其他诉求', 'Other requests', [
    leaf('意见建议', 'Suggestions', '建议 希望 意见 提议'),
    leaf('其他困难', 'Other difficulties', '困难 帮忙 协调 请求'),
    leaf('企业信息更正', 'Correction of a firm’s data', '信息更正 改名 名称变更 信用代码有误'),
  ]),
])

const tree = [
  ...[policies, finance, labour, premises, utilities, licences, traffic],
  ...[surroundings, taxes, contracts, innovation, markets, others],
]

/** The three-level tree of what firms ask for; its codes begin with `F`. First-version data, as the residents' tree. */
export const firmCategories: readonly DefaultCategory[] = flatten(tree, 'F')
