import type { Random } from '../../../../algorithms/random';
import { civil, lastDay } from '../calendar';
import { pick } from '../sampling';

type Fill = (random: Random) => string;

const oneOf =
  (words: string): Fill =>
  (random) =>
    pick(random, words.split('|'));

const between =
  (low: number, high: number): Fill =>
  (random) =>
    String(low + random.below(high - low + 1));

const date =
  (format: (month: number, day: number) => string): Fill =>
  (random) => {
    const { month, day } = civil(random.below(lastDay));
    return format(month, day);
  };

const months = 'Jan|Feb|March|April|May|June|July|Aug|Sept|Oct|Nov|Dec'.split('|');

/** What may stand in a pattern's slots. `fee` is a small sum, `bill` a painful one. */
const common: Readonly<Record<string, Fill>> = {
  fee: oneOf('1|2|3|5|6|8|9.9|10|12|15|18|19|20|25'),
  bill: oneOf('68|88|99|118|129|136.5|159|187|199|236|278|305.6|399|487|512'),
  data: oneOf('300M|1G|2G|5G|8G|10G|15GB|20GB|30G|40G|60G|80G'),
  days: between(2, 9),
  hours: between(2, 9),
  times: between(3, 12),
  minutes: oneOf('10|15|20|25|30|35|40|45|50'),
  years: between(2, 15),
  points: oneOf('500|800|1200|2000|3600|5000|8800|12000|15600|26000'),
  speed: oneOf('100M|200M|300M|500M|1000M'),
  slow: oneOf('0.3|0.8|1.2|2|3|5|8|12|20|30'),
  ping: oneOf('120|180|230|300|460|800'),
  code: oneOf('651|678|691|717|734|LOS'),
  floor: between(2, 28),
  tail: (random) => String(1000 + random.below(9000)),
  ticket: (random) => `LJ2${String(random.below(1_000_000)).padStart(6, '0')}`,
  staff: between(1001, 1899),
};

const zh: Readonly<Record<string, Fill>> = {
  ...common,
  plan: oneOf(
    '轻享卡19元|青春卡39|青春卡|畅享59|畅享套餐59元|5G智选99|99的套餐|5G智选129元|129套餐|尊享商务199|尊享299|家庭融合300M|家庭融合500M|融合千兆',
  ),
  vas: oneOf('视频彩铃|影视会员|音乐会员|云盘|家庭看护|短信呼|生活助手|阅读包|游戏加速包|安全管家'),
  place: oneOf(
    '澜州东湖路|云埠万象汇|鹭港大学城|青屿老街|望川南站|石渡镇|南篱县城|柳汀开发区|桐坞山里|麦岭乡下|澜州地铁2号线|翠屏小区|锦绣花园|金色家园|滨江一号|学府里|鹭港机场|青屿码头|工业园三号厂房|人民医院住院部',
  ),
  hall: oneOf('东湖路|万象汇|大学城|老街|南站|石渡|南篱|柳汀|中山路|人民路|解放路|学府路'),
  date: date((month, day) => `${month}月${day}号`),
  month: (random) => `${1 + random.below(12)}月`,
  name: oneOf('小陈|小李|小周|王姐|刘经理|张工|老赵|小吴|林师傅|黄师傅|何主管|郑班长'),
  time: oneOf('早上七点多|上午九点|中午|下午三点|傍晚|晚上八点|晚上十点以后|半夜|凌晨一点|周末|下班高峰'),
  country: oneOf('泰国|日本|新加坡|马来西亚|越南|法国|德国|澳洲|迪拜|韩国|香港|英国'),
  gift: oneOf('话费券|保温杯|咖啡券|视频月卡|充电宝|加油卡|电饭煲|雨伞|流量包|数据线'),
  app: oneOf('抖音|微信|王者|B站|腾讯会议|钉钉|淘宝|爱奇艺|和平精英|高德'),
};

const en: Readonly<Record<string, Fill>> = {
  ...common,
  plan: oneOf('5G Select 129|5G Select 99|Youth 39|Youth Card|Easy 59|Business 199|Business 299|Family 500M|Lite 19'),
  vas: oneOf('video ringtone|movie pass|music pass|cloud drive|home camera|reading pack|gaming booster|SMS alert'),
  place: oneOf(
    'Donghu Road|the university town|Lugang airport|the old town in Qingyu|Wangchuan South station|the industrial park|Riverside One|my village near Mailing|metro line 2|Liuting|Jade Garden|the hospital|the ferry pier',
  ),
  hall: oneOf('Donghu Road|university|airport|Zhongshan Road|Wanxiang mall|old town'),
  date: date((month, day) => `${months[month - 1]!} ${day}`),
  month: oneOf(months.join('|')),
  name: oneOf('Lily|Mr Chen|Kevin|Ms Zhou|Jason|Anna|Mr Lin|Vivian'),
  time: oneOf('around 7 am|at lunchtime|in the evening|after 8 pm|at midnight|at weekends|during rush hour'),
  country: oneOf('Thailand|Japan|Singapore|Malaysia|Vietnam|France|Germany|Australia|Dubai|Korea|the UK'),
  gift: oneOf('coffee voucher|phone credit|power bank|umbrella|video pass|water bottle|data pack'),
  app: oneOf('TikTok|WeChat|Zoom|Teams|YouTube|Netflix|Google Maps|WhatsApp|Spotify'),
};

const slots = { zh, en };
export type Language = keyof typeof slots;

/** Fills each `{slot}` of a pattern. A slot nobody declared is an error of the pattern's author. */
export function fill(random: Random, pattern: string, language: Language): string {
  return pattern.replace(/\{(\w+)\}/g, (_, slot: string) => {
    const choose = slots[language][slot];
    if (choose === undefined) throw new Error(`unknown slot {${slot}} in: ${pattern}`);
    return choose(random);
  });
}
