import type { Language } from './slots';
import type { MixedPattern } from './patterns';

/** Texts that are honestly about two things: the first category is the one most people would file them under. */
export const mixed: Readonly<Record<Language, readonly MixedPattern[]>> = {
  zh: [
    { of: ['billing', 'attitude'], text: '多扣{bill}元我打电话问，客服不查账先教育我要“合理消费”，钱和道歉我都要' },
    { of: ['attitude', 'billing'], text: '态度差到极点，问一句账单明细她就说“自己看APP”，我要是看得懂还打给你们？' },
    { of: ['plan', 'billing'], text: '换了{plan}之后账单反而涨了{fee}块，当初说好降费的，要么改回去要么退钱' },
    { of: ['billing', 'plan'], text: '降档成功的短信收到了，{month}还是按老档扣的{bill}，到底哪个算数' },
    { of: ['harassment', 'plan'], text: '外呼三天两头劝我升{plan}，没答应居然也给我升了，请恢复并别再打来' },
    {
      of: ['plan', 'harassment'],
      text: '电话里只说“送您一个月体验”，第二个月才知道套餐被换掉了，这种电话营销能不能管管',
    },
    { of: ['suspension', 'billing'], text: '有争议的那笔{bill}元还没给我答复呢，先把我机停了，这叫解决问题？' },
    { of: ['billing', 'suspension'], text: '停机期间照收月租，复机的时候让我一次补齐{bill}，我一个电话都没打出去过啊' },
    { of: ['broadband', 'attitude'], text: '宽带修了三次没修好，最后那个师傅还冲我发火，说我家线路“就这样了”' },
    { of: ['attitude', 'broadband'], text: '装机师傅进门就甩脸色，网是通了，但这口气我咽不下去' },
    { of: ['network', 'plan'], text: '5G套餐99块一个月，周围连5G信号都没有，给我换回4G的' },
    { of: ['plan', 'network'], text: '想办转网，价格倒在其次，主要是家里这边没信号，什么时候能放我走' },
    { of: ['points', 'attitude'], text: '积分换的{gift}坏了，客服态度敷衍，一句“第三方发货”打发我三回' },
    { of: ['points', 'billing'], text: '积分抵了话费，账单上却没体现，{points}分没了钱也没少收' },
    { of: ['billing', 'points'], text: '充{bill}送{gift}的活动，钱扣了，礼没有，要么退款要么发货' },
    { of: ['suspension', 'attitude'], text: '给老人复机跑了两趟{hall}，柜台那位边嗑瓜子边说材料不齐，缺啥又不肯说清' },
    { of: ['attitude', 'suspension'], text: '柜员说我长得和身份证不像，当众让我摘帽子转圈，最后卡还是没给开' },
    { of: ['broadband', 'billing'], text: '宽带断了{days}天没法用，费用照扣，按天退给我不过分吧' },
    { of: ['billing', 'broadband'], text: '拆机半年了还在扣宽带费，光猫也没人来收，到底停没停' },
    { of: ['broadband', 'plan'], text: '新家没有你们的光纤资源，融合套餐里的宽带用不上，只留手机可以吗' },
    { of: ['plan', 'broadband'], text: '融合套餐要退，营业厅说得先等宽带移机完成，移机又排不上队，无限循环' },
    { of: ['network', 'broadband'], text: '手机在家没信号，WiFi通话也用不了，因为你们的宽带一样掉，全套组合拳' },
    { of: ['broadband', 'network'], text: '家里WiFi一断，手机流量也刷不动，两个都是你们家的，想看个{app}都不行' },
    { of: ['harassment', 'attitude'], text: '推销电话被我拒绝以后对方骂人，回头打热线投诉，热线也爱搭不理' },
    {
      of: ['attitude', 'harassment'],
      text: '投诉完没人处理，倒是推销电话一天没少，你们部门之间唯一共享的就是我的号码吧',
    },
    { of: ['harassment', 'points'], text: '收到“积分清零”短信点进去要填银行卡，吓得赶紧关了，请核实是不是诈骗' },
    { of: ['points', 'harassment'], text: '为领一张{gift}授权了手机号，权益没到，广告短信倒是收了一箩筐' },
    { of: ['suspension', 'network'], text: '手机突然没服务，重启也没用，是停机了还是信号坏了？昨天才交的费' },
    {
      of: ['network', 'suspension'],
      text: '出国漫游搜不到网，客服一会儿说没开通，一会儿说号码状态异常，人在{country}干着急',
    },
    { of: ['plan', 'points'], text: '降档之后金卡变普卡，权益一夜归零，早说会掉级我就不换了' },
    { of: ['points', 'plan'], text: '会员权益说要{plan}以上才能领，逼着人升档，这星级还有什么用' },
    { of: ['network', 'billing'], text: '信号差到用不了流量，每月{bill}还照收，给个减免吧' },
    { of: ['billing', 'network'], text: '打一个电话断三次，每次重拨都重新按一分钟算钱，这笔账怎么说' },
    { of: ['network', 'attitude'], text: '报了{place}没信号，工程师电话里说“那边就那样”，这是人话吗' },
    { of: ['attitude', 'network'], text: '客服让我重启手机重启了{times}次，我说是基站的问题，她说“您先重启”' },
    { of: ['suspension', 'plan'], text: '停机保号要先把{plan}退了，退套餐又说停机状态不能办，你们自己串一下词' },
    { of: ['plan', 'suspension'], text: '换套餐提交以后号码就被锁了，打不出电话，套餐也没换成' },
    {
      of: ['billing', 'harassment'],
      text: '接了个推销电话“嗯”了一声，当月就多了{fee}块的{vas}，电话里嗯一声也算签字？',
    },
  ],
  en: [
    {
      of: ['billing', 'attitude'],
      text: 'Overcharged {bill}, and the agent lectured me about using less data instead of checking.',
    },
    {
      of: ['attitude', 'billing'],
      text: 'Rude answer to a simple question about my invoice: "read the app". I did. Hence the call.',
    },
    {
      of: ['plan', 'billing'],
      text: 'Downgrade confirmed by text, old price deducted anyway. Which of your systems is right?',
    },
    {
      of: ['billing', 'plan'],
      text: 'My bill went up after moving to the cheaper {plan}. Put me back or pay me back.',
    },
    { of: ['harassment', 'plan'], text: 'Said no to the upgrade call four times and was upgraded all the same.' },
    {
      of: ['plan', 'harassment'],
      text: 'The "free month" on the phone turned out to be a new tariff. Phone selling like this should be banned.',
    },
    {
      of: ['suspension', 'billing'],
      text: 'The disputed {bill} yuan is still "under review" and you cut me off for not paying it.',
    },
    {
      of: ['billing', 'suspension'],
      text: 'Monthly fee charged for the whole time my line was dead, now I owe {bill} to get it back.',
    },
    {
      of: ['broadband', 'attitude'],
      text: 'Third visit, still no internet, and this time the technician shouted at me.',
    },
    {
      of: ['broadband', 'billing'],
      text: '{days} days without fibre and the full fee on the bill. I expect a credit.',
    },
    { of: ['network', 'plan'], text: 'Paying for 5G where there is no 5G, move me back to a 4G tariff.' },
    { of: ['points', 'attitude'], text: 'Broken {gift}, and three times the same bored "contact the seller".' },
    { of: ['points', 'billing'], text: 'Points were redeemed against the bill but the bill is the same as before.' },
    {
      of: ['network', 'suspension'],
      text: 'No service in {country}: one agent says roaming is off, the next says my line is restricted.',
    },
    { of: ['suspension', 'network'], text: 'Phone suddenly shows no service, did you block me or is the mast down?' },
    { of: ['attitude', 'harassment'], text: 'My complaint vanished but the sales calls are punctual as ever.' },
    {
      of: ['harassment', 'points'],
      text: 'Text says my rewards expire today, click here, enter card. Is this you or a scam?',
    },
    { of: ['broadband', 'network'], text: 'Wifi drops, mobile data crawls, both from you, nothing works tonight.' },
    { of: ['plan', 'points'], text: 'After downgrading I lost gold status overnight, nobody mentioned that.' },
    {
      of: ['plan', 'network'],
      text: 'Let me port out, it is not the price, there simply is no reception where I live.',
    },
  ],
};
