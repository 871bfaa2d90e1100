/**
 * The demo company 澜江通信 (Lanjiang Telecom) as it stands in its own systems: places, channels, products, campaigns.
 * Company, province and cities are invented; phone numbers use a prefix no Chinese operator has.
 */
export const companyName = '澜江通信';

export interface City {
  readonly name: string;
  readonly region: string;
  /** 0 = a mountain county, 1 = the centre of the province. */
  readonly urban: number;
  /** How the name is mistyped in the customer file. */
  readonly typos: readonly string[];
}

export const cities: readonly City[] = [
  { name: '澜州市', region: '澜中', urban: 1, typos: ['澜洲市', '兰州市 ', '澜州'] },
  { name: '云埠市', region: '澜东', urban: 0.85, typos: ['云阜市', '云埠', '雲埠市'] },
  { name: '鹭港市', region: '澜东', urban: 0.9, typos: ['路港市', '鹭港', '鹭岗市'] },
  { name: '青屿市', region: '澜南', urban: 0.7, typos: ['青与市', '青屿', '清屿市'] },
  { name: '望川市', region: '澜西', urban: 0.6, typos: ['忘川市', '望川', '望 川市'] },
  { name: '石渡县', region: '澜西', urban: 0.25, typos: ['石度县', '石渡', '石渡市'] },
  { name: '南篱县', region: '澜南', urban: 0.2, typos: ['南离县', '南蓠县', '南篱'] },
  { name: '柳汀县', region: '澜东', urban: 0.3, typos: ['柳丁县', '柳汀', '柳汀县县'] },
  { name: '桐坞县', region: '澜西', urban: 0.1, typos: ['桐务县', '铜坞县', '桐坞'] },
  { name: '麦岭县', region: '澜南', urban: 0.05, typos: ['麦领县', '麦岭', '脉岭县'] },
];

/**
 * Channels through which the company contacts its customers. Each contact is one row with its final state: `silent`
 * when nothing came back, `answered` when the customer responded.
 */
export const channels = [
  { name: 'APP', silent: 'delivered', answered: 'opened' },
  { name: '企业微信', silent: 'delivered', answered: 'opened' },
  { name: '短信', silent: 'delivered', answered: 'opened' },
  { name: '热线', silent: 'contacted', answered: 'handled' },
  { name: '营业厅', silent: 'contacted', answered: 'visited' },
  { name: '外呼', silent: 'contacted', answered: 'connected' },
  { name: '邮件', silent: 'delivered', answered: 'opened' },
] as const;

/** Themes of the content in the company's app. */
export const themes = [
  '流量优惠',
  '5G终端',
  '影视会员',
  '宽带提速',
  '智慧家庭',
  '国际漫游',
  '积分商城',
  '反诈与服务',
] as const;

export type ProductCategory =
  '套餐' | '宽带' | '话费充值' | '流量包' | '语音包' | '增值业务' | '国际漫游' | '终端' | '配件';

export interface Product {
  readonly id: string;
  readonly name: string;
  readonly category: ProductCategory;
  /** List price in yuan. */
  readonly price: number;
  readonly description: string;
  /** Appeal within its category: a constant and the pull of four traits (digital, thrift, social, appetite). */
  readonly appeal: readonly [base: number, digital: number, thrift: number, social: number, appetite: number];
}

type Row = readonly [string, string, number, string, readonly [number, number, number, number, number]];

function line(category: ProductCategory, rows: readonly Row[]): Product[] {
  return rows.map(([id, name, price, description, appeal]) => ({ id, name, category, price, description, appeal }));
}

export const products: readonly Product[] = [
  ...line('套餐', [
    ['LJ-TC-019', '轻享卡19元', 19, '月租 19 元，通用流量 5GB，语音 50 分钟', [0, 0, 1.2, 0, -0.8]],
    ['LJ-TC-039', '青春卡39元', 39, '月租 39 元，通用流量 30GB，定向流量 30GB', [0.4, 0.5, 0.5, 0, 0.6]],
    ['LJ-TC-059', '畅享套餐59元', 59, '月租 59 元，通用流量 40GB，语音 300 分钟', [0.3, 0, 0.2, 0, 0.1]],
    ['LJ-TC-099', '5G智选99元', 99, '月租 99 元，5G 流量 80GB，语音 500 分钟', [0, 0.2, -0.5, 0, 0.6]],
    ['LJ-TC-129', '5G智选129元', 129, '月租 129 元，5G 流量 120GB，语音 800 分钟', [-0.2, 0.2, -0.9, 0, 0.5]],
    ['LJ-TC-199', '尊享商务199元', 199, '月租 199 元，5G 流量 200GB，专属客户经理', [-0.5, 0.1, -1.4, 0.2, 0.3]],
    ['LJ-TC-299', '尊享商务299元', 299, '月租 299 元，不限量，机场贵宾厅 6 次', [-1, 0.1, -1.8, 0.1, 0.3]],
  ]),
  ...line('宽带', [
    ['LJ-KD-300', '家庭融合300M', 297, '季付，宽带 300M + 两个副卡', [0.3, 0, 0.5, 0.1, -0.3]],
    ['LJ-KD-500', '家庭融合500M', 417, '季付，宽带 500M + 三个副卡 + 高清电视', [0.3, 0.1, 0, 0.1, 0.1]],
    ['LJ-KD-1000', '家庭融合千兆', 597, '季付，千兆宽带 + 三个副卡 + 全屋组网', [0, 0.4, -0.7, 0, 0.5]],
    ['LJ-KD-WIFI', '全屋WiFi组网', 199, '一次性，上门勘测与两只子路由', [-0.6, 0.2, -0.5, 0.2, 0.2]],
  ]),
  ...line('话费充值', [
    ['LJ-CZ-030', '话费充值30元', 30, '', [0.5, 0, 0.8, 0, -0.2]],
    ['LJ-CZ-050', '话费充值50元', 50, '', [0.6, 0, 0.2, 0, 0]],
    ['LJ-CZ-100', '话费充值100元', 100, '', [0.1, 0, -0.5, 1.1, 0.1]],
    ['LJ-CZ-200', '话费充值200元', 200, '', [-0.8, 0, -1, 0, 0.1]],
  ]),
  ...line('流量包', [
    ['LJ-LL-01D', '1GB日包', 1, '当日有效', [0.4, 0, 1.2, 0, 0]],
    ['LJ-LL-05W', '5GB周末包', 5, '周六周日有效', [0.3, 0.3, 0.4, 0, 0.2]],
    ['LJ-LL-10M', '10GB月包', 15, '当月有效', [0.4, 0, 0, 0, 0.3]],
    ['LJ-LL-30M', '30GB月包', 30, '当月有效', [0, 0, -0.4, 0, 0.7]],
    ['LJ-LL-VID', '视频定向50GB', 19, '六家视频平台免流', [0.2, 0.3, 0.1, 0, 0.8]],
  ]),
  ...line('语音包', [
    ['LJ-YY-100', '100分钟语音包', 10, '当月有效，国内主叫', [0.3, 0, 0.4, 0.1, 0]],
    ['LJ-YY-300', '300分钟语音包', 20, '当月有效，国内主叫', [0, 0, -0.2, 0.3, 0]],
    ['LJ-YY-QQ', '亲情通话包', 5, '三个亲情号互打免费', [0.1, -0.2, 0.3, 0.5, -0.2]],
  ]),
  ...line('增值业务', [
    ['LJ-ZZ-SP', '影视会员月卡', 25, '连续包月，可选三家平台', [0.4, 0.3, 0, 0, 0.7]],
    ['LJ-ZZ-YY', '音乐会员月卡', 15, '连续包月', [0.1, 0.4, 0.1, 0, 0.6]],
    ['LJ-ZZ-CL', '视频彩铃', 6, '连续包月', [-0.1, -0.3, 0.1, 0.5, 0]],
    ['LJ-ZZ-YP', '云盘2TB', 12, '连续包月', [-0.1, 0.6, -0.4, 0, 0.1]],
    ['LJ-ZZ-AF', '家庭看护摄像头服务', 19.9, '7 天云存储', [-0.2, 0, -0.3, 0.4, -0.3]],
  ]),
  ...line('国际漫游', [
    ['LJ-MY-7D', '东南亚七日包', 98, '七日 5GB', [0.4, 0, 0.3, 0, 0.1]],
    ['LJ-MY-EU', '欧洲十五日包', 238, '十五日 15GB', [0, 0, -0.6, 0, 0.1]],
    ['LJ-MY-GL', '全球通用月包', 498, '三十日 30GB，六十个方向', [-0.6, 0, -1.1, 0, 0.2]],
  ]),
  ...line('终端', [
    ['LJ-ZD-A1', '澜星A1 5G手机', 1299, '6.6 英寸，8+128GB', [0.5, 0, 0.9, 0, 0]],
    ['LJ-ZD-N7', '澜星N7 5G手机', 2699, '6.7 英寸，12+256GB', [0.2, 0.2, -0.2, 0, 0.4]],
    ['LJ-ZD-X9', '澜星X9 折叠屏', 8999, '内屏 7.8 英寸，16+512GB', [-1, 0.2, -1.6, 0, 0.3]],
    ['LJ-ZD-L2', '老人手机L2', 399, '大字大音量，一键呼叫', [-0.4, -1.3, 0.3, 0.5, -0.6]],
    ['LJ-ZD-PAD', '澜星平板11', 1999, '11 英寸，护眼屏', [-0.4, 0.2, -0.4, 0.1, 0.4]],
    ['LJ-ZD-WB', '儿童手表W3', 599, '定位，视频通话', [-0.5, 0, -0.1, 0.4, -0.2]],
  ]),
  ...line('配件', [
    ['LJ-PJ-TM', '钢化膜', 29, '含贴膜', [0.4, 0, 0.2, 0.1, 0]],
    ['LJ-PJ-CD', '65W快充头', 99, '', [0.2, 0.1, -0.1, 0, 0.2]],
    ['LJ-PJ-EJ', '无线耳机', 249, '主动降噪', [0, 0.3, -0.4, 0, 0.5]],
    ['LJ-PJ-SK', '随身WiFi', 149, '含 30GB 体验流量', [-0.4, 0.2, 0.2, 0, 0.3]],
  ]),
];

export interface Campaign {
  readonly id: string;
  readonly name: string;
  readonly firstDay: number;
  readonly lastDay: number;
}

/** Campaigns run one after another with overlaps, so that a contact of any day belongs to one of them. */
export const campaigns: readonly Campaign[] = [
  { id: 'HD202501', name: '新春流量红包', firstDay: 0, lastDay: 75 },
  { id: 'HD202502', name: '千兆焕新季', firstDay: 50, lastDay: 160 },
  { id: 'HD202503', name: '5G终端以旧换新', firstDay: 120, lastDay: 220 },
  { id: 'HD202504', name: '暑期影视畅看', firstDay: 170, lastDay: 250 },
  { id: 'HD202505', name: '开学季青春卡', firstDay: 225, lastDay: 300 },
  { id: 'HD202506', name: '双节出境漫游', firstDay: 260, lastDay: 330 },
  { id: 'HD202507', name: '年末积分兑换', firstDay: 300, lastDay: 372 },
  { id: 'HD202601', name: '新春团圆融合', firstDay: 360, lastDay: 440 },
  { id: 'HD202602', name: '银龄关爱行动', firstDay: 420, lastDay: 500 },
  { id: 'HD202603', name: '宽带提速周年庆', firstDay: 455, lastDay: 545 },
  { id: 'HD202604', name: '618 智选升级', firstDay: 500, lastDay: 545 },
];
