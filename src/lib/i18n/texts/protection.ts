import { texts } from '../translate';

/** What is missing, in a sentence each; the question before data is opened; the offer of a newer release. */
export const protectionTexts = texts({
  zh: {
    'protection.missing': '缺 {n} 项保护',
    'protection.checkup': '做一次体检',
    'protection.accept': '知道了，继续',
    'gap.no-policy': '页面里没有安全策略，没有什么拦着它连接别处。',
    'gap.no-header-policy': '主机没有发安全响应头，本机副本也没能补上：链接跳转、WebRTC 和另起的线程没有人管。',
    'gap.no-allowlist': '没有收到 Connection-Allowlist：链接跳转和 WebRTC 没有关上。',
    'gap.allowlist-ignored':
      '这个浏览器不认 Connection-Allowlist：链接跳转和 WebRTC 只由本页自己拦，浏览器不管。请尽量用 Chrome 或 Edge 152 以上。',
    'gap.not-isolated': '页面没有与别的窗口隔离。不影响外发，只是少一道墙。',
    'gap.no-service-worker':
      '本页没有经过本机副本（没装上，或这次强制刷新绕过了它）：带问号的地址没有人拦，断网后可能打不开。',
    'gap.engine-unlocked': '数据库引擎没有上锁。请刷新页面，再打开项目。',
    'protection.ask-title': '这里少了保护，还要打开数据吗？',
    'protection.ask-text':
      '知客自己不会外发任何东西；少了这些保护，只是浏览器不再替你把关。真实数据请换一台会发响应头的主机，或换用 Chrome、Edge。',
    'protection.ask-go': '仍然打开',
    'protection.ask-stop': '先不打开',
    'update.ready': '新版本已备好',
    'update.take': '换新版本',
    'update.take-open': '关掉项目，换新版本',
    'update.in-project': '打开的项目不会被打断；每一步都已保存，换好之后再打开就是。',
    'update.wait': '任务做完之后才能换',
    'state.page-missing': '这一页没有取到',
    'state.page-missing-text': '多半是主机刚换了版本，或网络断了。刷新一次就好；你的数据没有动。',
    'action.reload': '刷新',
  },
  en: {
    'protection.missing': '{n} {n|protection|protections} missing',
    'protection.checkup': 'Run the checkup',
    'protection.accept': 'I have read this, go on',
    'gap.no-policy': 'The page has no policy: nothing keeps it from contacting other addresses.',
    'gap.no-header-policy':
      'The host sends no security headers and the copy on this computer could not add them: links, WebRTC and new threads are unwatched.',
    'gap.no-allowlist': 'No Connection-Allowlist was received: links and WebRTC are not closed.',
    'gap.allowlist-ignored':
      'This browser does not know Connection-Allowlist: links and WebRTC are held back by the page itself only, not by the browser. Prefer Chrome or Edge 152 or later.',
    'gap.not-isolated':
      'The page is not isolated from other windows. Nothing can be sent because of that; one wall is missing.',
    'gap.no-service-worker':
      'This page did not come through the copy on this computer (there is none, or a forced reload went past it): addresses with a query are not refused, and it may not open without a network.',
    'gap.engine-unlocked': 'The database engine is not locked. Reload, then open the project again.',
    'protection.ask-title': 'Protections are missing here. Open data all the same?',
    'protection.ask-text':
      'Kith itself sends nothing; without these, the browser no longer stands guard for you. For real data, use a host that sends the headers, or Chrome or Edge.',
    'protection.ask-go': 'Open anyway',
    'protection.ask-stop': 'Do not open',
    'update.ready': 'A new version is ready',
    'update.take': 'Reload with it',
    'update.take-open': 'Close the project and reload',
    'update.in-project':
      'An open project is never interrupted. Every step of it is saved; open it again in the new version.',
    'update.wait': 'Possible when the running job is done',
    'state.page-missing': 'This page could not be loaded',
    'state.page-missing-text':
      'The host has probably just changed its version, or the network is gone. Reload once; your data was not touched.',
    'action.reload': 'Reload',
  },
});
