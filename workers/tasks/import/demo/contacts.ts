import type { Random } from '../../../algorithms/random';
import { firstDay, isoTime, lastDay, minuteOn } from './calendar';
import { campaigns, channels, themes } from './company';
import type { Account } from './customers';
import { damageSome, delaySome, duplicateSome, put } from './mess';
import type { Person } from './population';
import { draw, gamma, pick, poisson } from './sampling';
import type { DemoTable } from './table';

/** Contacts a customer gets over the whole period, per channel in the order of `channels`. */
const contactRates = [4.4, 2.7, 3.8, 1.9, 1.9, 2.3, 1.5];

const calls: ReadonlySet<string> = new Set(['热线', '外呼']);

/** An event of a log before it has its number, which goes into the first cell. */
interface Event {
  readonly minute: number;
  readonly cells: string[];
}

/** Ids of the campaigns that run on each day of the period. */
const running = Array.from({ length: lastDay + 1 }, (_, day) =>
  campaigns.filter((campaign) => day >= campaign.firstDay && day <= campaign.lastDay).map(({ id }) => id),
);

/**
 * The contact log of all channels, one row per contact with its final state. The number of contacts varies widely
 * between customers and channels (gamma-mixed Poisson); whether one is answered is a coin with the customer's
 * propensity, the same in every month.
 */
export function contactTable(random: Random, people: readonly Person[], accounts: readonly Account[]): DemoTable {
  const events = people.flatMap((person, i) => contactsOf(random, person, accounts[i]!));
  const damaged = damageSome(random, delaySome(random, numbered(random, events, 71_000_000), 0.012), [
    (cells) => put(cells, 2, '2025-13-05 09:30:00'),
    (cells) => [...cells, '', '转人工'],
    (cells) => put(cells, 5, '约两分钟'),
  ]);
  return {
    name: '渠道接触记录.csv',
    header: ['接触流水号', '客户编号', '接触时间', '接触渠道', '接触结果', '通话时长秒', '活动编号'],
    rows: duplicateSome(random, damaged, 0.005),
    delimiter: ',',
    newline: '\r\n',
    bom: true,
  };
}

function contactsOf(random: Random, person: Person, account: Account): Event[] {
  const from = Math.max(person.registered, firstDay);
  const until = Math.min(account.doNotContactFrom, lastDay);
  const exposure = Math.max(0, until - from) / (lastDay + 1);
  return channels.flatMap((channel, c) => {
    const p = person.propensity[c]!;
    // The company has long favoured, mildly, the channels on which a customer answers.
    const favour = Math.exp(0.5 * (p - 0.5));
    const rate = contactRates[c]! * exposure * favour * (gamma(random, 0.9) / 0.9);
    return Array.from({ length: poisson(random, Math.min(rate, 25)) }, (): Event => {
      const day = from + random.below(until - from + 1);
      const minute = minuteOn(random, day, channel.name === 'APP' || channel.name === '短信' ? 'leisure' : 'office');
      const answered = random.next() < p;
      const kind = random.next() < 0.004 ? '' : answered ? channel.answered : channel.silent;
      const seconds = answered && calls.has(channel.name) ? String(20 + Math.round(90 * gamma(random, 1.4))) : '';
      const campaign = random.next() < 0.3 ? '' : pick(random, running[day]!);
      return { minute, cells: ['', account.id, isoTime(minute), channel.name, kind, seconds, campaign] };
    });
  });
}

const titles: Readonly<Record<(typeof themes)[number], readonly string[]>> = {
  流量优惠: ['周末流量半价', '新春流量红包', '9.9元20GB怎么领', '流量结转规则一图看懂'],
  '5G终端': ['澜星X9折叠屏首发', '以旧换新最高补贴2000元', '学生机选购指南', '老人手机一键呼叫'],
  影视会员: ['暑期影视畅看月', '连续包月会员6折', '世界杯免流观赛', '三家平台任选'],
  宽带提速: ['千兆提速免费体验', '家里WiFi哪里最慢', '光猫换新预约', '宽带满速自测'],
  智慧家庭: ['全屋组网案例', '家庭看护摄像头', '智能门锁新品', '副卡亲情共享'],
  国际漫游: ['出境漫游攻略', '东南亚七日包', '欧洲自由行省流指南', '回国后如何关闭漫游'],
  积分商城: ['积分换话费', '五倍积分日', '积分兑换咖啡券', '年末积分清零提醒'],
  反诈与服务: ['警惕刷单返利', '客服不会索要验证码', '银龄用户办事指南', '停机保号怎么办'],
};

/** What customers looked at in the app, exported from its event system: tab-separated, English column names. */
export function contentTable(random: Random, people: readonly Person[], accounts: readonly Account[]): DemoTable {
  const events = people.flatMap((person, i) => {
    const from = Math.max(person.registered, firstDay);
    const until = Math.min(person.left + 30, lastDay);
    const rate = 5.3 * ((until - from) / (lastDay + 1)) * Math.exp(0.45 * person.digital) * gamma(random, 1.3);
    return Array.from({ length: poisson(random, Math.min(rate, 28)) }, (): Event => {
      const minute = minuteOn(random, from + random.below(until - from + 1), 'leisure');
      const theme = themes[draw(random, person.interest)]!;
      const kind = random.next() < 0.15 ? 'consulted' : 'visited';
      const seconds = String(3 + Math.round(55 * gamma(random, 0.9)));
      const named = random.next() < 0.01 ? '' : theme;
      return {
        minute,
        cells: ['', accounts[i]!.id, isoTime(minute), kind, named, pick(random, titles[theme]), seconds],
      };
    });
  });
  const damaged = damageSome(random, delaySome(random, numbered(random, events, 5_000_000), 0.01), [
    (cells) => put(cells, 6, '-'),
    (cells) => put(cells, 2, 'null'),
  ]);
  return {
    name: 'app_content_events.tsv',
    header: ['event_id', 'user_id', 'event_time', 'event_type', 'theme', 'content_title', 'dwell_time'],
    rows: duplicateSome(random, damaged, 0.005),
    delimiter: '\t',
    newline: '\n',
    bom: false,
  };
}

/** Orders events by time and gives them the running numbers of their log. */
function numbered(random: Random, events: Event[], start: number): string[][] {
  let number = start;
  return events
    .sort((a, b) => a.minute - b.minute)
    .map(({ cells }) => {
      number += 1 + random.below(4);
      return put(cells, 0, String(number).padStart(10, '0'));
    });
}
