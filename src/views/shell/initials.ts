/**
 * First letters of the pinyin of the characters in Kith's own names of pages and analyses, so that `khb` finds 客户表
 * without switching the input method. A few dozen characters; customers' names are found by the engine.
 */
const charactersOf: Readonly<Record<string, string>> = {
  b: '表标保报白本版编',
  a: '安',
  c: '察参查成测残出产词程',
  d: '导的动打到地定调道对洞单',
  f: '分放反费服复',
  g: '告关格购概过',
  h: '行画户好会护回换含和',
  j: '建检拒绝价结据交键记渐接捷角',
  k: '客开口快看',
  l: '类列览录联链路来历流量理浏',
  m: '目名码买满',
  p: '偏盘拍',
  q: '求签渠前期去区群情权全',
  r: '入任人日',
  s: '私识索数首试生商社设师始实失',
  t: '体台统推图',
  w: '文物务维位',
  x: '项需像析习消行销线新信校向细训选效修',
  y: '隐演研营与于用预以要言验业语因有运',
  z: '账值知志征主组总作自资质在直',
};

const initialOf = new Map(
  Object.entries(charactersOf).flatMap(([letter, characters]) =>
    Array.from(characters, (character) => [character, letter] as const),
  ),
);

/** `客户表` → `khb`; Latin letters stay, what has no letter (blanks, dots, unknown characters) is left out. */
export const initialsOf = (label: string): string =>
  Array.from(label.toLowerCase(), (character) =>
    /[a-z0-9]/.test(character) ? character : (initialOf.get(character) ?? ''),
  ).join('');

/** Whether every Chinese character of a name has its letter: asked by the test of our own names. */
export const hasInitials = (label: string): boolean =>
  Array.from(label).every((character) => !/\p{Script=Han}/u.test(character) || initialOf.has(character));
