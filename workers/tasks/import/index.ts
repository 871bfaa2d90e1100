import type { TaskTable } from '../../protocol';

/** Tasks of the import worker: look at a file, read it, generate the demo. */
export const importTasks = {
  'import/inspect': () => import('./inspect'),
  'import/read': () => import('./read'),
  'import/demo': () => import('./demo'),
} as const satisfies TaskTable;
