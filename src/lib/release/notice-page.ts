import type { Refusal } from './answer';

type Reason = Refusal | 'altered' | 'unreachable';

/**
 * What a reader sees instead of a document that is not given out. It stands before the product and its translator, so
 * it says everything in both languages; it has no script and no style of its own, because the policy allows none.
 */
export function noticePage(why: Reason, home: string): string {
  const [zh, en] = sentences[why];
  return `<!doctype html>
<html lang="zh-CN">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Kith · 知客</title>
<h1>Kith · 知客</h1>
<p>${zh}</p>
<p lang="en">${en}</p>
<p><a href="${encodeURI(home)}">打开知客 · <span lang="en">Open Kith</span></a></p>
</html>
`;
}

const notHere = [
  '这个地址不属于知客，没有发给主机。',
  'This address is not part of Kith; it was not sent to the host.',
] as const;

const sentences: Readonly<Record<Reason, readonly [zh: string, en: string]>> = {
  foreign: notHere,
  method: notHere,
  query: notHere,
  unknown: notHere,
  altered: [
    '主机给出的文件与这个版本不一致，已经拒收；多半是正在发布新版本。请过几分钟再打开。你的项目没有动。',
    'The host sent a file that does not belong to this release, and it was refused; a new release is probably being published. Please open Kith again in a few minutes. Your projects were not touched.',
  ],
  unreachable: [
    '现在连不上主机，而这个文件还没有存到本机。请联网后再打开。你的项目没有动。',
    'The host cannot be reached, and this file is not yet stored on this computer. Please open Kith again once you are online. Your projects were not touched.',
  ],
};
