import { serve } from './host';
import { importTasks } from './tasks/import';

serve(importTasks, 'import');
