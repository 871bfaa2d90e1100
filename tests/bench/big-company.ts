import { createRandom, type Random } from '../../workers/algorithms/random';

/** A file of the large company: its name and its text in parts, so that no string has to hold it whole. */
export interface BigFile {
  readonly name: string;
  readonly parts: Iterable<string>;
}

const linesAPart = 20_000;

const surnames = [...'王李张刘陈杨黄赵周吴徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕'];
const given =
  '伟 芳 娜 秀英 敏 静 丽 强 磊 军 洋 勇 艳 杰 娟 涛 明 超 秀兰 霞 平 刚 桂英 子涵 欣怡 浩然 宇轩 志强 建国 晓燕 海涛 文静 思远 一诺 嘉怡'.split(
    ' ',
  );
const firstNames = 'Emma Olivia Sarah Priya James Daniel Tom Ravi Omar Lucas Kenji Maria Julia Grace'.split(' ');
const lastNames = "Smith Johnson Patel Müller Rossi Tanaka Nguyen O'Brien Silva Novák Khan Brown".split(' ');
const cities = [
  ...'北京 上海 广州 深圳 杭州 宁波 温州 嘉兴 湖州 绍兴 金华 台州 丽水 衢州 舟山 南京 苏州 无锡 常州 成都'.split(' '),
  ...'重庆 武汉 西安 郑州 长沙 青岛 济南 大连 沈阳 哈尔滨 长春 合肥 福州 厦门 南昌 昆明 贵阳 南宁 海口 兰州'.split(' '),
];
const occupations = '教师 医生 工程师 会计 司机 店主 公务员 学生 退休 设计师 护士 销售'.split(' ');
const memberships = ['普通', '银卡', '金卡', '钻石'];
const channels = ['APP', '企业微信', '短信', '营业厅', '外呼', '邮件'];
const kinds = ['送达', '打开', '点击', '送达', '送达', '接通'];
const categories = '家庭融合 高清视频 宽带 终端 增值业务 流量包'.split(' ');
const complaints = [
  '账单多扣了月租',
  '晚上九点以后宽带老掉线',
  '客服态度不好',
  '信号太差，经常断线',
  '套餐到期没有提醒',
];

const pick = <T>(random: Random, items: readonly T[]): T => items[random.below(items.length)] as T;
const two = (n: number) => String(n).padStart(2, '0');

/** A moment of the three years up to July 2026, to the second. */
function moment(random: Random): string {
  const at = new Date(Date.UTC(2023, 6, 1) + Math.floor(random.next() * 1_095 * 86_400) * 1000);
  return `${at.getUTCFullYear()}-${two(at.getUTCMonth() + 1)}-${two(at.getUTCDate())} ${two(at.getUTCHours())}:${two(at.getUTCMinutes())}:${two(at.getUTCSeconds())}`;
}

function* parts(header: string, rows: number, line: (row: number) => string): Iterable<string> {
  let text = `${header}\n`;
  for (let row = 0; row < rows; row++) {
    text += `${line(row)}\n`;
    if ((row + 1) % linesAPart === 0) {
      yield text;
      text = '';
    }
  }
  if (text) yield text;
}

const customerId = (n: number) => `K${String(10_000_000 + n)}`;

/**
 * The files of a large invented company, the same for the same seed: `customers` people with Chinese and English
 * names, phones written in three ways, e-mails, cities, occupations and memberships, and about 5.2 events each, from
 * few for most to many for some, in no order of customers.
 */
export function bigCompany(customers: number, seed = 1): readonly BigFile[] {
  const random = (label: number) => createRandom(seed).fork(label);
  /** Skewed: half of the events belong to a sixth of the customers. */
  const someone = (from: Random) => customerId(Math.floor(from.next() ** 2.5 * customers));
  const people = random(1);
  const orders = random(2);
  const contacts = random(3);
  const voices = random(4);
  const sent = random(5);
  const terms = random(6);
  return [
    {
      name: '客户清单.csv',
      parts: parts('客户编号,姓名,性别,出生日期,手机号,邮箱,城市,职业,注册时间,会员等级,免打扰', customers, (row) => {
        const isEnglish = people.below(10) === 0;
        const name = isEnglish
          ? `${pick(people, firstNames)} ${pick(people, lastNames)}`
          : pick(people, surnames) + pick(people, given);
        const digits = `1${pick(people, ['38', '39', '36', '50', '59', '87', '88'])}${String(people.below(1e8)).padStart(8, '0')}`;
        const phone = [digits, `+86 ${digits.slice(0, 3)} ${digits.slice(3, 7)} ${digits.slice(7)}`, digits][row % 3];
        const email = people.below(4)
          ? `u${people.below(1e7)}@${pick(people, ['qq.com', '163.com', 'Mail.example'])}`
          : '';
        const born = `${1945 + people.below(62)}-${two(1 + people.below(12))}-${two(1 + people.below(28))}`;
        return [
          ...[customerId(row), name, people.below(2) ? '男' : '女', born, phone, email, pick(people, cities)],
          ...[pick(people, occupations), moment(people), pick(people, memberships), people.below(20) ? '否' : '是'],
        ].join(',');
      }),
    },
    {
      name: '订单导出.csv',
      parts: parts('订单号,客户编号,下单时间,实付金额,商品编码,品类,渠道', customers * 3, (row) =>
        [
          ...[`D${row}`, someone(orders), moment(orders), (5 + 600 * orders.next() ** 3).toFixed(2)],
          ...[`P${orders.below(2000)}`, pick(orders, categories), pick(orders, channels)],
        ].join(','),
      ),
    },
    {
      name: '接触记录.csv',
      parts: parts('工单号,客户编号,接触时间,渠道,接触类型,内容主题', Math.floor(customers * 1.5), (row) =>
        [
          ...[`W${row}`, someone(contacts), moment(contacts), pick(contacts, channels), pick(contacts, kinds)],
          pick(contacts, categories),
        ].join(','),
      ),
    },
    {
      name: '反馈.csv',
      parts: parts('反馈编号,客户编号,反馈时间,反馈渠道,反馈内容', Math.floor(customers * 0.2), (row) =>
        [
          ...[`F${row}`, someone(voices), moment(voices), pick(voices, channels)],
          `${pick(voices, complaints)}，第${row}号`,
        ].join(','),
      ),
    },
    {
      name: '营销触达.csv',
      parts: parts('触达编号,客户编号,活动编号,实验分组,渠道,发送时间,结果', Math.floor(customers * 0.3), (row) =>
        [
          ...[`E${row}`, someone(sent), `A${sent.below(40)}`, pick(sent, ['A', 'B']), pick(sent, channels)],
          ...[moment(sent), pick(sent, ['打开', '未响应', '转化'])],
        ].join(','),
      ),
    },
    {
      name: '合约.csv',
      parts: parts('合约编号,客户编号,产品编号,开始时间,结束时间,月费,状态', Math.floor(customers * 0.2), (row) =>
        [
          ...[`H${row}`, someone(terms), `P${terms.below(2000)}`, moment(terms), '', 19 + terms.below(180), '生效'],
        ].join(','),
      ),
    },
  ];
}
