import type { Random } from '../../../algorithms/random';
import { pick } from './sampling';

/** The commonest surnames, roughly in proportion: a name that stands twice is drawn twice as often. */
const surnames = [
  ...'王王王王李李李李张张张刘刘刘陈陈陈杨杨黄黄赵赵周周吴吴徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛阎段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常汤',
  '欧阳',
  '上官',
  '诸葛',
  '司徒',
];

/** Given names by the fashion of their generation: born before 1970, 1970–1994, after 1994. */
const given = {
  female: [
    '秀英 桂英 玉兰 淑珍 秀兰 桂兰 凤英 玉珍 淑兰 春梅 金凤 月娥 素芬 爱华 翠花 玉梅 惠芳 彩霞 美珍 银花 桂香 素珍',
    '丽 敏 静 艳 娟 芳 霞 燕 红梅 晓燕 海燕 丽娟 雪梅 玲 婷婷 丹 莉 慧 倩 雅琴 春燕 文静 丽华 小红 颖 佳 晶晶 冬梅 云霞',
    '梓涵 欣怡 雨桐 思琪 诗涵 佳怡 子涵 可馨 若曦 雨欣 梦瑶 语嫣 静怡 一诺 紫萱 婧 思雨 雅静 嘉怡 心怡 楚楚 晓彤 安琪 舒窈',
  ],
  male: [
    '建国 建华 国强 志强 德明 福生 永康 长发 金贵 树林 文革 卫东 建军 国庆 大勇 兴旺 宝山 志刚 春生 根生 学文 广田',
    '伟 强 磊 军 勇 杰 涛 超 明 刚 鹏 飞 波 辉 健 志伟 俊 海涛 建平 晓东 文斌 斌 浩 立新 永强 少华 亮 凯 国栋 学军',
    '浩然 子轩 宇轩 俊杰 梓豪 天佑 博文 宇航 嘉豪 子墨 奕辰 思远 泽宇 一鸣 家乐 锦程 昊 睿 明轩 皓宇 子昂 星宇 承泽 逸飞',
  ],
} as const;

const givenNames = {
  female: given.female.map((words) => words.split(' ')),
  male: given.male.map((words) => words.split(' ')),
};

const englishGiven = {
  female: 'Emma Olivia Sarah Priya Aisha Hannah Chloe Maria Julia Grace Yuki Nadia Linh Katya'.split(' '),
  male: 'James Daniel Tom Ravi Omar Lucas Peter Ahmed Marco Sergei Kenji David Minh Andrew'.split(' '),
};
const englishFamily =
  'Smith Johnson Patel Müller Rossi Tanaka Nguyen Okafor Silva Novak Khan Brown Ivanova Dubois Park Haddad Wilson Sato'.split(
    ' ',
  );

export type Gender = 'female' | 'male';

export function chineseName(random: Random, gender: Gender, birthYear: number): string {
  const generation = birthYear < 1970 ? 0 : birthYear < 1995 ? 1 : 2;
  return pick(random, surnames) + pick(random, givenNames[gender][generation]!);
}

export function englishName(random: Random, gender: Gender): string {
  return `${pick(random, englishGiven[gender])} ${pick(random, englishFamily)}`;
}
