import type { TaskTable } from '../../protocol';

/**
 * Tasks of the import worker: what tables a file holds, look at one, read it; generate the demo; make the key of a
 * sealed project file.
 */
export const importTasks = {
  'import/list': () => import('./list'),
  'import/inspect': () => import('./inspect'),
  'import/read': () => import('./read'),
  'import/demo': () => import('./demo'),
  'import/derive-secret': () => import('./derive-secret'),
} as const satisfies TaskTable;
