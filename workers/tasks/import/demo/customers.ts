import type { Random } from '../../../algorithms/random';
import { civil, isoDate, lastDay, slashDate } from './calendar';
import { cities } from './company';
import { damageSome, duplicateSome, put } from './mess';
import { chineseName, englishName } from './names';
import type { Person } from './population';
import { draw, pick } from './sampling';
import type { DemoTable } from './table';

/** A customer as the company knows him: number, name, and from when on he must not be contacted (or Infinity). */
export interface Account {
  readonly id: string;
  readonly name: string;
  readonly phone: string;
  readonly doNotContactFrom: number;
}

const occupations: readonly (readonly string[])[] = [
  ['学生', '学生', '学生', '互联网从业者', '自由职业', '销售', '服务业员工'],
  ['企业职员', '教师', '医护人员', '公务员', '个体经营', '销售', '技术人员'],
  ['退休', '退休', '退休', '退休', '务农', '个体经营'],
  ['企业管理者', '企业主', '技术人员', '律师', '金融从业者', '公务员'],
  ['务农', '个体经营', '工厂工人', '货车司机', '建筑工人', '服务业员工', '快递员'],
];
const educations = ['初中及以下', '高中/中专', '大专', '本科', '硕士及以上'];
const educationWeights = [
  [2, 15, 28, 48, 7],
  [10, 25, 28, 31, 6],
  [58, 28, 9, 4, 1],
  [1, 6, 22, 50, 21],
  [42, 38, 14, 6, 0],
];
const memberships = ['普通', '银卡', '金卡', '钻石'];
const membershipWeights = [
  [72, 22, 6, 0],
  [38, 38, 20, 4],
  [55, 33, 11, 1],
  [6, 18, 42, 34],
  [80, 17, 3, 0],
];
const phoneBrands = ['华为', '苹果', '小米', 'OPPO', 'vivo', '荣耀', '澜星', '其他'];

/** Numbers, names and phones, in the order of registration; numbers rise but not by one. */
export function openAccounts(random: Random, people: readonly Person[]): Account[] {
  let number = 10_010_000;
  return people.map((person) => {
    number += 1 + random.below(13);
    const birthYear = 2026 - Math.floor(person.age);
    return {
      id: String(number).padStart(10, '0'),
      name: person.english ? englishName(random, person.gender) : chineseName(random, person.gender, birthYear),
      // No Chinese operator has numbers that begin with 129.
      phone: `129${String(random.below(100_000_000)).padStart(8, '0')}`,
      doNotContactFrom: random.next() < 0.04 ? random.below(lastDay) : Infinity,
    };
  });
}

/** The customer master as Excel saved it: byte-order mark, CRLF, dates like 2019/3/28. */
export function customerTable(random: Random, people: readonly Person[], accounts: readonly Account[]): DemoTable {
  const clean = people.map((person, i) => customerRow(random, person, accounts[i]!));
  const damaged = damageSome(random, clean, [
    (cells) => [...cells, '备注：资料待补'],
    (cells) => put(cells, 3, '1985-02-30'),
    (cells) => put(cells, 0, ''),
  ]);
  return {
    name: '客户资料_20260630.csv',
    header: [
      '客户编号',
      '姓名',
      '性别',
      '出生日期',
      '手机号码',
      '电子邮箱',
      '地区',
      '城市',
      '职业',
      '学历',
      '会员等级',
      '入网日期',
      '免打扰',
      '终端品牌',
    ],
    rows: duplicateSome(random, damaged, 0.005),
    delimiter: ',',
    newline: '\r\n',
    bom: true,
  };
}

function customerRow(random: Random, person: Person, account: Account): string[] {
  const unless = (missing: number, text: () => string) => (random.next() < missing ? '' : text());
  const place = cities[person.city]!;
  return [
    account.id,
    unless(0.004, () => account.name),
    unless(0.03, () => (person.gender === 'female' ? '女' : '男')),
    unless(0.06, () => isoDate(Math.floor(lastDay - person.age * 365.25))),
    unless(0.01, () => written(random, account.phone)),
    unless(0.62 - 0.18 * Math.tanh(person.digital), () => `${mailbox(random, person, account)}@lanjiang.example`),
    unless(0.02, () => place.region),
    unless(0.03, () => (random.next() < 0.025 ? pick(random, place.typos) : place.name)),
    unless(0.45, () => pick(random, occupations[person.segment]!)),
    unless(0.3, () => educations[draw(random, educationWeights[person.segment]!)]!),
    unless(0.01, () => memberships[draw(random, membershipWeights[person.segment]!)]!),
    slashDate(person.registered),
    account.doNotContactFrom < Infinity ? '是' : '否',
    unless(0.2, () => pick(random, phoneBrands)),
  ];
}

/** A phone number as different clerks type it. */
function written(random: Random, phone: string): string {
  const style = random.next();
  if (style < 0.93) return phone;
  const groups = [phone.slice(0, 3), phone.slice(3, 7), phone.slice(7)];
  return style < 0.97 ? groups.join(' ') : style < 0.985 ? groups.join('-') : `+86 ${phone}`;
}

function mailbox(random: Random, person: Person, account: Account): string {
  const year = civil(Math.floor(lastDay - person.age * 365.25)).year;
  const latin = account.name.toLowerCase().replace(/[^a-z]+/g, '.');
  return latin.length > 3 ? `${latin}${random.below(90) + 10}` : `u${year % 100}${random.below(90_000) + 10_000}`;
}
