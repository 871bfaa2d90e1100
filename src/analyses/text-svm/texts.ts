import { texts } from '../../lib/i18n/translate';

export const textSvmTexts = texts({
  zh: {
    name: '文本分类',
    purpose: '向已标注的反馈学习怎么归类，再给没标的文本打上标签，并说明错在哪里。',

    'help.picture': '账单\n套餐\n网络\n服务态度',
    'help.reading':
      '准确率量在训练时没见过的文本上，区间说样本够不够。\n混淆矩阵一行是一个真实分类：绿色是认对的，赭色是认错的，按一下看是哪些文本。标错的样本往往在这里露面。\n「最拿不准的」先由人来标，同样的力气学得最多。\n置信度低于门槛的不写入，留给人看。',
    'help.formula.tfidf': 'x = (1 + ln c) * (ln ((1 + n) / (1 + d)) + 1)',
    'help.formula.tfidf.says':
      'c 是词在这条文本里出现的次数，n 条文本里有 d 条含它：常见的词分量轻。词和字片段各算一份。',
    'help.formula.decision': 'min (1 / 2) ‖ w ‖^2 + C sum_(i=1)^n max(0, 1 - y_i f_i)^2',
    'help.formula.decision.says': '每个分类一条线性分界 f = w · x + b，真实分类 y = ±1；C 由交叉验证选，不看测试文本。',
    'help.formula.probability': 'p = 1 / (1 + exp(A f + B))',
    'help.formula.probability.says': 'Platt 法：把离分界多远换成概率，A、B 用训练里留出的部分拟合。',
    'help.formula.f1': 'F_1 = (2 * "准" * "全") / ("准" + "全")',
    'help.formula.f1.says':
      '准（精确率）：判成这一类的有多少真是；全（召回率）：这一类的有多少被找出来。宏 F1 是各类的简单平均，小类也算一份。',
    'help.limits':
      '学的是你的标法：同样的话标得不一致，它也学不一致。\n每类不足 10 条不学；百来条以上才稳。\n只认训练里有的分类，新的话题会被塞进最像的一类，置信度多半偏低。\n反话、指代、要靠常识的意思，它看不懂。',
    'help.example':
      '留出 20 条，账单和网络各 10 条。账单认出 {found} 条（共 {of} 条），判成账单的有 {said} 条，由此得下表；总准确率 {accuracy}。',
    'help.class.bill': '账单',
    'help.class.network': '网络',
    'help.column.class': '真实分类',
    'help.column.as-bill': '判为账单',
    'help.column.as-network': '判为网络',
    'help.column.precision': '精确率',
    'help.column.recall': '召回率',
    'help.column.f1': 'F1',

    'params.text.label': '文本',
    'params.text.hint': '要读的那一列。',
    'params.label.label': '标签',
    'params.label.hint': '人工归类的那一列；空着的行由模型来标。',
    'params.holdOut.label': '留出检验',
    'params.holdOut.hint': '这一比例的已标文本不参与训练，只用来检验。',
    'params.cost.label': '惩罚系数 C',
    'params.cost.zero': '交叉验证选',
    'params.cost.hint': '0 = 在训练文本上交叉验证自动选。越大越贴合训练文本。',
    'params.threshold.label': '采用门槛',
    'params.threshold.hint': '把握低于它的标签不写入，留给人来标。',

    'need.feedback': '还没有反馈文本：导入一份工单、投诉或评论就能开始。',
    'need.column': '反馈里没有「{column}」这一列文本。',
    'need.label-column': '反馈里没有「{column}」这一列标签：先对应一列人工分类，或另选一列。',
    'need.labels': '「{column}」这一列还没有标签：至少标 {texts} 条（两类各一半）就能训练。',
    'need.second-class': '「{column}」这一列只有一种标签：再标一类，至少 {texts} 条。',
    'need.more-labels': '每类至少要 {texts} 条不同的文本，有两类才能训练；还差 {missing} 条。',

    'stage.training': '训练与检验',

    'warning.empty-texts': '{rows} 行没有文字，已跳过。',
    'warning.duplicate-texts': '{rows} 行与别的行文字和标签都相同，只算一次，免得模型靠记忆得分。',
    'warning.conflicting-labels': '{texts} 条相同的文本标了不同的类且不分多少，没有参与训练。',
    'warning.small-classes': '{classes} 个类别不足 {minimum} 条（共 {texts} 条），没有参与训练。',
    'warning.task-tuned-on-sample': '在 {of} 条训练文本中抽 {rows} 条选参数，免得等太久。',
    'warning.task-segmenter-fallback': '中文词典没能载入（{reason}），改用浏览器自带的分词，准确率会略低。',
    'warning.not-converged': '求解器没有完全收敛，结果可能还能更好。',

    headline: '{classes} 类文本分对 {accuracy}；最容易把「{label}」看成「{predicted}」',
    'headline.clean': '{classes} 类文本分对 {accuracy}',
    summary:
      '{texts} 条已标文本训练 {trained} 条，在没见过的 {heldOut} 条上检验；线性 SVM，C = {cost}，{features} 个词特征。只猜最多的一类能对 {baseline}。',

    'figure.accuracy': '准确率',
    'figure.macroF1': 'macro-F1',
    'figure.coverage': '覆盖（把握 ≥ {threshold}）',
    'figure.covered': '{covered} / {all} 条',
    'figure.nothing': '没有待标文本',
    interval: '{low}–{high}',
    'interval.low': '区间下端',
    'interval.high': '区间上端',
    'too-few': '太少',

    'matrix.title': '每 {each} 条「{label}」就有 1 条被判成「{predicted}」',
    'matrix.title.clean': '留出的文本全部分对',
    'matrix.note': '行 = 人工标注，列 = 模型判断，深浅 = 占该行；点格子看文本',
    'matrix.rows': '人工标注',
    'matrix.columns': '模型判断',

    'classes.title': '「{class}」最难认：F1 {f1}',
    'classes.note': '每类 F1 与 95 % 区间（自助法 1,000 次）',
    'column.class': '类别',
    'column.f1': 'F1',
    'column.interval': '95 % 区间',
    'column.precision': '查准',
    'column.recall': '查全',
    'column.support': '检验条数',

    'terms.title': '「{class}」靠这些词认出来',
    'terms.note': '平均给这类文本加分最多的词；点类别换一类',
    'terms.none': '没有一个词明显指向这一类',
    'column.term': '词',
    'column.weight': '平均加分',

    'list.errors': '{count} 条分错：先看把握最大的',
    'list.cell': '{count} 条：标为「{label}」，模型判为「{predicted}」',
    'list.part': '列出 {shown} 条',
    'list.all': '看全部分错的',
    'list.more': '再看一些',
    'list.unsure': '下一批最值得人工标的 {count} 条',
    'list.unsure.note': '模型最没把握的未标文本',
    'list.none': '没有分错的文本',
    'column.text': '文本',
    'column.text.marked': '文本（划线的是起作用的词）',
    'column.label': '标注',
    'column.predicted': '模型',
    'column.score': '把握',
    'mark.label': '支持标注',
    'mark.model': '支持模型',

    'card.classes': '文本分类准确率 {accuracy}（检验 {heldOut} 条）',
  },
  en: {
    name: 'Text classification',
    purpose: 'Learns from labelled feedback how you sort it, labels the rest, and shows where it goes wrong.',

    'help.picture': 'Bill\nPlan\nNetwork\nService',
    'help.reading':
      'Accuracy is measured on texts not seen in training; its interval says whether the sample is enough.\nA row of the matrix is a true class: teal was recognised, ochre mistaken; press a cell to read its texts. Wrongly labelled ones often show up here.\nLabel the least certain texts first: the same effort teaches most there.\nBelow the threshold nothing is written; those are left to a person.',
    'help.formula.tfidf': 'x = (1 + ln c) * (ln ((1 + n) / (1 + d)) + 1)',
    'help.formula.tfidf.says':
      'c is how often a term stands in the text; d of n texts contain it, so common terms weigh little. Words and pieces of characters are two blocks.',
    'help.formula.decision': 'min (1 / 2) ‖ w ‖^2 + C sum_(i=1)^n max(0, 1 - y_i f_i)^2',
    'help.formula.decision.says':
      'One linear boundary per class, f = w · x + b, the true class being y = ±1; C is chosen by cross-validation, never on the test texts.',
    'help.formula.probability': 'p = 1 / (1 + exp(A f + B))',
    'help.formula.probability.says':
      'Platt’s method turns the distance from the boundary into a probability; A and B are fitted on parts held out within training.',
    'help.formula.f1': 'F_1 = (2 * "precision" * "recall") / ("precision" + "recall")',
    'help.formula.f1.says':
      'Precision: of those put into the class, how many belong there. Recall: of those of the class, how many were found. Macro F1 is the plain mean over classes, so that a small one counts as much.',
    'help.limits':
      'It learns your way of labelling: where that is inconsistent, so is the model.\nA class needs at least 10 texts to be learned, about a hundred to be steady.\nIt knows only the classes it was taught; a new topic lands in the most similar one, usually with a low score.\nIrony, references and what takes common sense are beyond it.',
    'help.example':
      'Twenty texts are held out, ten each on bills and network. Of {of} on bills {found} are recognised, and {said} are put there in all, which gives the table; overall accuracy {accuracy}.',
    'help.class.bill': 'Bill',
    'help.class.network': 'Network',
    'help.column.class': 'True class',
    'help.column.as-bill': 'As bill',
    'help.column.as-network': 'As network',
    'help.column.precision': 'Precision',
    'help.column.recall': 'Recall',
    'help.column.f1': 'F1',

    'params.text.label': 'Text',
    'params.text.hint': 'The column to read.',
    'params.label.label': 'Label',
    'params.label.hint': 'The column people filled in; rows left empty are labelled by the model.',
    'params.holdOut.label': 'Held out',
    'params.holdOut.hint': 'This share of the labelled texts takes no part in training and only measures.',
    'params.cost.label': 'Cost C',
    'params.cost.zero': 'by cross-validation',
    'params.cost.hint': '0 = chosen by cross-validation on the training texts. Larger follows them more closely.',
    'params.threshold.label': 'Threshold',
    'params.threshold.hint': 'Labels the model is less sure of are not written and wait for a person.',

    'need.feedback': 'No feedback yet: import tickets, complaints or reviews to start.',
    'need.column': 'The feedback has no text column “{column}”.',
    'need.label-column': 'The feedback has no label column “{column}”: map one, or choose another.',
    'need.labels': 'Column “{column}” holds no labels yet: label at least {texts} texts, half of them of each class.',
    'need.second-class': 'Column “{column}” holds one label only: label at least {texts} texts of a second class.',
    'need.more-labels':
      'A class needs {texts} different texts, and training two classes; {missing} {missing|text is|texts are} missing.',

    'stage.training': 'Training and testing',

    'warning.empty-texts': '{rows} {rows|row has|rows have} no text and {rows|was|were} skipped.',
    'warning.duplicate-texts':
      '{rows} {rows|row repeats|rows repeat} another row’s text and label and counted once, so that memory is not skill.',
    'warning.conflicting-labels':
      '{texts} {texts|text carries|texts carry} several labels without a majority and took no part in training.',
    'warning.small-classes':
      '{classes} {classes|class has|classes have} fewer than {minimum} texts ({texts} in all) and took no part.',
    'warning.task-tuned-on-sample':
      'Settings were chosen on {rows} of the {of} training texts, to keep the wait short.',
    'warning.task-segmenter-fallback':
      'The Chinese dictionary did not load ({reason}); the browser’s own word breaking is used and is a little less accurate.',
    'warning.not-converged': 'The solver did not fully converge; the result may still improve.',

    headline: '{accuracy} right over {classes} classes; most often “{label}” is read as “{predicted}”',
    'headline.clean': '{accuracy} right over {classes} classes',
    summary:
      'Trained on {trained} of {texts} labelled texts, tested on the {heldOut} never seen; linear SVM, C = {cost}, {features} term features. Always saying the commonest class is right in {baseline}.',

    'figure.accuracy': 'Accuracy',
    'figure.macroF1': 'macro-F1',
    'figure.coverage': 'Coverage (score ≥ {threshold})',
    'figure.covered': '{covered} / {all} texts',
    'figure.nothing': 'no texts to label',
    interval: '{low}–{high}',
    'interval.low': 'Interval from',
    'interval.high': 'Interval to',
    'too-few': 'too few',

    'matrix.title': 'One in {each} texts of “{label}” is read as “{predicted}”',
    'matrix.title.clean': 'Every held-out text is right',
    'matrix.note': 'Row = human label, column = model, shade = share of the row; click a cell to read its texts',
    'matrix.rows': 'Human label',
    'matrix.columns': 'Model',

    'classes.title': '“{class}” is hardest to tell: F1 {f1}',
    'classes.note': 'F1 per class with 95% interval (1,000 bootstraps)',
    'column.class': 'Class',
    'column.f1': 'F1',
    'column.interval': '95% interval',
    'column.precision': 'Precision',
    'column.recall': 'Recall',
    'column.support': 'Tested',

    'terms.title': 'Words that give “{class}” away',
    'terms.note': 'Terms that add most to the score of its texts; click a class to change it',
    'terms.none': 'No term points to this class',
    'column.term': 'Term',
    'column.weight': 'Mean gain',

    'list.errors': '{count} {count|mistake|mistakes}, the surest first',
    'list.cell': '{count} {count|text|texts} labelled “{label}”, predicted “{predicted}”',
    'list.part': '{shown} shown',
    'list.all': 'See all mistakes',
    'list.more': 'Show more',
    'list.unsure': 'The {count} {count|text|texts} most worth labelling next',
    'list.unsure.note': 'Unlabelled texts the model is least sure of',
    'list.none': 'No text was wrong',
    'column.text': 'Text',
    'column.text.marked': 'Text (underlined: words that decided)',
    'column.label': 'Label',
    'column.predicted': 'Model',
    'column.score': 'Score',
    'mark.label': 'for the label',
    'mark.model': 'for the model',

    'card.classes': 'Text classification: {accuracy} right on {heldOut} held-out texts',
  },
});
