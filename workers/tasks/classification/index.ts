import type { TaskTable } from '../../protocol';

export const classificationTasks = {
  'classification/linear-svm': () => import('./linear-svm'),
} as const satisfies TaskTable;
