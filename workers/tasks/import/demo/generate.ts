import { createRandom, type Random } from '../../../algorithms/random';
import { companyName, products } from './company';
import { contactTable, contentTable } from './contacts';
import { customerTable, openAccounts, type Account } from './customers';
import { feedbackTable, type PlantedText } from './feedback';
import { orderTable } from './orders';
import { channelNames, groups, populate, themeNames, type Person } from './population';
import { surveyTable } from './survey';
import type { DemoTable } from './table';
import { categories } from './texts';

/** What was planted, for tests that ask whether an analysis finds it again. Rows are customers in order of number. */
export interface DemoTruth {
  readonly customerIds: readonly string[];
  readonly segmentNames: readonly string[];
  /** Segment of each customer, an index into `segmentNames`. */
  readonly segments: Uint8Array;
  readonly channels: readonly string[];
  /** Customers × channels, row-major: the probability that one contact through the channel is answered. */
  readonly propensities: Float64Array;
  readonly themes: readonly string[];
  /** Customers × themes, row-major: the expected share of a customer's content uses; each row sums to 1. */
  readonly interests: Float64Array;
  /** Labels of the categories that `texts` number. */
  readonly categories: readonly string[];
  /** One entry per feedback text in the order of receipt, labelled or not. */
  readonly texts: readonly PlantedText[];
}

export interface Demo {
  readonly company: string;
  readonly tables: readonly DemoTable[];
  readonly truth: DemoTruth;
}

/**
 * Generates the demo company's files and the truth they were drawn from. Each file has its own stream of random
 * numbers, so a change in one leaves the others as they are; the whole is determined by the seed.
 *
 * @param seed any integer; its low 32 bits are used
 * @param customers how many customers; every file grows in proportion (about 12 orders, 16 contacts, 6 content uses
 *   and 1.2 feedback texts each; a quarter answer the survey)
 */
export function generateDemo(seed: number, customers: number): Demo {
  const plan = planOf(seed, customers);
  const { people, accounts } = plan;
  const feedback = feedbackOf(plan);
  return {
    company: companyName,
    tables: tablesOf(plan, () => feedback.table).map((table) => table()),
    truth: {
      customerIds: accounts.map(({ id }) => id),
      segmentNames: groups.map(({ name }) => name),
      segments: Uint8Array.from(people, ({ segment }) => segment),
      channels: channelNames,
      propensities: Float64Array.from(people.flatMap(({ propensity }) => [...propensity])),
      themes: themeNames,
      interests: Float64Array.from(people.flatMap(({ interest }) => [...interest])),
      categories: categories.map(({ label }) => label),
      texts: feedback.planted,
    },
  };
}

/** The same tables, each made when it is asked for, for who can use the first before the last is made. */
export function demoTables(seed: number, customers: number): readonly (() => DemoTable)[] {
  const plan = planOf(seed, customers);
  return tablesOf(plan, () => feedbackOf(plan).table);
}

/** Who the customers are: what all files are drawn from. */
interface Plan {
  readonly random: Random;
  readonly people: readonly Person[];
  readonly accounts: readonly Account[];
}

function planOf(seed: number, customers: number): Plan {
  const random = createRandom(seed);
  const people = populate(random.fork(1), customers);
  return { random, people, accounts: openAccounts(random.fork(2), people) };
}

const feedbackOf = ({ random, people, accounts }: Plan) => feedbackTable(random.fork(7), people, accounts);

function tablesOf({ random, people, accounts }: Plan, feedback: () => DemoTable): readonly (() => DemoTable)[] {
  return [
    () => customerTable(random.fork(3), people, accounts),
    () => orderTable(random.fork(4), people, accounts),
    productTable,
    () => contactTable(random.fork(5), people, accounts),
    () => contentTable(random.fork(6), people, accounts),
    feedback,
    () => surveyTable(random.fork(8), people, accounts),
  ];
}

function productTable(): DemoTable {
  return {
    name: '产品目录.csv',
    header: ['产品编码', '产品名称', '产品类别', '价格', '产品描述'],
    rows: products.map(({ id, name, category, price, description }) => [
      id,
      name,
      category,
      price.toFixed(2),
      description,
    ]),
    delimiter: ',',
    newline: '\r\n',
    bom: true,
  };
}
