import type { TaskTable } from '../../protocol';

/** Tasks of the export worker: rows into a file. */
export const exportTasks = {
  'export/write': () => import('./write'),
} as const satisfies TaskTable;
