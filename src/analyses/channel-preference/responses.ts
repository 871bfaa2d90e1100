export { responseKinds } from '../../lib/core/interaction-kinds';
