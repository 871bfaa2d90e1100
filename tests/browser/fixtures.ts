import { createRandom } from '../../workers/algorithms/random';

export interface FixtureFile {
  readonly name: string;
  readonly text: string;
}

const day = (n: number) => new Date(Date.UTC(2025, 0, 1 + n)).toISOString().slice(0, 10);

/** A small company with Chinese headers: 60 customers, their orders, contacts and labelled feedback. */
export function smallCompany(): readonly FixtureFile[] {
  const random = createRandom(7);
  const ids = Array.from({ length: 60 }, (_, i) => String(10001 + i).padStart(10, '0'));
  const customers = ['客户编号,姓名,性别,城市,手机号,免打扰'];
  const orders = ['订单号,客户编号,下单时间,实付金额,商品编码,渠道'];
  const contacts = ['工单号,客户编号,接触时间,渠道,接触类型'];
  const feedback = ['反馈编号,客户编号,反馈时间,反馈渠道,反馈内容,分类'];
  const bills = ['账单多扣了钱', '月租扣费不对', '话费被乱扣', '套餐费用多收', '莫名扣费'];
  const signals = ['信号太差了', '网络经常断线', '手机没有信号', '上网特别慢', '基站信号弱'];
  ids.forEach((id, i) => {
    const isActive = i % 3 !== 0;
    customers.push(
      `${id},王${i},${i % 2 ? '男' : '女'},${i % 4 ? '杭州' : '宁波'},138${String(10000000 + i)},${i % 10 === 0 ? '是' : '否'}`,
    );
    const count = isActive ? 6 + random.below(6) : 1 + random.below(2);
    for (let n = 0; n < count; n++) {
      const at = day(isActive ? 200 + random.below(160) : random.below(120));
      orders.push(
        `D${i}-${n},${id},${at} 10:00:00,${(20 + random.below(500) + 0.5).toFixed(2)},P${random.below(5)},APP`,
      );
    }
    for (let n = 0; n < 14; n++) {
      const channel = n % 2 ? 'APP' : '短信';
      const responds = channel === 'APP' ? isActive : i % 2 === 0;
      contacts.push(`W${i}-${n},${id},${day(20 + n * 24)} 09:00:00,${channel},${responds ? '打开' : '送达'}`);
    }
    for (let n = 0; n < 3; n++) {
      const isBill = (i + n) % 2 === 0;
      const words = isBill ? bills : signals;
      const label = n === 2 ? '' : isBill ? '资费' : '网络';
      feedback.push(
        `F${i}-${n},${id},${day(100 + i + n)} 11:00:00,APP,${words[random.below(words.length)]}第${i}次反映${n},${label}`,
      );
    }
  });
  return [
    { name: '客户清单.csv', text: customers.join('\n') },
    { name: '订单导出.csv', text: orders.join('\n') },
    { name: '接触记录.csv', text: contacts.join('\n') },
    { name: '反馈.csv', text: feedback.join('\n') },
  ];
}
