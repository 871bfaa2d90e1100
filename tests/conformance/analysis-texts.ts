import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Analysis } from '../../src/analyses/analysis';

/** Words an analysis must have, found in its source and its declarations; each list empty when all is well. */
export interface TextAudit {
  /** Keys asked for and not there. */
  readonly missing: readonly string[];
  /** Keys there and never asked for. */
  readonly unused: readonly string[];
  /** Keys whose two languages fill in different values, or say nothing. */
  readonly unequal: readonly string[];
}

const slots = (sentence: string): string => {
  const names = Array.from(sentence.matchAll(/\{([\w-]+)/g), ([, name]) => name);
  return [...new Set(names)].sort().join();
};

const capturesOf = (source: string, pattern: RegExp): readonly string[] =>
  Array.from(source.matchAll(pattern), ([, found = '']) => found);

/** The source of an analysis, its words left out. */
export function sourceOf(id: string): string {
  const folder = resolve(import.meta.dirname, '../../src/analyses', id);
  return readdirSync(folder)
    .filter((name) => name !== 'texts.ts')
    .map((name) => readFileSync(resolve(folder, name), 'utf8'))
    .join('\n');
}

export function auditTexts(
  { texts, params, help }: Pick<Analysis, 'texts' | 'params' | 'help'>,
  source: string,
): TextAudit {
  const declared = Object.entries(params).flatMap(([name, param]) => [
    `params.${name}.label`,
    `params.${name}.hint`,
    ...('zeroIsWord' in param && param.zeroIsWord ? [`params.${name}.zero`] : []),
    ...(param.kind === 'choice' ? param.options.map((option) => `params.${name}.${option}`) : []),
  ]);
  const literal = [
    ...capturesOf(source, /\bt\(\s*'([^']+)'/g),
    ...capturesOf(source, /\bt\([^'`;]*\? '([^']+)'/g),
    ...capturesOf(source, /\bt\([^'`;]*\? '[^']+' : '([^']+)'/g),
    ...capturesOf(source, /\bwarn\('([^']+)'/g).map((code) => `warning.${code}`),
    ...capturesOf(source, /\breport\([^)]*, '([^']+)'\)/g).map((stage) => `stage.${stage}`),
    ...capturesOf(source, /code: '([^']+)', details/g).map((code) => `need.${code}`),
  ];
  /** `t(`value.${code}`)` asks for some key of that beginning. */
  const beginnings = [
    ...capturesOf(source, /\b(?:t|has)\(\s*`([\w.-]+)\$\{/g),
    ...capturesOf(source, /\bwarn\(`([\w-]+)\$\{/g).map((code) => `warning.${code}`),
    'need.',
    'value.',
    'tag.',
    ...capturesOf(source, /\.map\(\(key\) => t\(`([\w.-]+)\$\{/g),
  ];
  const keys = new Set([...Object.keys(texts.zh), ...Object.keys(texts.en)]);
  const explained = [
    ...['help.picture', 'help.reading', 'help.limits', 'help.example'],
    ...help.formulae.flatMap((name) => [`help.formula.${name}`, `help.formula.${name}.says`]),
  ];
  const wanted = [...new Set(['name', 'purpose', ...explained, ...declared, ...literal])];
  const isAskedFor = (key: string) =>
    wanted.includes(key) || beginnings.some((beginning) => key.startsWith(beginning) && beginning.length > 0);
  const { zh, en } = texts as { zh: Record<string, string>; en: Record<string, string> };
  return {
    missing: [
      ...wanted.filter((key) => !keys.has(key)),
      ...beginnings
        .filter((beginning) => !['need.', 'value.', 'tag.'].includes(beginning))
        .filter((beginning) => ![...keys].some((key) => key.startsWith(beginning)))
        .map((beginning) => `${beginning}…`),
    ],
    unused: [...keys].filter((key) => !isAskedFor(key)),
    unequal: [...keys].filter((key) => !zh[key]?.trim() || !en[key]?.trim() || slots(zh[key]) !== slots(en[key])),
  };
}
