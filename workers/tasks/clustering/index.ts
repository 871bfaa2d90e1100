import type { TaskTable } from '../../protocol';

export const clusteringTasks = {
  'clustering/kmeans': () => import('./kmeans'),
} as const satisfies TaskTable;
