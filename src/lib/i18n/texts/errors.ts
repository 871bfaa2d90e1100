import { texts } from '../translate';

/**
 * One sentence for every error code of the product, under `error.<code>`: what happened, and what to do now.
 * `tests/lib/i18n/errors.test.ts` reads codes and details out of the source and fails when a code has no sentence, or
 * a sentence names a detail that the error does not carry.
 */
export const errorTexts = texts({
  zh: {
    'error.cancelled': '已取消。',
    'error.unexpected': '程序出错了，不是你的问题，你的数据没有动。请复制错误报告发给我们。',

    'error.no-project': '还没有打开项目。先打开或新建一个。',
    'error.analysis-unknown': '没有叫「{analysis}」的分析。',
    'error.run-unknown': '找不到这次运行，它可能已经被撤回或删除。',
    'error.run-accepted': '这次运行已经写成标签了，不用再写一次。',
    'error.needs-unmet': '数据还不够，这项分析现在跑不了。',
    'error.mixed-currencies': '这些金额用了 {count} 种币种，不能直接相加。请先换成同一种，或只导入其中一种。',
    'error.param-unknown': '没有「{param}」这个参数。',
    'error.param-type': '参数「{param}」填的是「{value}」，类型不对。',
    'error.param-range': '参数「{param}」填的是 {value}，应在 {min} 到 {max} 之间。',
    'error.param-option': '参数「{param}」填的是「{value}」，只能选：{options}。',

    'error.empty-file': '这个文件是空的，没有一行可以导入。',
    'error.unsupported-spreadsheet':
      '这是 {format} 格式的表格，现在还读不了。请用 Excel 或 WPS 打开它，另存为 .xlsx 再放进来。',
    'error.unsupported-document':
      '这是 {format} 文件，里面没有可以直接读的表。请从原来的系统导出 Excel（.xlsx）或 CSV 再放进来。',
    'error.unsupported-archive': '这是 {format} 压缩包，这里解不开。请先解压，把里面的文件放进来，或者重新压成 .zip。',
    'error.unsupported-database': '这是 {format} 数据文件，现在还读不了。请从原来的软件导出 CSV 或 Parquet 再放进来。',
    'error.encrypted-workbook':
      '这个工作簿有打开密码，读不了。请在 Excel 里输入密码打开，去掉密码另存为 .xlsx 再放进来。',
    'error.encrypted-parquet': '这个 Parquet 文件是加密的，读不了。请导出一份不加密的再放进来。',
    'error.archive-encrypted': '压缩包里的「{entry}」有密码，解不开。请先在本机解压，再把解出的文件放进来。',
    'error.archive-method':
      '压缩包里的「{entry}」用了这里不支持的压缩方式（{method}）。请先解压，或重新压成普通的 .zip。',
    'error.archive-damaged': '「{name}」坏了或没有下载完整，解不开。请重新下载或重新压缩。',
    'error.archive-too-many-entries': '压缩包里有 {entries} 个文件，超过 {limit} 个的上限。请先解压，只放需要的文件。',
    'error.archive-entry-missing': '压缩包里没有「{entry}」。',
    'error.archive-empty': '这个压缩包是空的。',
    'error.nested-archive': '「{name}」是压缩包里的压缩包。请先解开外面一层，再把里面的放进来。',
    'error.inflates-too-far':
      '「{name}」解开后超过 {megabytes} MB，远远大于压缩前该有的大小，像是压缩炸弹，没有继续解。确认文件可信的话，请先在本机解压再放进来。',
    'error.workbook-malformed': '这个工作簿的「{part}」读不懂，文件可能坏了。请在 Excel 里打开并另存为 .xlsx 再试。',
    'error.workbook-too-large':
      '这个工作簿有 {megabytes} MB，超过 {limit} MB 的上限。请在 Excel 里另存为 CSV，或分成几个文件。',
    'error.workbook-empty': '这个工作簿里没有数据：每个工作表都是空的。',
    'error.sheet-unknown': '没有叫「{sheet}」的工作表。',
    'error.sheet-empty': '工作表「{sheet}」在这个区域里是空的。请换一个工作表或区域。',
    'error.range-invalid': '「{range}」不是单元格区域。请写成 B3:H200 这样。',
    'error.header-row-invalid': '第 {row} 行不在区域 {range} 的开头部分里，不能当作列名。',
    'error.no-objects': '这个 JSON 里没有记录列表。需要对象的列表，例如 [{"a": 1}, {"a": 2}]，或每行一个对象。',
    'error.no-columns': '这个文件里没有一列。',
    'error.parquet-malformed': '这个 Parquet 文件读不完整，可能坏了。请重新导出。（{message}）',
    'error.parquet-group-too-large':
      '这个 Parquet 文件的一组行有 {megabytes} MB，超过 {limit} MB 的上限。请导出时把 row group 设小，例如 100 万行。',
    'error.encoding-unknown': '认不出这个文件的编码。请在原来的软件里另存为「CSV UTF-8」再放进来。',
    'error.encoding-unsupported': '这个浏览器读不了「{label}」编码。请另存为「CSV UTF-8」再放进来。',
    'error.too-many-columns': '表头有 {columns} 列，多半是分隔符认错了。请检查分隔符，或先删掉用不到的列。',
    'error.file-unreadable': '文件读不到了，可能已被移动、改名或正被别的软件占用。请重新选择它。',
    'error.original-missing': '原始文件不在这个项目里了，不能从它重新读取。',
    'error.as-of-invalid': '「{date}」不是日期。请写成 2026-07-01 这样。',
    'error.entity-unknown': '没有「{entity}」这种数据。请用 customers、transactions、interactions、feedback 等名称。',
    'error.mapping-problem': '{file}：列与字段没有对上（{problem}：{what}）。请在 mapping 里指明哪一列是它。',
    'error.time-zone-unknown': '没有「{timeZone}」这个时区。请从列表里选一个，例如 Asia/Shanghai。',

    'error.unknown-header': '文件里没有「{header}」这一列。请对照表头重新指定。',
    'error.header-not-unique': '有 {columns} 列都叫「{header}」，分不清是哪一列。请先在文件里改成不同的列名。',
    'error.unknown-field': '「{entity}」里没有「{field}」这个字段。',
    'error.field-twice': '「{field}」已经有一列对应了，「{header}」不能再对应它。',
    'error.question-open': '还有一个问题没有回答，答完才能导入。',
    'error.selection-field': '没有「{field}」这一列，可能它已被移除。请换一个条件。',
    'error.text-broken': '文字里有半个字符（残缺的表情或生僻字），数据库存不下。请删掉它再试。',
    'error.selection-value': '条件「{field}」的值「{value}」不合用。请改成这一列能比较的值。',
    'error.order-unknown': '没有「{column}」这一列，不能按它排序。',
    'error.too-many-picked': '一个一个勾选最多 {most} 位。人多时请用筛选条件，或勾选表头的“全部”再去掉几位。',
    'error.page-range': '要取的行不对：从第 {offset} 行起取 {limit} 行。',
    'error.customer-unknown': '找不到这位客户，数据可能已被替换。',
    'error.export-unknown': '没有可以导出的「{what}」，它可能已被撤回或删除。',
    'error.format-not-available': '不能导出成 {format}。请选 xlsx、csv、parquet 或 json。',
    'error.export-too-large': '文件太大（{bytes} 字节），装不进一个 Excel 文件。请先筛选，或导出成 CSV 或 Parquet。',
    'error.tag-name-empty': '标签还没有名称。',
    'error.tag-name-taken': '“{name}”是分析所写标签的名称，请换一个。',
    'error.sql-tag-column': '结果里没有 {column} 这一列。',
    'error.sql-tag-several':
      '有 {n} 位客户在结果里有不同的值或分数，一位客户只能有一个。请用 GROUP BY customer_id 或 DISTINCT 先归并。',
    'error.sql-tag-score': '有 {n} 位客户的分数不是 0 到 1 之间的数。请先换算，或不选分数列。',
    'error.sql-tag-values': '这一列有 {n} 种以上不同的值，标签最多 {most} 种。请先用 CASE 分成几档。',
    'error.sql-tag-none': '结果里没有一位本项目的客户有值，没有可写的标签。',
    'error.sql-no-customers': '这条语句的结果里没有 customer_id 列，选不出客户。请在 SELECT 里加上 customer_id。',
    'error.sql-no-table': '这条语句的结果不是一张表，存不成文件。请用 SELECT 查询。',
    'error.proposal-length':
      '分析给出的结果行数不对：应为 {expected}，实为 {found}。标签没有写入，请复制错误报告发给我们。',
    'error.statement-unanswered': '客群的 SQL 还没有答案就被用到了。数据没有动，请复制错误报告发给我们。',
    'error.proposal-code': '分析给出了它自己没有列出的值。标签没有写入，请复制错误报告发给我们。',

    'error.sql': '这条查询没能运行：{message}',
    'error.sql-empty': '还没有写查询。',
    'error.sql-read-only': '这里只能查询，不能修改数据。请用 SELECT 开头的语句。',
    'error.sql-several-statements': '一次只能运行一条语句。请分开运行。',
    'error.sql-locked': '这条语句想访问文件、网络或引擎设置，都已上锁：{message}',
    'error.sql-deadline': '查询超过 {seconds} 秒，已停下。请加上条件或 LIMIT，缩小范围再试。',
    'error.sql-type': '结果里有 {type} 类型的列，这里显示不了。请先转换成文本：CAST(… AS VARCHAR)。',
    'error.sql-value': '程序拼出了不安全的查询，已经拦下，数据没有动。请复制错误报告发给我们。',
    'error.sql-name': '程序拼出的查询里有不合法的名称，已经拦下，数据没有动。请复制错误报告发给我们。',
    'error.sql-number': '程序拼出的查询里有不是数字的数值，已经拦下，数据没有动。请复制错误报告发给我们。',

    'error.engine-open': '数据库引擎没有启动成功。请关掉别的标签页再刷新；还不行就换用最新版 Chrome 或 Edge。',
    'error.engine-closed': '数据库引擎已经关闭。请重新打开项目。',
    'error.engine-lost': '数据库引擎几次都没能恢复。数据已存在本机，请刷新页面重新打开项目。',
    'error.engine-restarted': '数据库引擎中途停了，已经重启并恢复了表。请再做一次刚才的操作。',
    'error.engine-memory': '内存不够，这一步没有做完，数据没有动。请缩小时间范围或列数，或关掉别的标签页再试。',
    'error.worker-not-started': '后台线程没有启动。请刷新页面；还不行就换用最新版 Chrome 或 Edge。',
    'error.worker-lost': '后台线程中途停了，多半是内存不够。数据没有动，请关掉别的标签页再试。',
    'error.worker-stalled': '后台线程很久没有回应，已经停掉。数据没有动，请再试一次，或先缩小数据范围。',
    'error.worker-protocol': '后台线程与页面的版本不一致。请刷新页面。',
    'error.task-failed': '后台计算出错了，不是你的问题，数据没有动。请复制错误报告发给我们。',
    'error.unknown-task': '页面要的计算不存在，可能是版本不一致。请刷新页面。',
    'error.unknown-worker': '页面要的后台线程不存在，可能是版本不一致。请刷新页面。',
    'error.update-in-use': '别的标签页里还开着项目。请先关掉那些标签页，再换新版本。',
    'error.update-during-job': '还有任务在进行。等它做完或取消之后，再换新版本。',
    'error.host-unreachable': '现在连不上主机，不知道有没有新版本。联网后再看。',
    'error.no-service-worker': '本机副本没有启动。请刷新页面。',
    'error.foreign-worker': '拦下了一个不属于本页的后台线程。请复制错误报告发给我们。',

    'error.storage-full': '浏览器给本页的空间用完了，刚才的改动没有保存。请删掉不用的项目，或清理磁盘后再试。',
    'error.storage-newer': '这个浏览器里的数据是更新的版本存下的。请刷新页面，用最新版打开。',
    'error.storage-closed': '本机存储的连接断了，刚才的改动没有保存。请刷新页面。',
    'error.storage-unavailable':
      '浏览器不让本页在本机存数据（可能是无痕窗口，或被设置禁止）。请换普通窗口，或允许本页存储。',
    'error.chunk-missing': '项目里缺了一块数据，可能被浏览器清理掉了。请重新导入原来的文件，或恢复备份。',
    'error.chunk-corrupt': '项目里有一块数据和存下时不一样，不能再用。请重新导入原来的文件，或恢复备份。',
    'error.project-missing': '找不到这个项目，可能已在别的标签页里删除。',
    'error.project-name-empty': '请给项目起个名字。',
    'error.project-changed-elsewhere': '这个项目刚在另一个标签页里改过。为免互相覆盖，这里不再保存；请重新打开它。',
    'error.read-only': '这个项目正在另一个标签页里编辑，这里只能看和查。那边关掉后，这里自动接手。',
    'error.project-file-foreign': '这不是 Kith 的项目文件（.kith）。如果是数据文件，请到「数据」页导入。',
    'error.project-file-newer':
      '这个项目文件是更新的版本存的（格式 {found}，这里最多读到格式 {known}）。请刷新页面换成最新版再导入。',
    'error.project-file-cut':
      '项目文件不完整：应有 {expected} 字节，只有 {bytes} 字节，多半是没有下载或复制完。请重新取一份。什么都没有导入。',
    'error.project-file-damaged':
      '项目文件从第 {at} 字节起和存下时不一样，可能在复制时损坏或被改过。请换一份备份。什么都没有导入。',
    'error.project-file-limit': '这个项目的目录有 {bytes} 字节，超出了项目文件的上限。请分成几个项目。',
    'error.contents-invalid': '项目文件里的内容不合规（{where}），没有导入。请用保存它的那个版本重新导出一份。',
    'error.document-value':
      '项目里有一项「{where}」存不进文件（{type}），没有导出，项目没有动。请复制错误报告发给我们。',
    'error.passphrase-needed': '这个项目文件上了锁。请输入导出时设的口令。',
    'error.passphrase-wrong': '口令不对，没有导入。请检查大小写和输入法；忘记的口令谁也找不回来。',
    'error.passphrase-short': '口令太短，至少要 {least} 个字。',
    'error.no-key-thread': '程序没有准备好计算口令的线程，已经拦下。请复制错误报告发给我们。',

    'error.step-over': '程序在一步保存结束之后还想写入，已经拦下。请复制错误报告发给我们。',
    'error.insert-stream': '写入「{table}」的数据不完整，已经拦下，没有写进去。请复制错误报告发给我们。',
    'error.insert-count': '写入「{table}」的行数不对：应为 {expected}，实为 {inserted}。这一步没有保存。',
    'error.load-count': '导入的行数核对不上：应为 {expected}，实为 {found}。这一步没有保存，请复制错误报告发给我们。',
    'error.replay-count': '恢复「{entity}」时行数不对：应为 {expected}，实为 {rows}。请复制错误报告发给我们。',
    'error.replay-dictionary': '恢复「{entity}」时有 {rows} 个编号对不上。请复制错误报告发给我们。',

    'error.too-few-rows': '至少要 {needed} 行，现在只有 {rows} 行。请导入更多数据，或放宽条件。',
    'error.too-few-clusters': '这些客户太相似，分不出两群。请换几个特征再试。',
    'error.too-few-distinct-rows': '互不相同的行太少，分不出这么多群。请减少群数，或换几个特征。',
    'error.clusters-invalid': '群数填的是 {clusters}，至少要 2。',
    'error.restarts-invalid': '重复次数至少要 1。',
    'error.folds-invalid': '{rows} 行数据不能分成 {folds} 份做交叉验证，份数应在 2 到行数之间。',
    'error.too-few-examples':
      '较少的一类只有 {found} 行，至少要 {needed} 行才能学习。请换更长的时间窗，或再导入一些数据。',
    'error.tree-params-invalid': '决策树的深度不能小于 0，叶子至少要 1 行。',
    'error.labels-missing': '没有标注，无法学习。请先给一部分数据标上类别。',
    'error.no-terms': '{documents} 条文本里没有留下可用的词。请检查选的是不是文本列。',
    'error.too-few-labels':
      '至少要有两个类别、每类两条不同的文本才能学习，现在够数的类别有 {classes} 个。请再标注一些。',
    'error.svm-params-invalid':
      '分类器的代价 {cost} 和容差 {tolerance} 都要大于 0，迭代次数 {maxIterations} 至少为 1。',
    'error.hold-out-invalid': '留出比例是 {holdOut}，应大于 0、不超过 0.5。',
    'error.not-finite': '数据第 {row} 行有空值或无穷大，这种算法不接受。请换掉这一列，或先补上空值。',
    'error.counts-invalid': '计数里有负数，或比总数还大。',
    'error.label-out-of-range': '有一个类别超出了已知的 {classes} 类。',
    'error.length-mismatch': '两列的行数对不上：{first} 和 {second}。',
    'error.probability-invalid': '第 {row} 行的概率是 {value}，必须在 0 到 1 之间。',
    'error.shape-mismatch': '数据的形状不对：{rows} 行 {columns} 列，却有 {length} 个数。',
    'error.columns-mismatch': '模型是用 {needed} 列训练的，现在有 {columns} 列。请用同样的列，或重新训练。',
    'error.target-exceeds-population': '客群里有 {inTarget} 位，比全体的 {inPopulation} 位还多。',
  },
  en: {
    'error.cancelled': 'Cancelled.',
    'error.unexpected':
      'Something broke on our side; your data was not touched. Please copy the error report and send it to us.',

    'error.no-project': 'No project is open. Open or create one first.',
    'error.analysis-unknown': 'There is no analysis called "{analysis}".',
    'error.run-unknown': 'This run cannot be found; it may have been undone or deleted.',
    'error.run-accepted': 'This run has already been written as tags.',
    'error.needs-unmet': 'There is not enough data for this analysis yet.',
    'error.mixed-currencies':
      'These amounts are in {count} currencies and cannot be added up. Convert them first, or import one currency only.',
    'error.param-unknown': 'There is no parameter called "{param}".',
    'error.param-type': 'Parameter "{param}" is "{value}", which is the wrong type.',
    'error.param-range': 'Parameter "{param}" is {value}; it must lie between {min} and {max}.',
    'error.param-option': 'Parameter "{param}" is "{value}"; choose one of: {options}.',

    'error.empty-file': 'This file is empty: there is no line to import.',
    'error.unsupported-spreadsheet':
      'This is a spreadsheet in {format} format, which cannot be read yet. Open it in Excel or WPS, save it as .xlsx, and drop it again.',
    'error.unsupported-document':
      'This is a {format} file, which holds no table that can be read. Export Excel (.xlsx) or CSV where it came from and drop that.',
    'error.unsupported-archive':
      'This is a {format} archive, which cannot be unpacked here. Unpack it and drop the files, or pack them as .zip.',
    'error.unsupported-database':
      'This is a {format} data file, which cannot be read yet. Export CSV or Parquet where it came from and drop that.',
    'error.encrypted-workbook':
      'This workbook is locked by a password. Open it in Excel, remove the password, save it as .xlsx, and drop it again.',
    'error.encrypted-parquet': 'This Parquet file is encrypted. Export it without encryption and drop it again.',
    'error.archive-encrypted':
      '"{entry}" in the archive is locked by a password. Unpack it on your machine and drop what comes out.',
    'error.archive-method':
      '"{entry}" in the archive is packed by a method that is not supported here ({method}). Unpack it, or pack it as an ordinary .zip.',
    'error.archive-damaged':
      '"{name}" is damaged or was not downloaded to its end and cannot be unpacked. Download or pack it again.',
    'error.archive-too-many-entries':
      'The archive holds {entries} files, more than the limit of {limit}. Unpack it and drop only those you need.',
    'error.archive-entry-missing': 'The archive holds no "{entry}".',
    'error.archive-empty': 'This archive is empty.',
    'error.nested-archive': '"{name}" is an archive inside an archive. Unpack the outer one and drop what is inside.',
    'error.inflates-too-far':
      '"{name}" unpacks to more than {megabytes} MB, far beyond what a table packed like this would, as a zip bomb does; unpacking was stopped. If you trust the file, unpack it on your machine and drop the result.',
    'error.workbook-malformed':
      'The part "{part}" of this workbook cannot be understood; the file may be damaged. Open it in Excel, save it as .xlsx, and try again.',
    'error.workbook-too-large':
      'This workbook has {megabytes} MB, more than the limit of {limit} MB. Save it as CSV in Excel, or split it.',
    'error.workbook-empty': 'This workbook holds no data: every sheet is empty.',
    'error.sheet-unknown': 'There is no sheet called "{sheet}".',
    'error.sheet-empty': 'The sheet "{sheet}" is empty in this range. Choose another sheet or range.',
    'error.range-invalid': '"{range}" is no range of cells. Write it like B3:H200.',
    'error.header-row-invalid':
      'Row {row} is not among the first rows of the range {range} and cannot name the columns.',
    'error.no-objects':
      'This JSON holds no list of records. It needs a list of objects, such as [{"a": 1}, {"a": 2}], or one object per line.',
    'error.no-columns': 'This file has no column.',
    'error.parquet-malformed':
      'This Parquet file cannot be read to its end and may be damaged. Export it again. ({message})',
    'error.parquet-group-too-large':
      'A group of rows in this Parquet file has {megabytes} MB, more than the limit of {limit} MB. Export it with smaller row groups, of a million rows for example.',
    'error.encoding-unknown':
      'The encoding of this file cannot be recognised. Save it as "CSV UTF-8" and drop it again.',
    'error.encoding-unsupported':
      'This browser cannot read the encoding "{label}". Save the file as "CSV UTF-8" and drop it again.',
    'error.too-many-columns':
      'The header has {columns} columns, so the separator is probably wrong. Check it, or remove columns you do not need.',
    'error.file-unreadable':
      'The file can no longer be read; it may have been moved, renamed or locked. Please choose it again.',
    'error.original-missing': 'The original file is no longer in this project, so it cannot be read again.',
    'error.as-of-invalid': '"{date}" is no date. Write it like 2026-07-01.',
    'error.entity-unknown':
      'There is no kind of data called "{entity}". Use customers, transactions, interactions, feedback …',
    'error.mapping-problem':
      '{file}: columns and fields do not match ({problem}: {what}). Say in the mapping which column it is.',
    'error.time-zone-unknown':
      'There is no time zone "{timeZone}". Choose one from the list, for example Asia/Shanghai.',

    'error.unknown-header': 'The file has no column "{header}". Check the header and choose again.',
    'error.header-not-unique':
      '{columns} columns are called "{header}", so it is unclear which one is meant. Rename them in the file first.',
    'error.unknown-field': '"{entity}" has no field "{field}".',
    'error.field-twice': '"{field}" already has a column, so "{header}" cannot become it too.',
    'error.question-open': 'One question is still open; answer it before importing.',
    'error.selection-field': 'There is no column "{field}"; it may have been removed. Choose another condition.',
    'error.text-broken':
      'The text holds half a character (a broken emoji or rare sign), which the database cannot store. Delete it and try again.',
    'error.selection-value':
      'The condition on "{field}" cannot use "{value}". Choose a value this column can be compared with.',
    'error.order-unknown': 'There is no column "{column}" to sort by.',
    'error.too-many-picked':
      'At most {most} customers can be ticked one by one. For more, use a filter, or tick "all" in the header and untick a few.',
    'error.page-range': 'These rows cannot be fetched: {limit} from row {offset} on.',
    'error.customer-unknown': 'This customer cannot be found; the data may have been replaced.',
    'error.export-unknown': 'There is no "{what}" to export; it may have been undone or deleted.',
    'error.format-not-available': 'Cannot export as {format}. Choose xlsx, csv, parquet or json.',
    'error.export-too-large':
      'The file is too large for one Excel workbook ({bytes} bytes). Filter first, or export CSV or Parquet.',
    'error.tag-name-empty': 'The tag has no name yet.',
    'error.tag-name-taken': '"{name}" is the name of tags that an analysis writes. Please choose another.',
    'error.sql-tag-column': 'The result has no column {column}.',
    'error.sql-tag-several':
      'The result has different values or scores for {n} of the customers; each can have only one. Merge them with GROUP BY customer_id or DISTINCT.',
    'error.sql-tag-score':
      'For {n} of the customers the score is no number from 0 to 1. Convert it, or choose no score column.',
    'error.sql-tag-values':
      'This column has at least {n} different values; a tag can have {most}. Group them first, for example with CASE.',
    'error.sql-tag-none': 'No customer of this project has a value in the result: there is no tag to write.',
    'error.sql-no-customers':
      'The result of this statement has no column customer_id, so it names no customers. Add customer_id to its SELECT.',
    'error.sql-no-table': 'The result of this statement is no table that could be saved. Use a SELECT query.',
    'error.proposal-length':
      'The analysis gave {found} rows instead of {expected}. No tags were written; please copy the error report and send it to us.',
    'error.statement-unanswered':
      'The SQL of a segment was used before it was answered. Nothing was changed. Please copy the report to us.',
    'error.proposal-code':
      'The analysis gave a value it had not listed. No tags were written; please copy the error report and send it to us.',

    'error.sql': 'This query could not run: {message}',
    'error.sql-empty': 'There is no query yet.',
    'error.sql-read-only': 'Data can be read here, not changed. Begin with SELECT.',
    'error.sql-several-statements': 'One statement at a time, please.',
    'error.sql-locked': 'This statement reaches for files, the network or engine settings, which are locked: {message}',
    'error.sql-deadline': 'The query ran longer than {seconds} s and was stopped. Add a condition or a LIMIT.',
    'error.sql-type': 'The result has a column of type {type}, which cannot be shown. Use CAST(… AS VARCHAR).',
    'error.sql-value':
      'The program built an unsafe query; it was stopped and no data was touched. Please copy the error report and send it to us.',
    'error.sql-name':
      'The program built a query with an invalid name; it was stopped and no data was touched. Please copy the error report and send it to us.',
    'error.sql-number':
      'The program built a query with a value that is no number; it was stopped and no data was touched. Please copy the error report and send it to us.',

    'error.engine-open':
      'The database engine did not start. Close other tabs and reload; if that fails, use the newest Chrome or Edge.',
    'error.engine-closed': 'The database engine is closed. Please open the project again.',
    'error.engine-lost':
      'The database engine could not be restored. Your data is kept on this device: reload and open the project again.',
    'error.engine-restarted':
      'The database engine stopped, was restarted, and has its tables back. Please repeat your last step.',
    'error.engine-memory':
      'There was not enough memory; nothing was changed. Use a shorter period or fewer columns, or close other tabs.',
    'error.worker-not-started':
      'A background thread did not start. Reload; if that fails, use the newest Chrome or Edge.',
    'error.worker-lost':
      'A background thread stopped, probably for lack of memory. Nothing was changed; close other tabs and try again.',
    'error.worker-stalled':
      'A background thread stopped answering and was ended. Nothing was changed; try again, or use less data.',
    'error.worker-protocol': 'The background threads and the page are of different versions. Please reload.',
    'error.task-failed':
      'A computation broke on our side; your data was not touched. Please copy the error report and send it to us.',
    'error.unknown-task':
      'The page asked for a computation that does not exist; its version may be mixed. Please reload.',
    'error.unknown-worker': 'The page asked for a thread that does not exist; its version may be mixed. Please reload.',
    'error.update-in-use': 'Another tab has a project open. Close those tabs first, then take the new version.',
    'error.update-during-job': 'A job is still running. Take the new version when it is done or cancelled.',
    'error.host-unreachable':
      'The host cannot be reached, so nobody knows of a new version. Look again once you are online.',
    'error.no-service-worker': 'The copy on this computer is not running. Please reload.',
    'error.foreign-worker':
      'A background thread that is not part of this page was stopped. Please copy the error report and send it to us.',

    'error.storage-full':
      'The space this browser gives the page is used up; your last change was not saved. Delete projects you do not need, or free disk space.',
    'error.storage-newer': 'The data in this browser was saved by a newer version. Reload to get that version.',
    'error.storage-closed': 'The connection to local storage was lost; your last change was not saved. Please reload.',
    'error.storage-unavailable':
      'The browser does not let this page keep data on this device (a private window, or a setting). Use a normal window, or allow storage.',
    'error.chunk-missing':
      'A piece of this project is missing; the browser may have cleared it. Import the original files again, or restore a backup.',
    'error.chunk-corrupt':
      'A piece of this project is not what was saved and cannot be used. Import the original files again, or restore a backup.',
    'error.project-missing': 'This project cannot be found; it may have been deleted in another tab.',
    'error.project-name-empty': 'Please give the project a name.',
    'error.project-changed-elsewhere':
      'This project was just changed in another tab. So that neither overwrites the other, nothing more is saved here; open it again.',
    'error.read-only':
      'This project is being edited in another tab; here it can be looked at and searched. When that tab closes, this one takes over.',
    'error.project-file-foreign': 'This is no Kith project file (.kith). Data files are imported on the page Data.',
    'error.project-file-newer':
      'This project file was saved by a newer version (format {found}; this one reads up to format {known}). Reload to get that version, then import it again.',
    'error.project-file-cut':
      'The project file is incomplete: {bytes} of {expected} bytes, probably a download or copy that was cut short. Get it again. Nothing was imported.',
    'error.project-file-damaged':
      'From byte {at} on the project file is not what was saved; it was damaged in copying, or altered. Use another backup. Nothing was imported.',
    'error.project-file-limit':
      'The contents list of this project takes {bytes} bytes, more than a project file can have. Split it into several projects.',
    'error.contents-invalid':
      'The project file holds something that cannot be there ({where}) and was not imported. Export it again with the version that saved it.',
    'error.document-value':
      'Something in the project ("{where}", {type}) cannot be written into a file. Nothing was exported and the project was not touched. Please copy the error report and send it to us.',
    'error.passphrase-needed': 'This project file is locked. Enter the passphrase it was exported with.',
    'error.passphrase-wrong':
      'That is not the passphrase; nothing was imported. Check capitals and the input method. Nobody can recover a forgotten one.',
    'error.passphrase-short': 'The passphrase is too short: use at least {least} characters.',
    'error.no-key-thread':
      'The program had no thread to compute the passphrase with; it was stopped. Please copy the error report and send it to us.',

    'error.step-over':
      'The program tried to write after a step had ended; it was stopped. Please copy the error report and send it to us.',
    'error.insert-stream':
      'The data for "{table}" was incomplete and was not written. Please copy the error report and send it to us.',
    'error.insert-count': '"{table}" received {inserted} rows instead of {expected}. This step was not saved.',
    'error.load-count':
      'The imported rows do not add up: {found} instead of {expected}. This step was not saved; please copy the error report and send it to us.',
    'error.replay-count':
      'Restoring "{entity}" gave {rows} rows instead of {expected}. Please copy the error report and send it to us.',
    'error.replay-dictionary':
      'Restoring "{entity}" met {rows} ids that do not match. Please copy the error report and send it to us.',

    'error.too-few-rows': 'This needs at least {needed} rows; there are {rows}. Import more, or widen the conditions.',
    'error.too-few-clusters': 'These customers are too alike to be split in two. Try other features.',
    'error.too-few-distinct-rows':
      'Too few rows differ from each other for so many groups. Use fewer groups, or other features.',
    'error.clusters-invalid': 'The number of groups is {clusters}; it must be at least 2.',
    'error.restarts-invalid': 'The number of restarts must be at least 1.',
    'error.folds-invalid':
      'Cross-validation cannot part {rows} rows into {folds}; choose a number from 2 to the number of rows.',
    'error.too-few-examples':
      'The rarer class has {found} rows; learning needs at least {needed}. Choose a longer window, or import more.',
    'error.tree-params-invalid': 'A tree cannot be less than 0 deep, and its leaves hold at least 1 row.',
    'error.labels-missing': 'There are no labels to learn from. Label some of the data first.',
    'error.no-terms': 'No usable words are left in {documents} texts. Check that you chose a text column.',
    'error.too-few-labels':
      'Learning needs two classes with two different texts each; {classes} have that many now. Please label some more.',
    'error.svm-params-invalid':
      'The cost {cost} and the tolerance {tolerance} of the classifier must be above 0, the iterations {maxIterations} at least 1.',
    'error.hold-out-invalid': 'The share held out is {holdOut}; it must be above 0 and at most 0.5.',
    'error.not-finite':
      'Row {row} holds an empty or infinite value, which this method does not accept. Choose another column or fill the gaps first.',
    'error.counts-invalid': 'A count is negative or larger than its total.',
    'error.label-out-of-range': 'A class lies outside the {classes} known ones.',
    'error.length-mismatch': 'Two columns differ in length: {first} and {second}.',
    'error.probability-invalid': 'The probability in row {row} is {value}; it must lie between 0 and 1.',
    'error.shape-mismatch': 'The data has the wrong shape: {rows} rows by {columns} columns, but {length} numbers.',
    'error.columns-mismatch':
      'The model was trained on {needed} columns; there are {columns}. Use the same columns, or train again.',
    'error.target-exceeds-population': 'The segment has {inTarget} customers, more than the {inPopulation} there are.',
  },
});
