import { type DefaultCategory, flatten, group, leaf } from './category-node.ts'

export type { DefaultCategory } from './category-node.ts'

const facilities = group('公用设施', 'Public facilities', [
  group('照明与线缆', 'Lighting and cables', [
    leaf('路灯不亮', 'Street lamp out', '路灯 庭院灯 院子灯 黑灯瞎火 草坪灯 路灯杆'),
    leaf('楼道灯不亮', 'Stair light out', '楼道灯 声控灯 感应灯 楼梯灯 楼道黑 过道灯 灯泡坏'),
    leaf('线缆杂乱下垂', 'Loose or hanging cables', '电线 网线 线缆 光缆 垂下来 蜘蛛网一样 飞线 电线杆 弱电'),
  ]),
  group('道路与井盖', 'Roads and manholes', [
    leaf('路面破损', 'Broken pavement', '路面 坑洼 水泥路 地砖 地面塌 坑坑洼洼 台阶 人行道 路沿石'),
    leaf('井盖缺失松动', 'Manhole cover missing or loose', '井盖 窨井 沙井 雨水篦子 盖板 阴井'),
    leaf('无障碍设施损坏', 'Step-free access damaged', '扶手 坡道 轮椅 无障碍 盲道 防滑条'),
  ]),
  group('楼栋公共部位', 'Shared parts of buildings', [
    leaf('单元门门禁损坏', 'Entrance door or lock broken', '单元门 门禁 对讲 门锁 闭门器 刷卡 防盗门'),
    leaf('电梯故障', 'Lift out of order', '电梯 困梯 轿厢 电梯门 停梯'),
    leaf('外墙脱落', 'Falling facade', '墙皮 外墙砖 瓷砖掉 水泥块 墙面脱落 掉渣 保温层'),
    leaf('健身器材和座椅损坏', 'Exercise kit or benches damaged', '健身器材 座椅 长椅 石凳 乒乓球台 漫步机 凉亭'),
  ]),
])

const utilities = group('水电气与排水', 'Water, power, gas and drains', [
  group('供水', 'Water supply', [
    leaf('停水', 'No water', '停水 没水 来水 断水'),
    leaf('水压不足', 'Low water pressure', '水压 水小 热水器打不着 二次供水 水泵'),
    leaf('水质异常', 'Bad water', '水质 黄水 水发黄 水浑 漂白粉味 水有味 铁锈水'),
  ]),
  group('供电', 'Electricity', [
    leaf('停电', 'Power cut', '停电 跳闸 没电 断电 来电 电压不稳'),
    leaf('电表电费', 'Meters and electricity bills', '电表 电费 表箱 抄表 阶梯电价'),
  ]),
  group('供气', 'Gas', [
    leaf('燃气异味', 'Smell of gas', '煤气味 燃气味 漏气 瓦斯 天然气味'),
    leaf('燃气开通与改造', 'Gas connection and works', '通气 燃气改造 燃气管 置换 开栓 煤气罐 液化气'),
  ]),
  group('排水', 'Drains', [
    leaf('下水道堵塞', 'Blocked drain', '下水道 堵了 返水 反水 地漏 疏通 管道堵'),
    leaf('积水内涝', 'Flooding', '积水 淹水 内涝 水漫 排不出去 淹了 水深 水塘'),
    leaf('化粪池满溢', 'Septic tank overflowing', '化粪池 粪水 污水冒 满溢 抽粪 臭气'),
  ]),
])

const homes = group('房屋与改造', 'Homes and renewal', [
  group('房屋漏水', 'Leaks', [
    leaf('屋面漏水', 'Leaking roof', '楼顶漏 屋顶漏 顶楼漏水 屋面 防水层 漏雨'),
    leaf('楼上漏水', 'Leak from the flat above', '楼上漏水 卫生间漏 天花板滴水 厨房漏 楼上的水 漏到我家'),
    leaf('外墙渗水', 'Damp through the outer wall', '外墙渗 墙面渗水 墙发霉 窗台渗 墙潮 渗水'),
  ]),
  group('房屋安全与改造', 'Safety and renewal of buildings', [
    leaf('墙体开裂', 'Cracked wall', '裂缝 开裂 裂口 墙裂 沉降 歪'),
    leaf('老旧小区改造', 'Renewal of old compounds', '老旧小区改造 微提升 改造工程 管线预埋 施工方 改造方案'),
    leaf('加装电梯', 'Adding a lift', '加装电梯 加梯 装电梯 一楼不同意 出资'),
  ]),
])

const cleanliness = group('环境卫生', 'Cleanliness', [
  group('垃圾', 'Waste', [
    leaf('垃圾满溢', 'Overflowing bins', '垃圾桶满 垃圾没人收 清运 垃圾车 满出来 垃圾房 垃圾桶'),
    leaf('乱倒垃圾', 'Dumping', '乱倒 乱扔垃圾 垃圾袋 扔在 卫生死角 倒剩菜'),
    leaf('建筑垃圾和大件', 'Rubble and bulky waste', '建筑垃圾 装修垃圾 旧沙发 床垫 大件 渣土 旧家具 水泥袋'),
  ]),
  group('保洁与异味', 'Cleaning and smells', [
    leaf('楼道公区保洁', 'Cleaning of shared areas', '保洁 打扫 楼梯脏 没人扫 灰尘 楼道卫生 拖地'),
    leaf('鼠蟑蚊蝇', 'Rats, roaches, flies', '老鼠 蟑螂 蚊子 苍蝇 白蚁 消杀 灭鼠 跳蚤'),
    leaf('小广告', 'Stickers and flyers', '小广告 牛皮癣 传单 开锁广告 乱贴'),
    leaf('餐饮油烟', 'Kitchen fumes', '油烟 烧烤烟 排烟 炒菜味 烟道 油烟味'),
  ]),
])

const green = group('绿化与动物', 'Green and animals', [
  group('绿化', 'Planting', [
    leaf('树枝遮挡修剪', 'Branches to be trimmed', '修剪 树枝 挡光 遮光 伸到 树叶 修枝'),
    leaf('树木倒伏断枝', 'Fallen tree or branch', '树倒 断枝 枯树 枯枝 刮断 砸车 歪倒'),
    leaf('毁绿种菜', 'Vegetable plots on green', '种菜 毁绿 菜地 花坛 绿化带 浇粪 草坪'),
  ]),
  group('犬只与动物', 'Dogs and other animals', [
    leaf('遛犬不牵绳', 'Dogs off the lead', '不牵绳 牵绳 大狗 狗屎 狗粪 烈性犬 遛狗'),
    leaf('犬吠扰民', 'Barking', '狗叫 犬吠 狗一直叫 半夜叫'),
    leaf('流浪猫狗', 'Stray cats and dogs', '流浪狗 流浪猫 野狗 野猫 喂猫'),
  ]),
])

const parking = group('停车与通行', 'Parking and passage', [
  group('停车秩序', 'Parking', [
    leaf('乱停乱放', 'Bad parking', '乱停 堵在 挡住 挪车 停在路中间 违停 堵车 出不去'),
    leaf('车位紧张', 'Too few parking spaces', '车位 没地方停 外来车 停车费 停车位 包月'),
    leaf('僵尸车', 'Abandoned vehicles', '僵尸车 废弃车 轮胎瘪 长期不动 落满灰'),
    leaf('私装地锁', 'Private parking barriers', '地锁 占车位 私自划线 锥桶 圈地'),
  ]),
  group('通行', 'Gates and passage', [
    leaf('道闸故障', 'Gate barrier faulty', '道闸 抬杆 车牌识别 栏杆 闸机 大门打不开'),
    leaf('电动车单车乱停', 'Scooters and shared bikes in the way', '共享单车 电单车 单车乱停 电动车乱停 堵门口 停车棚'),
  ]),
])

const safety = group('消防与治安', 'Fire safety and order', [
  group('电动车充电', 'Charging of electric bikes', [
    leaf('飞线充电', 'Charging by cable from a window', '飞线充电 拉线充电 插线板 从窗户拉 私拉电线'),
    leaf('电动车进楼', 'Electric bikes indoors', '推上楼 电瓶 进电梯 楼道里充电 放楼道 电瓶拿回家 进楼'),
    leaf('充电设施不足', 'Too few charging points', '充电桩 充电棚 充不上电 充电口 扫码充电'),
  ]),
  group('消防隐患', 'Fire hazards', [
    leaf('楼道堆物', 'Things stored on stairs', '楼道堆 堆放 杂物 纸箱 堵楼梯 鞋柜 堆满'),
    leaf('占用消防通道', 'Fire lane blocked', '消防通道 消防车 黄线 救护车进不来 堵消防'),
    leaf('消防设施损坏', 'Fire equipment damaged', '灭火器 消火栓 消防栓 应急灯 消防水带 烟感 疏散指示'),
  ]),
  group('治安防范', 'Order and crime', [
    leaf('高空抛物', 'Things thrown from windows', '高空抛物 从楼上扔 扔下来 砸到 烟头 扔东西'),
    leaf('盗窃与可疑人员', 'Theft and strangers', '被偷 偷 小偷 可疑 陌生人 监控 撬'),
    leaf('诈骗与推销', 'Fraud and hawking', '骗子 诈骗 保健品 推销 刷单 冒充 上门收费'),
  ]),
])

const neighbours = group('邻里与秩序', 'Neighbours', [
  group('噪音扰民', 'Noise', [
    leaf('装修施工噪音', 'Building noise', '装修 电钻 施工噪音 敲墙 切割 冲击钻 夜间施工'),
    leaf('广场舞音响', 'Dance music outdoors', '广场舞 音响 跳舞 音箱 唱歌 喇叭'),
    leaf('商铺夜市噪音', 'Noise from shops and stalls', '烧烤店 KTV 酒吧 夜市 吆喝 划拳 喝酒吵 商铺'),
    leaf('楼上楼下噪音', 'Noise between flats', '楼上吵 跺脚 拖椅子 麻将 弹琴 娃娃跑 脚步声'),
  ]),
  group('邻里纠纷', 'Disputes', [
    leaf('公共空间占用', 'Shared space taken over', '占公共 圈起来 占用公共 晾衣 占楼顶 占过道 占了'),
    leaf('空调水和排水', 'Air conditioner drips', '空调水 滴水 空调外机 排到 外机'),
    leaf('矛盾调解', 'Mediation', '调解 吵架 打架 闹矛盾 威胁 骂人 赡养 纠纷'),
  ]),
  group('违建', 'Illegal building', [
    leaf('私搭乱建', 'Unlawful structures', '违建 私搭 搭棚 彩钢瓦 阳光房 加盖 铁皮房'),
    leaf('改动承重结构', 'Load-bearing walls changed', '承重墙 破墙 开门洞 砸墙 改结构 住改商'),
  ]),
])

const property = group('物业服务', 'Property services', [
  group('物业管理', 'Property management', [
    leaf('物业费争议', 'Disputes about fees', '物业费 收费 涨价 公摊 停车管理费 收据'),
    leaf('物业服务不到位', 'Poor service', '物业不管 物业没人 打电话不接 推来推去 服务态度 物业'),
    leaf('门卫值守', 'Gatekeepers', '门卫 保安 值班 随便进 看门 岗亭'),
    leaf('维修资金和业委会', 'Repair fund and owners', '维修资金 维修基金 业委会 业主大会 公共收益 账目'),
  ]),
])

const services = group('民生服务', 'Services for people', [
  group('养老助残', 'Older and disabled people', [
    leaf('独居老人关怀', 'Older people living alone', '独居 老人 空巢 没人照顾 孤寡 高龄'),
    leaf('助餐助洁', 'Meals and home help', '助餐 老年食堂 送餐 钟点工 助浴 打饭 食堂'),
    leaf('残疾人服务', 'Services for disabled people', '残疾证 残联 残疾 护理补贴 辅具 拐杖'),
  ]),
  group('社保就业', 'Insurance, work and relief', [
    leaf('社保医保', 'Pension and health insurance', '社保 医保 养老金 退休 缴费 认证 高龄补贴 报销'),
    leaf('就业招工', 'Jobs', '找工作 就业 招工 下岗 公益性岗位 失业 培训'),
    leaf('低保救助', 'Relief for families in need', '低保 救助 困难补助 临时救助 大病 特困'),
  ]),
  group('证明与办事', 'Papers', [
    leaf('证明与户籍', 'Certificates and registration', '证明 居住证 户口 盖章 落户 迁户'),
    leaf('入学托育', 'School and nursery', '上学 入学 学区 幼儿园 托班 报名 划片'),
  ]),
  group('企业服务', 'Companies', [
    leaf('惠企政策', 'Support for companies', '公司 企业 补贴 贴息 执照 政策 招聘会 税务'),
    leaf('楼宇配套', 'Office building facilities', '写字楼 空调不冷 楼宇 员工 货梯 中央空调 车库 租户'),
  ]),
])

const ideas = group('意见建议', 'Ideas and thanks', [
  group('建议与表扬', 'Suggestions and thanks', [
    leaf('意见建议', 'Suggestions', '建议 希望 能不能增设 金点子 提议 议事会'),
    leaf('文体活动', 'Activities', '活动 歌咏 义诊 象棋 编织 志愿者 报名参加'),
    leaf('表扬感谢', 'Thanks', '感谢 表扬 谢谢 点赞 锦旗 辛苦了'),
  ]),
])

const tree = [facilities, utilities, homes, cleanliness, green, parking, safety, neighbours, property, services, ideas]

/**
 * The three-level category tree of a new tenant, parents before children. It is first-version data: a tenant changes
 * its own copy, and codes keep their meaning.
 */
export const defaultCategories: readonly DefaultCategory[] = flatten(tree)
