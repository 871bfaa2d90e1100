import { describe, expect, it } from 'vitest';
import { duplicateKey, MASKS, normalise } from '../../../../workers/algorithms/text/normalise';

describe('normalise', () => {
  it('makes full-width letters, digits and signs plain and squeezes white space', () => {
    expect(normalise('　５Ｇ套餐，　ＥＲＰ\n\t审批！ ')).toBe('5G套餐, ERP 审批!');
  });

  it('masks addresses, telephone numbers and long numbers', () => {
    expect(normalise('见https://a.cn/x?y=1,谢谢')).toBe(`见${MASKS.url}谢谢`);
    expect(normalise('写信到 li.lei@mail.example.com 吧')).toBe(`写信到 ${MASKS.mail} 吧`);
    for (const phone of [
      '13812345678',
      '138-1234-5678',
      '+86 138 1234 5678',
      '010-62785001',
      '400-810-5555',
      '+44 20 7946 0958',
    ]) {
      expect(normalise(`打${phone}`), phone).toBe(`打${MASKS.phone}`);
    }
    expect(normalise('订单20240601889900没到')).toBe(`订单${MASKS.number}没到`);
  });

  it('leaves years, prices, dates and service numbers', () => {
    const text = '2024-06-01 打10086问199.90元的5G套餐';
    expect(normalise(text)).toBe(text);
  });

  it('has one key for texts that differ in case, width or blanks only', () => {
    expect(duplicateKey(' ＷＩＦＩ  慢')).toBe(duplicateKey('wifi 慢'));
    expect(duplicateKey('wifi 慢')).not.toBe(duplicateKey('wifi 快'));
  });
});
