import { inputError } from '../../lib/core/errors';
import { choice, integer, list } from '../../lib/core/params';
import type { Dataset } from '../../lib/data/dataset';
import { defineAnalysis, unmet, type AnalysisContext, type Proposals, type Reason } from '../analysis';
import { describe, type Segment } from './describe';
import { defaultFeatures } from './features';
import { clusteringHelp } from './help';
import { prepare, type PreparedFeature } from './prepare';
import { categoricalFields, loadCategory, loadFeatureNames, loadFeatures } from './queries';
import { clusteringTexts } from './texts';
import { reasonWords } from './words';

export interface ClusteringResult {
  readonly k: number;
  readonly customers: Int32Array;
  /** Segment per customer: index into `segments`. */
  readonly labels: Int32Array;
  readonly features: readonly PreparedFeature[];
  /** Features asked for that tell nobody apart. */
  readonly leftOut: readonly string[];
  readonly scaling: 'log' | 'rank' | 'plain';
  /** Segments by size, largest first. */
  readonly segments: readonly Segment[];
  /** k × features: means in the units of the features. */
  readonly centres: readonly (readonly number[])[];
  /** Within-cluster sum of squares of the scaled features. */
  readonly inertia: number;
  readonly silhouette: number;
  readonly silhouetteByCluster: readonly number[];
  /** Customers the silhouette was computed on. */
  readonly silhouetteSample: number;
  /** What every k tried gave, when k was chosen. */
  readonly candidates: readonly { readonly k: number; readonly silhouette: number; readonly inertia: number }[];
  readonly converged: boolean;
  /** Fields looked at for what sets segments apart. */
  readonly fields: readonly string[];
}

const params = {
  k: integer({ default: 0, min: 0, max: 20, zeroIsWord: true }),
  features: list('features'),
  scaling: choice(['log', 'rank', 'plain'], 'log'),
};

/** Settings of k-means that nobody has to choose: formulas of the field, §12. */
const kmeans = { restarts: 10, maxIterations: 300, tolerance: 1e-4 } as const;
/** Below this silhouette groups are a way to cut, not something found. */
const WEAK_SILHOUETTE = 0.25;

/**
 * Groups customers who behave alike: k-means (k-means++ seeding, 10 restarts) on standardised features, amounts on a
 * log scale; k by the mean silhouette over 2 … 8 unless given. Segments are named by their strongest traits and
 * described by what is over-represented in them (TGI, tested, corrected for looking at many values).
 */
export const clustering = defineAnalysis({
  id: 'clustering',
  version: 1,
  group: 'value',
  layer: 'knowledge',
  inputs: ['customers', 'transactions', 'interactions', 'feedback'],
  isRandom: true,
  params,
  texts: clusteringTexts,
  help: clusteringHelp,

  needs(data: Dataset): readonly Reason[] {
    const withEvents = (['transactions', 'interactions', 'feedback'] as const).filter((entity) =>
      data.has(entity, 'customer_id'),
    );
    return withEvents.length > 0 ? [] : [{ code: 'events', details: {} }];
  },

  async run(params, context): Promise<ClusteringResult> {
    const { data, compute, signal, seed, report, warn } = context;
    if (params.k === 1) throw inputError('param-range', { param: 'k', value: 1, min: 2, max: 20 });
    const available = await loadFeatureNames(data);
    const unknown = params.features.find((name) => !available.includes(name));
    if (unknown !== undefined) throw unmet('clustering', { code: 'feature', details: { feature: unknown } });
    const names = params.features.length > 0 ? params.features : defaultFeatures(available);
    const { customers, columns } = await loadFeatures(data, names);
    report(0.1, 'preparing');
    const { features, matrix, raw, leftOut } = prepare(names, columns, params.scaling);
    if (features.length === 0) throw unmet('clustering', { code: 'differences', details: { features: names.length } });

    const {
      labels,
      silhouetteByCluster,
      centres: _,
      ...fit
    } = await compute(
      'clustering/kmeans',
      matrix,
      { k: params.k, ...kmeans },
      { signal, seed, report: (fraction) => report(0.1 + 0.8 * fraction, 'clustering') },
    );
    report(0.9, 'describing');
    const fields = fieldsOf(data);
    const categories = await Promise.all(fields.map((field) => loadCategory(data, field)));
    const segments = describe(
      features.map(({ name }) => name),
      matrix,
      raw,
      labels,
      fit.k,
      customers,
      categories,
    );

    if (leftOut.length > 0) warn('features-left-out', { features: leftOut.length });
    const filled = features.filter(({ missing }) => missing > 0);
    if (filled.length > 0) warn('missing-values', { features: filled.length });
    remarkOn(fit, warn);
    report(1);
    return {
      ...fit,
      customers,
      labels,
      features,
      leftOut,
      scaling: params.scaling,
      segments,
      centres: segments.map(({ centre }) => centre),
      silhouetteByCluster: [...silhouetteByCluster],
      fields,
    };
  },

  propose({ customers, labels, segments }): Proposals {
    return {
      tags: [
        {
          tag: 'clustering',
          layer: 'knowledge',
          kind: 'statistic',
          customers,
          codes: Uint16Array.from(labels),
          values: segments.map(({ code }) => code),
        },
      ],
    };
  },

  reason: ({ value }, t, formats) => reasonWords(value, t, formats),

  headline({ segments, customers }, t, formats): string {
    const [largest] = segments;
    if (!largest) return t('name');
    const words = largest.code.split('+').map((part) => t(`value.${part}`));
    return t('headline', {
      segments: segments.length,
      customers: formats.integer(customers.length),
      largest: words.join(' · '),
      share: formats.percent(largest.share),
    });
  },

  view: () => import('./View.svelte'),
});

const fieldsOf = (data: Dataset): readonly string[] => [
  ...categoricalFields.filter((field) => data.has('customers', field)),
  ...(data.has('interactions', 'channel') && data.has('interactions', 'customer_id') ? ['channel'] : []),
];

function remarkOn(fit: { converged: boolean; silhouette: number }, warn: AnalysisContext['warn']): void {
  if (!fit.converged) warn('not-converged');
  if (fit.silhouette < WEAK_SILHOUETTE) warn('weak-structure', { silhouette: fit.silhouette });
}
