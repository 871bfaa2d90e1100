import { texts } from '../translate';

/**
 * One sentence for every error code of the product, under `error.<code>`: what happened, and what to do now.
 * `tests/lib/i18n/errors.test.ts` reads the codes out of the source and fails when one has no sentence.
 */
export const errorTexts = texts({
  zh: {
    'error.cancelled': '已取消。',
    'error.unexpected': '程序出错了，不是你的问题。你的数据没有动；请复制错误报告发给我们。',
    'error.sql-literal': '程序拼出的查询不安全，已拦下。请复制错误报告发给我们。',
    'error.sql-name': '程序拼出的查询里有不合法的名称，已拦下。请复制错误报告发给我们。',
    'error.sql-number': '程序拼出的查询里有不是数字的数值，已拦下。请复制错误报告发给我们。',

    'error.param-unknown': '没有「{param}」这个参数。',
    'error.param-type': '参数「{param}」填的是「{value}」，类型不对。',
    'error.param-range': '参数「{param}」填的是 {value}，应在 {min} 到 {max} 之间。',
    'error.param-option': '参数「{param}」填的是「{value}」，只能选：{options}。',
    'error.needs-unmet': '数据还不够，这项分析现在跑不了。',
    'error.mixed-currencies': '这些金额用了不同的币种，不能直接相加。请先统一币种，或只选一种。',

    'error.counts-invalid': '计数里有负数或不是数字的值。',
    'error.label-out-of-range': '有一个类别超出了已知的范围。',
    'error.length-mismatch': '两列的行数对不上。',
    'error.no-terms': '文本里没有留下可用的词。请检查选的是不是文本列。',
    'error.not-finite': '数据里有空值或无穷大，这种算法不接受。请换掉这一列，或先补上空值。',
    'error.probability-invalid': '概率必须在 0 到 1 之间。',
    'error.shape-mismatch': '数据的列数和模型训练时不一样。',
    'error.target-exceeds-population': '要取的数量超过了总数。',
    'error.too-few-rows': '至少要 {needed} 行，现在只有 {rows} 行。',
  },
  en: {
    'error.cancelled': 'Cancelled.',
    'error.unexpected':
      'Something broke on our side. Your data was not touched; please copy the error report and send it to us.',
    'error.sql-literal':
      'The program built an unsafe query; it was stopped. Please copy the error report and send it to us.',
    'error.sql-name':
      'The program built a query with an invalid name; it was stopped. Please copy the error report and send it to us.',
    'error.sql-number':
      'The program built a query with a value that is no number; it was stopped. Please copy the error report and send it to us.',

    'error.param-unknown': 'There is no parameter called "{param}".',
    'error.param-type': 'Parameter "{param}" is "{value}", which is the wrong type.',
    'error.param-range': 'Parameter "{param}" is {value}; it must lie between {min} and {max}.',
    'error.param-option': 'Parameter "{param}" is "{value}"; choose one of: {options}.',
    'error.needs-unmet': 'There is not enough data for this analysis yet.',
    'error.mixed-currencies':
      'These amounts are in different currencies and cannot be added up. Convert them first, or choose one currency.',

    'error.counts-invalid': 'The counts hold a negative value or something that is no number.',
    'error.label-out-of-range': 'A class lies outside the known ones.',
    'error.length-mismatch': 'Two columns differ in their number of rows.',
    'error.no-terms': 'No usable words are left in the texts. Check that you chose a text column.',
    'error.not-finite':
      'The data holds empty or infinite values, which this method does not accept. Choose another column or fill the gaps first.',
    'error.probability-invalid': 'A probability must lie between 0 and 1.',
    'error.shape-mismatch': 'The data has other columns than the ones the model was trained on.',
    'error.target-exceeds-population': 'More were asked for than there are.',
    'error.too-few-rows': 'This needs at least {needed} rows; there are {rows}.',
  },
});
