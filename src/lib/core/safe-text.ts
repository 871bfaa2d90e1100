/** The one rule of what a spreadsheet might run, shared with the writers of files, which stand below `src/`. */
export { safeText } from '../../../workers/writers/safe-text';
