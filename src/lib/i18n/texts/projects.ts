import { texts } from '../translate';

/** Words for projects as files, for a second tab on the same project, and for where projects are kept. */
export const projectsTexts = texts({
  zh: {
    'job.project-export': '导出项目 {name}',
    'job.project-import': '导入项目 {name}',
    'projects.column-backup': '存成文件',
    'projects.backup-never': '从未',
    'projects.backup-current': '{age}',
    'projects.backup-behind': '{age}，之后有 {n} 步改动',
    'projects.export': '导出项目…',
    'projects.export-title': '把「{name}」存成一个文件',
    'projects.export-text':
      '一个文件装下整个项目：数据、原始文件、标签、客群和全部分析结果。导入它，就得到一样的项目，换一台电脑也行。',
    'projects.export-personal':
      '文件里有全部个人信息：备份不脱敏，「免打扰」的客户也在里面。请像保管客户资料一样保管它。',
    'projects.passphrase': '口令（可不填）',
    'projects.passphrase-hint': '填了就上锁，没有口令谁也打不开，我们也不能。至少 8 个字。忘了口令，文件就没用了。',
    'projects.passphrase-again': '再输一次口令',
    'projects.passphrase-differs': '两次输入的口令不一样。',
    'projects.export-do': '导出',
    'projects.exported': '「{name}」已存成文件并重新读过一遍，每一块都核对无误（{bytes}）。在浏览器的下载里。',
    'projects.import': '导入项目文件',
    'projects.importing': '正在导入 {name}：{percent}',
    'projects.imported': '已导入「{name}」：每一块都核对无误，表已恢复，现在已打开。',
    'projects.imported-copy':
      '这里已有同一个项目，所以没有覆盖它，另存成了「{name}」。每一块都核对无误，表已恢复，现在已打开。',
    'projects.look': '去看看',
    'projects.unlock-title': '「{name}」上了锁',
    'projects.unlock-text': '输入导出时设的口令。口令只在这台电脑上用来解锁，不会保存。',
    'projects.unlock-label': '口令',
    'projects.unlock-do': '解锁并导入',
    'projects.read-only':
      '这个项目正在另一个标签页里编辑，这里只读：可以看、查，不能导入、运行、修改；名单的导出要记入项目，也只在那边做。关掉那个标签页，这里会自动接手。',
    'projects.behind': '那边有了新的改动。',
    'projects.refresh': '刷新到最新',
    'projects.read-only-reason': '正在另一个标签页里编辑，这里只读',
    'projects.blocked':
      '另一个标签页还开着旧版本，本机的数据要等它关掉才能升级。请关掉其他 Kith 标签页，这里会自己继续。',
    'projects.superseded': '另一个标签页已换成新版本并升级了本机的数据，这里不再保存。请刷新页面。',
    'projects.reload': '刷新页面',
    'projects.kept': '浏览器已答应长期保留，不会自行清理。',
    'projects.clearable': '浏览器没有答应长期保留：磁盘快满或长期不用时可能被清掉，请常把项目存成文件。',
    'projects.room': '已用 {used}，还可用约 {available}。',
  },
  en: {
    'job.project-export': 'Export project {name}',
    'job.project-import': 'Import project {name}',
    'projects.column-backup': 'Saved as a file',
    'projects.backup-never': 'never',
    'projects.backup-current': '{age}',
    'projects.backup-behind': '{age}, {n} {n|change|changes} since',
    'projects.export': 'Export project…',
    'projects.export-title': 'Save "{name}" as one file',
    'projects.export-text':
      'One file holds the whole project: data, original files, tags, segments and every result. Importing it gives the same project, on another computer too.',
    'projects.export-personal':
      'It contains all personal data: a backup masks nothing, and customers who may not be contacted are in it. Guard it like the customer files themselves.',
    'projects.passphrase': 'Passphrase (optional)',
    'projects.passphrase-hint':
      'With one the file is locked: nobody opens it without, nor can we. At least 8 characters. A forgotten passphrase makes the file useless.',
    'projects.passphrase-again': 'Passphrase once more',
    'projects.passphrase-differs': 'The two passphrases differ.',
    'projects.export-do': 'Export',
    'projects.exported':
      '"{name}" was saved as a file and read again; every piece is as it should be ({bytes}). It is among your downloads.',
    'projects.import': 'Import a project file',
    'projects.importing': 'Importing {name}: {percent}',
    'projects.imported': '"{name}" was imported: every piece was checked, its tables are back, and it is open now.',
    'projects.imported-copy':
      'This project is here already, so nothing was overwritten: it became "{name}". Every piece was checked, its tables are back, and it is open now.',
    'projects.look': 'Look at it',
    'projects.unlock-title': '"{name}" is locked',
    'projects.unlock-text': 'Enter the passphrase it was exported with. It is used on this computer only and not kept.',
    'projects.unlock-label': 'Passphrase',
    'projects.unlock-do': 'Unlock and import',
    'projects.read-only':
      'This project is being edited in another tab. Here it is read-only: look and search, but do not import, run or change; lists are exported over there, where the project can log it. Close that tab and this one takes over by itself.',
    'projects.behind': 'There are newer changes over there.',
    'projects.refresh': 'Bring up to date',
    'projects.read-only-reason': 'Being edited in another tab; read-only here',
    'projects.blocked':
      'Another tab still runs an older version, and the data on this device can only be upgraded once it is closed. Close the other Kith tabs; this one goes on by itself.',
    'projects.superseded':
      'Another tab runs a newer version and has upgraded the data on this device; nothing more is saved here. Please reload.',
    'projects.reload': 'Reload',
    'projects.kept': 'The browser has promised to keep it and will not clear it by itself.',
    'projects.clearable':
      'The browser has not promised to keep it: it may be cleared when the disk fills up or after long disuse. Save your projects as files.',
    'projects.room': '{used} used, about {available} left.',
  },
});
