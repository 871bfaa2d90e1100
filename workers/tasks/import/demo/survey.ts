import type { Random } from '../../../algorithms/random';
import { americanTime, minuteOn } from './calendar';
import type { Account } from './customers';
import type { Person } from './population';
import { pick } from './sampling';
import type { DemoTable } from './table';
import { improvements } from './texts';

/** Questions with a scale: the top of it, and how content, thrift and wish for a human bear on the answer. */
const scales = [
  { question: '总体满意度（1-5分）', low: 1, high: 5, content: 0.85, thrift: -0.1, social: 0 },
  { question: '您有多大可能把我们推荐给亲友（0-10分）', low: 0, high: 10, content: 0.9, thrift: -0.1, social: 0.1 },
  { question: '网络质量（1-5分）', low: 1, high: 5, content: 0.6, thrift: 0, social: 0 },
  { question: '资费合理（1-5分）', low: 1, high: 5, content: 0.5, thrift: -0.5, social: 0 },
  { question: '服务态度（1-5分）', low: 1, high: 5, content: 0.6, thrift: 0, social: 0.3 },
  { question: '办理便捷（1-5分）', low: 1, high: 5, content: 0.5, thrift: 0, social: -0.2 },
];
const openQuestion = '您最希望我们先改进什么';

/** Fieldwork began on 2026-04-16, so that the first date of the file already shows which number is the day. */
const fieldworkStart = 470;
const fieldworkDays = 58;

/**
 * A satisfaction survey among a quarter of the customers in long form, one row per answer, as an American survey
 * platform exports it: month before day. People skip questions; a few answers fell outside their scale's wording.
 */
export function surveyTable(random: Random, people: readonly Person[], accounts: readonly Account[]): DemoTable {
  const known = people.flatMap((person, i) =>
    person.registered < fieldworkStart - 30 && random.next() < 0.26 * Math.exp(0.15 * person.digital) ? [i] : [],
  );
  const responses = known
    .map((i) => ({ i, minute: minuteOn(random, fieldworkStart + random.below(fieldworkDays), 'leisure') }))
    .sort((a, b) => a.minute - b.minute);
  return {
    name: '满意度调查_2026Q2.csv',
    header: ['答卷编号', '客户编号', '提交时间', '题目', '答案'],
    rows: responses.flatMap(({ i, minute }, n) => {
      const id = `R${String(n + 1).padStart(5, '0')}`;
      const customer = random.next() < 0.03 ? '' : accounts[i]!.id;
      return answersOf(random, people[i]!).map(([question, answer]) => [
        id,
        customer,
        americanTime(minute),
        question,
        answer,
      ]);
    }),
    delimiter: ',',
    newline: '\r\n',
    bom: false,
  };
}

function answersOf(random: Random, person: Person): [question: string, answer: string][] {
  // What all answers of one respondent share beside contentment: some people are generous with points.
  const generosity = 0.35 * random.normal();
  const answers: [string, string][] = [];
  for (const { question, low, high, content, thrift, social } of scales) {
    if (random.next() < 0.03) continue;
    const feeling =
      content * person.contentment +
      thrift * person.thrift +
      social * person.social +
      generosity +
      0.5 * random.normal();
    const position = 0.68 + 0.22 * feeling;
    const answer = Math.max(low, Math.min(high, Math.round(low + position * (high - low))));
    answers.push([question, random.next() < 0.004 ? '不清楚' : String(answer)]);
  }
  if (random.next() < 0.45) {
    const level = person.contentment + generosity;
    const mood = level < -0.6 ? 'low' : level < 0.5 ? 'middling' : 'high';
    answers.push([openQuestion, pick(random, improvements[mood])]);
  }
  return answers;
}
