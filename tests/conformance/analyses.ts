import { isDeepStrictEqual } from 'node:util';
import { render } from 'svelte/server';
import { wordsOfTag, wordsOfValue } from '../../src/analyses';
import type { Analysis, AnalysisViewProps, TagProposal } from '../../src/analyses/analysis';
import { reasonsAgainst, runAnalysis, type Run } from '../../src/analyses/run';
import { readFormula } from '../../src/components/formula';
import { AppError } from '../../src/lib/core/errors';
import { defaultsOf } from '../../src/lib/core/params';
import type { Dataset } from '../../src/lib/data/dataset';
import { createFormats } from '../../src/lib/i18n/formats';
import { createTranslator, languages } from '../../src/lib/i18n/translate';
import { texts as productTexts } from '../../src/lib/i18n/texts';
import { computeHere } from '../analyses/compute';

/** Data every analysis is held against: enough to run, as a project has it. */
export interface Subject {
  readonly dataset: Dataset;
  /** Words of the data that may be tag values as they are: channels, labels. */
  readonly dataWords: ReadonlySet<string>;
  readonly engineVersion: string;
}

export interface Check {
  readonly claim: string;
  check(): Promise<void>;
}

class Violation extends Error {}

function demand(holds: boolean, what: string): asserts holds {
  if (!holds) throw new Violation(what);
}

const emptyDataset = (asOf: string): Dataset => ({
  asOf,
  timeZone: 'UTC',
  currency: '',
  count: () => 0,
  has: () => false,
  fields: () => [],
  rows: () => Promise.reject(new Error('empty data was queried')),
  columns: () => Promise.reject(new Error('empty data was queried')),
  fingerprint: (entity) => Promise.resolve({ entity, schema: '', rows: 0, xor: '0', sum: '0' }),
});

/** Data with every entity and no field: what is missing must be named field by field. */
const fieldlessDataset = (asOf: string): Dataset => ({
  ...emptyDataset(asOf),
  count: () => 1,
  has: (_, field) => field === undefined,
});

/** What every analysis promises (DESIGN, section 8), as checks that can also be run on a planted violation. */
export function analysisChecks(analysis: Analysis, { dataset, dataWords, engineVersion }: Subject): readonly Check[] {
  const translators = languages.map((language) => ({
    t: createTranslator(language, ...productTexts, analysis.texts),
    formats: createFormats(language),
  }));

  async function perform(more: { seed?: number; signal?: AbortSignal; report?: (fraction: number) => void } = {}) {
    const { compute, jobs } = computeHere();
    const options = { dataset, compute, runNo: 1, appVersion: '0', engineVersion, ...more };
    return { run: await runAnalysis(analysis, {}, options), jobs };
  }
  let first: Promise<Run<object>> | undefined;
  const firstRun = () => (first ??= perform({ seed: 7 }).then(({ run }) => run));

  return [
    {
      claim: 'says why it cannot run on empty data, in both languages, without a query',
      async check() {
        const empty = emptyDataset(dataset.asOf);
        const reasons = analysis.needs(empty);
        demand(reasons.length > 0, 'needs nothing');
        for (const { code, details } of reasons) for (const { t } of translators) t(`need.${code}`, details);
        const options = { dataset: empty, compute: computeHere().compute, runNo: 1, appVersion: '0', engineVersion };
        const failure = await runAnalysis(analysis, {}, options).catch((thrown: unknown) => thrown);
        demand(failure instanceof AppError && failure.code === 'needs-unmet', `ran into ${String(failure)}`);
      },
    },
    {
      claim: 'explains itself: formulae that can be drawn, points to read, an example with its numbers',
      check() {
        for (const { t, formats } of translators) {
          for (const name of analysis.help.formulae) readFormula(t(`help.formula.${name}`));
          for (const key of ['help.reading', 'help.limits']) {
            demand(
              t(key)
                .split('\n')
                .every((point) => point.trim().length > 8),
              `${key} has an empty point`,
            );
          }
          const { columns, rows, values } = analysis.help.example(t, formats);
          t('help.example', values);
          demand(rows.length > 0 && rows.every((row) => row.length === columns.length), 'a table that is not whole');
          demand(
            rows.flat().every((cell) => cell !== '' && !String(cell).includes('NaN')),
            'a cell without a value',
          );
        }
        demand(analysis.help.formulae.length > 0, 'no formula');
        return Promise.resolve();
      },
    },
    {
      claim: 'names every field it misses',
      async check() {
        for (const { code, details } of analysis.needs(fieldlessDataset(dataset.asOf))) {
          for (const { t } of translators) t(`need.${code}`, details);
        }
        demand((await reasonsAgainst(analysis, dataset)).length === 0, 'cannot run on the demo');
      },
    },
    {
      claim: 'runs on the demo and writes down how',
      async check() {
        const { record } = await firstRun();
        demand(
          isDeepStrictEqual(
            record.inputs.map(({ entity }) => entity),
            [...analysis.inputs],
          ),
          'inputs',
        );
        demand(isDeepStrictEqual(record.params, defaultsOf(analysis.params)), 'params');
        demand(record.analysis === analysis.id && record.version === analysis.version, 'analysis and version');
        demand(record.seed === 7 && record.asOf === dataset.asOf && record.engineVersion !== '', 'seed, as-of, engine');
        for (const input of record.inputs) demand(input.schema !== undefined && input.rows >= 0, 'fingerprint');
        for (const { code, details } of record.warnings) for (const { t } of translators) t(`warning.${code}`, details);
      },
    },
    {
      claim: 'gives the same result with the same seed',
      async check() {
        const { result } = await firstRun();
        const again = (await perform({ seed: 7 })).run.result;
        demand(isDeepStrictEqual(again, result), 'the second run differs');
      },
    },
    {
      claim: 'has a result that survives structuredClone',
      async check() {
        const { result } = await firstRun();
        demand(isDeepStrictEqual(structuredClone(result), result), 'the clone differs');
      },
    },
    {
      claim: 'reports progress that only rises, up to 1, in stages that have words',
      async check() {
        const seen: number[] = [];
        const stages = new Set<string>();
        await perform({
          report: (fraction: number, stage?: string) => {
            seen.push(fraction);
            if (stage) stages.add(stage);
          },
        });
        demand(seen.at(-1) === 1, `ends at ${seen.at(-1)}`);
        demand(
          seen.every((fraction, i) => i === 0 || fraction >= (seen[i - 1] ?? 0)),
          'falls',
        );
        for (const stage of stages) for (const { t } of translators) t(`stage.${stage}`);
      },
    },
    {
      claim: 'ends with silence when aborted, and leaves no job',
      async check() {
        const abort = new AbortController();
        const { compute, jobs } = computeHere();
        const failure = await runAnalysis(
          analysis,
          {},
          {
            dataset,
            compute,
            runNo: 1,
            appVersion: '0',
            engineVersion,
            signal: abort.signal,
            report: () => abort.abort(),
          },
        ).catch((thrown: unknown) => thrown);
        demand(failure instanceof AppError && failure.kind === 'cancelled', `ended with ${String(failure)}`);
        await new Promise((resolve) => setTimeout(resolve, 0));
        demand(
          jobs.every(({ isDone }) => isDone),
          'a job goes on',
        );
      },
    },
    {
      claim: 'proposes one value per customer, with words in both languages',
      async check() {
        const { result } = await firstRun();
        const proposals = analysis.propose?.(result) ?? { tags: [] };
        for (const proposal of proposals.tags) {
          checkProposal(analysis, proposal);
          for (const { t } of translators) {
            demand(wordsOfTag(analysis, proposal.tag, t) !== '', 'a tag without a name');
            for (const value of proposal.values) {
              const hasWords = wordsOfValue(analysis, value, t) !== value || dataWords.has(value);
              demand(hasWords, `no words for the value ${value}`);
            }
          }
        }
        for (const { files, rows, codes, scores, values } of proposals.texts ?? []) {
          const lengths = new Set([files.length, rows.length, codes.length, scores.length]);
          demand(lengths.size === 1, 'columns of different length');
          demand(
            codes.every((code) => code < values.length),
            'a code without a value',
          );
        }
      },
    },
    {
      claim: 'says its finding in a sentence, and draws its view, in both languages',
      async check() {
        const { result, record } = await firstRun();
        const { default: View } = await analysis.view();
        for (const { t, formats } of translators) {
          const headline = analysis.headline(result, t, formats, 'CNY');
          demand(headline.length > 8 && !/NaN|undefined|[{}]/.test(headline), `headline ${headline}`);
          for (const card of analysis.cards?.(result, t, formats, 'CNY') ?? []) {
            demand(card.title !== '' && card.rows.length > 0, 'an empty card');
            demand(
              card.rows.every((row) => row.length === card.columns.length),
              'a card whose rows do not fit its columns',
            );
          }
          const props: AnalysisViewProps<object> = { result, record, t, formats, currency: 'CNY', open: () => {} };
          const { body } = render(View, { props });
          demand(body.length > 500, 'an empty view');
          demand(!/NaN|undefined|\[object/.test(body.replace(/<[^>]*>/g, ' ')), 'a view with a hole in it');
        }
      },
    },
  ];
}

function checkProposal({ id, layer }: Analysis, proposal: TagProposal): void {
  const { tag, customers, codes, values, scores, low, high } = proposal;
  demand(tag === id || tag.startsWith(`${id}:`), `tag ${tag}`);
  demand(proposal.layer === layer, 'layer');
  demand(customers.length > 0 && customers.length === codes.length, 'lengths');
  demand(new Set(customers).size === customers.length, 'a customer twice');
  demand(
    codes.every((code) => code < values.length),
    'a code without a value',
  );
  demand(new Set(values).size === values.length, 'a value twice');
  for (const numbers of [scores, low, high]) {
    if (!numbers) continue;
    demand(numbers.length === customers.length && numbers.every(Number.isFinite), 'scores');
  }
  if (scores && low && high) {
    demand(
      scores.every((score, i) => (low[i] ?? NaN) <= score && score <= (high[i] ?? NaN)),
      'a score outside its interval',
    );
  }
}
