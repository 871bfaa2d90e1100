import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { analyses } from '../../src/analyses';
import { defineAnalysis, type Analysis, type Help } from '../../src/analyses/analysis';
import { choice } from '../../src/lib/core/params';
import { sql } from '../../src/lib/data/sql';
import { texts } from '../../src/lib/i18n/translate';
import { openDemoProject, type TestProject } from '../analyses/project';
import { analysisChecks, type Subject } from './analyses';
import { auditTexts, sourceOf } from './analysis-texts';

describe.each(analyses.map((analysis) => [analysis.id, analysis] as const))('the words of %s', (id, analysis) => {
  const audit = auditTexts(analysis, sourceOf(id));
  it('are all there', () => expect(audit.missing).toEqual([]));
  it('are all used', () => expect(audit.unused).toEqual([]));
  it('say the same in both languages', () => expect(audit.unequal).toEqual([]));
});

const explained = { 'help.picture': 'p', 'help.reading': 'r', 'help.limits': 'l', 'help.example': 'e' };
const noHelp: Help = { picture: 'table', formulae: [], example: () => ({ columns: [], rows: [], values: {} }) };

describe('the audit of words', () => {
  const audit = (zh: Record<string, string>, en: Record<string, string>, source = '') =>
    auditTexts(
      {
        params: {},
        help: noHelp,
        texts: texts({
          zh: { name: '名', purpose: '用', ...explained, ...zh },
          en: { name: 'n', purpose: 'p', ...explained, ...en },
        }),
      },
      source,
    );

  it('sees a key that nobody wrote', () => {
    expect(audit({}, {}, `t('headline'); warn('odd-rows', {}); t(\`column.\${key}\`)`).missing).toEqual([
      'headline',
      'warning.odd-rows',
      'column.…',
    ]);
  });
  it('sees options without words', () => {
    const params = { method: choice(['mean', 'fixed'], 'mean') };
    const both = {
      name: 'n',
      purpose: 'p',
      'params.method.label': 'l',
      'params.method.hint': 'h',
      'params.method.mean': 'm',
      ...explained,
    };
    expect(auditTexts({ params, help: noHelp, texts: { zh: both, en: both } }, '').missing).toEqual([
      'params.method.fixed',
    ]);
  });
  it('sees an analysis that does not explain itself', () => {
    const help: Help = { ...noHelp, formulae: ['score'] };
    const bare = { name: 'n', purpose: 'p' };
    expect(auditTexts({ params: {}, help, texts: { zh: bare, en: bare } }, '').missing).toEqual([
      'help.picture',
      'help.reading',
      'help.limits',
      'help.example',
      'help.formula.score',
      'help.formula.score.says',
    ]);
  });
  it('sees words nobody asks for, and values only one language fills in', () => {
    const found = audit({ old: '旧', count: '{rows} 行' }, { old: 'old', count: '{n} rows' }, `t('count')`);
    expect(found.unused).toEqual(['old']);
    expect(found.unequal).toEqual(['count']);
  });
});

describe('on the demo', () => {
  let project: TestProject;
  let subject: Subject;

  beforeAll(async () => {
    project = await openDemoProject(1000);
    const dataset = await project.workspace.dataset();
    const words = await dataset.rows<{ word: string }>(sql`
      SELECT channel AS word FROM store.channel_names
      UNION SELECT label FROM coded.feedback WHERE label IS NOT NULL`);
    subject = {
      dataset,
      dataWords: new Set(words.map(({ word }) => word)),
      engineVersion: project.workspace.engine.version,
    };
  });
  afterAll(() => project.close());

  const claims = (analysis: Analysis) => analysisChecks(analysis, subject);
  const names = analysisChecks(analyses[0] as Analysis, {} as Subject).map(({ claim }) => claim);

  describe.each(analyses.map((analysis) => [analysis.id, analysis] as const))('%s', (_, analysis) => {
    // One list per analysis: its checks share the first run.
    let own: ReturnType<typeof claims>;
    beforeAll(() => {
      own = claims(analysis);
    });
    it.each(names)('%s', async (claim) => {
      await own.find((check) => check.claim === claim)?.check();
    });
  });

  describe('the suite', () => {
    const whole = {
      id: 'planted',
      version: 1,
      group: 'value' as const,
      layer: 'derived' as const,
      inputs: ['transactions'] as const,
      isRandom: false,
      params: {},
      texts: texts({
        zh: { name: '名', purpose: '用', 'need.transactions': '缺交易', 'value.a': '甲' },
        en: { name: 'name', purpose: 'p', 'need.transactions': 'no transactions', 'value.a': 'A' },
      }),
      help: noHelp,
      needs: (data: Subject['dataset']) => (data.has('transactions') ? [] : [{ code: 'transactions', details: {} }]),
      headline: () => 'a sentence of some length',
      view: (): Promise<never> => Promise.reject(new Error('not looked at here')),
    };
    const broken = (change: Partial<Analysis>): Analysis =>
      defineAnalysis({
        ...whole,
        run: (_, { report }) => {
          report(1);
          return Promise.resolve({});
        },
        ...change,
      }) as unknown as Analysis;
    const verdict = (analysis: Analysis, claim: string) =>
      claims(analysis)
        .find((check) => check.claim.startsWith(claim))
        ?.check();

    it('accepts an honest one', async () => {
      await expect(verdict(broken({}), 'gives the same')).resolves.toBeUndefined();
      await expect(verdict(broken({}), 'reports progress')).resolves.toBeUndefined();
    });
    it('sees a result that changes from run to run', async () => {
      let runs = 0;
      const subject = broken({ run: () => Promise.resolve({ runs: ++runs }) });
      await expect(verdict(subject, 'gives the same')).rejects.toThrow('differs');
    });
    it('sees a result that cannot be cloned', async () => {
      const subject = broken({ run: () => Promise.resolve({ again: () => 1 }) });
      await expect(verdict(subject, 'has a result')).rejects.toThrow();
    });
    it('sees progress that falls or never ends', async () => {
      const falling: Analysis['run'] = (_, { report }) => {
        report(0.9);
        report(0.2);
        report(1);
        return Promise.resolve({});
      };
      await expect(verdict(broken({ run: falling }), 'reports')).rejects.toThrow('falls');
      await expect(verdict(broken({ run: () => Promise.resolve({}) }), 'reports')).rejects.toThrow('ends at');
    });
    it('sees an analysis that ignores an abort', async () => {
      const deaf: Analysis['run'] = async (_, { report, compute }) => {
        report(0.1);
        const matrix = { rows: 4, columns: 1, data: Float64Array.of(1, 2, 8, 9) };
        const params = { k: 2, restarts: 1, maxIterations: 9, tolerance: 1e-4 };
        void compute('clustering/kmeans', matrix, params);
        throw new Error('went on');
      };
      await expect(verdict(broken({ run: deaf }), 'ends with silence')).rejects.toThrow('went on');
    });
    it('sees values without words, and a customer with two values', async () => {
      const propose = (customers: number[], values: string[]): Partial<Analysis> => ({
        propose: () => ({
          tags: [
            {
              tag: 'planted',
              layer: 'derived',
              kind: 'rule',
              customers: Int32Array.from(customers),
              codes: new Uint16Array(customers.length),
              values,
            },
          ],
        }),
      });
      await expect(verdict(broken(propose([1, 2], ['b'])), 'proposes')).rejects.toThrow('no words');
      await expect(verdict(broken(propose([1, 1], ['a'])), 'proposes')).rejects.toThrow('twice');
      await expect(verdict(broken(propose([1, 2], ['a'])), 'proposes')).resolves.toBeUndefined();
    });
    it('sees an analysis that asks for nothing', async () => {
      await expect(verdict(broken({ needs: () => [] }), 'says why')).rejects.toThrow('needs nothing');
    });
  });
});
