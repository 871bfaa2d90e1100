/**
 * Kinds of interaction that mean the customer responded: took up the contact or came by themselves. That a message was
 * sent, delivered or a call attempted is no response. Compared in lower case; a user may name others.
 */
export const responseKinds: readonly string[] = [
  ...['opened', 'open', 'clicked', 'click', 'visited', 'visit', 'viewed', 'view', 'connected', 'answered', 'picked up'],
  ...['replied', 'reply', 'responded', 'response', 'handled', 'consulted', 'consult', 'enquired', 'inquired', 'called'],
  ...['complained', 'complaint', 'logged in', 'login', 'used', 'subscribed', 'registered', 'purchased', 'converted'],
  ...['打开', '已打开', '阅读', '已读', '点击', '已点击', '浏览', '访问', '到访', '到店', '接通', '已接通', '接听'],
  ...['回复', '已回复', '应答', '响应', '已响应', '办理', '已办理', '受理', '咨询', '来电', '投诉', '登录', '使用'],
  ...['订阅', '订购', '报名', '注册', '购买', '转化', '领取'],
];

/** Kinds of interaction that are complaints. */
export const complaintKinds: readonly string[] = ['complained', 'complaint', 'complain', '投诉', '抱怨', '申诉'];
