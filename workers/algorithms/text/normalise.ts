/**
 * Characters of the private use area that stand for a masked piece of text. They count as punctuation marks, so a
 * model can learn that a text holds a telephone number, and never which one.
 */
export const MASKS = { url: '\ue000', mail: '\ue001', phone: '\ue002', number: '\ue003' } as const;

const url = /(?:https?:\/\/|www\.)[\w\-./?%&=+#:~;@!,*'()]+/gi;
const mail = /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g;
/** Mobile numbers, land lines with area code, 400/800 numbers and anything with an international prefix. */
const phone =
  /(?<!\d)(?:(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}|0\d{2,3}[- ]?\d{7,8}|[48]00[- ]?\d{3}[- ]?\d{4}|\+\d{1,3}[- ]?\d{2,4}[- ]?\d{3,4}[- ]?\d{3,4})(?!\d)/g;
/** Order numbers, account numbers, codes. Years, prices and service numbers such as 10086 stay as they are. */
const number = /\d{6,}/g;

/**
 * One form for texts that mean the same: Unicode NFKC (full-width letters and digits become plain ones), addresses,
 * telephone numbers and runs of six or more digits masked, white space squeezed to single spaces and trimmed.
 * Case is kept, because the words of a dictionary have one (`T恤`, `卡拉OK`).
 */
export function normalise(text: string): string {
  let clean = text.normalize('NFKC');
  if (/[@/]|www\./i.test(clean)) clean = clean.replace(url, MASKS.url).replace(mail, MASKS.mail);
  if (/\d{3}/.test(clean)) clean = clean.replace(phone, MASKS.phone).replace(number, MASKS.number);
  return clean.replace(/\s+/g, ' ').trim();
}

/** The form in which two texts are compared: normalised and without case. Equal keys are duplicates. */
export function duplicateKey(text: string): string {
  return normalise(text).toLowerCase();
}
