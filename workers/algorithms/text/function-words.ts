/**
 * Words that hold sentences together and name nothing, in English and Chinese. They are learned from like any other;
 * they are only not shown as what a class is about.
 */
const functionWords = new Set(
  `a an the this that these those some any all no not and or but if then than so as at by for from in into of off on
  onto out over to too up with without about after before near under again i me my we us our you your he him his she
  her it its they them their who what which when where why how am is are was were be been being do does did done have
  has had having will would shall should can could may might must im i'm i've it's don't doesn't didn't can't won't
  isn't wasn't there here just also very more most only own same such each every other get got
  我们 你们 他们 她们 自己 这个 那个 这些 那些 这样 那样 这么 那么 怎么 怎样 什么 为什么 哪个 哪里 多少 没有 不是 就是 还是 也是 都是
  但是 可是 不过 而且 因为 所以 如果 虽然 然后 以后 之后 之前 以前 已经 还有 还要 一个 一下 一直 一次 有点 有些 可以 不能 不会
  应该 需要 觉得 感觉 时候 现在 今天 昨天 明天 起来 出来 下来 上去 以及 或者 并且 只是 只有 不要 这里 那里 的话`.split(
    /\s+/,
  ),
);

/** Whether a lower-cased word, or either word of a pair, names nothing. */
export function isFunctional(term: string): boolean {
  return term.split(' ').some((word) => functionWords.has(word));
}
