import { serve } from './host';
import { clusteringTasks } from './tasks/clustering';

serve(clusteringTasks, 'clustering');
