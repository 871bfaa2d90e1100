import type { Help } from '../analysis';
import { levelCodes, levelOf, smoothedRatio } from './derive';

/** Contacts and responses of four customers on one channel. */
const histories = [
  { customer: 'A', contacts: 0, responses: 0 },
  { customer: 'B', contacts: 8, responses: 0 },
  { customer: 'C', contacts: 4, responses: 3 },
  { customer: 'D', contacts: 10, responses: 9 },
] as const;

export const channelPreferenceHelp: Help = {
  picture: 'levels',
  formulae: ['probability', 'ratio', 'level', 'ece'],
  example(t, formats) {
    const [, , third] = histories;
    return {
      columns: ['customer', 'contacts', 'responses', 'ratio', 'level'].map((key) => t(`help.column.${key}`)),
      rows: histories.map(({ customer, contacts, responses }) => {
        const ratio = smoothedRatio(responses, contacts);
        return [customer, contacts, responses, formats.percent(ratio), t(`value.${levelCodes[levelOf(ratio)] ?? ''}`)];
      }),
      values: {
        contacts: third.contacts,
        responses: third.responses,
        ratio: formats.percent(smoothedRatio(third.responses, third.contacts)),
        plain: formats.percent(third.responses / third.contacts),
      },
    };
  },
};
