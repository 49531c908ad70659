import { patternDetector } from '../detector.ts';

/** The commonest surnames that begin no word a ticket is likely to hold, and those of two characters. */
const plainSurname =
  '(?:欧阳|欧陽|司马|上官|诸葛|皇甫|慕容|司徒|令狐|[王李张張刘劉陈陳杨楊赵趙黄黃吴吳徐孙孫胡朱郭何罗羅郑鄭梁谢謝宋唐许許韩韓冯馮邓鄧曹彭曾肖萧蕭田董袁潘蒋蔣蔡余杜叶葉魏苏蘇吕呂丁沈姚卢盧姜崔钟鍾谭譚陆陸汪范廖贾賈夏韦韋付傅邹鄒孟熊秦邱薛侯雷龙龍陶贺賀顾顧毛郝龚龔邵万萬钱錢覃武戴莫孔汤湯黎])';
const anySurname = `(?:${plainSurname}|[方高马馬林周江石金文安常白施严嚴康温任史段倪殷齐齊尹])`;
/** What may follow a name of two or three characters in a sentence. */
const next = String.raw`(?=$|[^\p{Script=Han}]|先生|女士|小姐|老师|经理|主任|同学|同事|总|的|在|无|無|不|说|說|已|要|需|和|与|开|開|申|反|报|来|來|从|刚|还|離|离|入|没|沒|打|登|忘|被|想|提|给|給|是|有)`;
const given = String.raw`\p{Script=Han}{1,2}?`;

/** Chinese names, by a surname and the words around them: nothing separates words in a sentence. */
export const chineseNames = patternDetector({
  type: 'PERSON',
  isWorthwhile: /\p{Script=Han}{2}/u,
  patterns: [
    new RegExp(
      String.raw`(?:我叫|名叫|姓名|名字(?:是|叫)|联系人|聯絡人|申请人|申請人|负责人|報告人|报告人|发件人|收件人)[：:，,\s是为]{0,3}(?<value>${anySurname}${given})${next}`,
      'gu',
    ),
    new RegExp(
      String.raw`(?:我是|这里是|用户|用戶|员工|員工|同事|使用者|请给|請給|请为|请帮|联系|聯絡|经理|领导)[：:\s]{0,2}(?<value>${plainSurname}${given})${next}`,
      'gu',
    ),
    new RegExp(`(?<value>${anySurname}${given})(?=先生|女士|小姐|老师|老師|同学|经理(?!人)|主任)`, 'gu'),
    new RegExp(
      String.raw`(?:谢谢|謝謝|感谢|感謝|此致|敬礼|祝好|顺祝商祺)[!！。,，]?\s{0,4}\n\s{0,4}(?<value>${anySurname}${given})(?=\s*(?:$|\n))`,
      'gu',
    ),
  ],
});

const japaneseSurname =
  '(?:長谷川|佐々木|五十嵐|佐藤|鈴木|高橋|田中|伊藤|渡辺|渡邉|渡邊|山本|中村|小林|加藤|吉田|山田|山口|松本|井上|木村|清水|山崎|池田|橋本|阿部|石川|山下|中島|石井|小川|前田|岡田|藤田|後藤|近藤|村上|遠藤|青木|坂本|斉藤|斎藤|福田|太田|西村|藤井|金子|岡本|藤原|三浦|中野|中川|原田|松田|竹内|小野|田村|中山|和田|石田|森田|上田|柴田|酒井|工藤|横山|宮崎|宮本|内田|高木|安藤|谷口|大野|丸山|今井|高田|藤本|武田|村田|上野|杉山|増田|菅原|平野|大塚|千葉|久保|松井|岩崎|野口|松尾|菊地|野村|新井|木下|桜井)';
const japaneseName = String.raw`(?:${japaneseSurname}(?:[ 　]?[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー]{1,3}?)?|[\p{Script=Katakana}ー]{2,10}・[\p{Script=Katakana}ー]{2,10})`;
const kanjiName = String.raw`[\p{Script=Han}々]{2,4}(?:[ 　][\p{Script=Han}々\p{Script=Hiragana}]{1,3})?`;
/** People by what they are, not by name. */
const notAName = '(?!(?:お|ご|御|皆|各|管理|担当|利用|関係|業者|貴|社員|客|未定|不明|新入|情報|総務|人事))';
const honorific = '(?=さん|様(?!子|式|々)|さま|氏(?!名)|殿|先生|部長|課長|係長|主任)';
const notWithin = String.raw`(?<![\p{Script=Han}々お])`;

/** Japanese names, by a surname, an honorific, or the words around them. */
export const japaneseNames = patternDetector({
  type: 'PERSON',
  isWorthwhile: /[\p{Script=Hiragana}\p{Script=Katakana}氏担連申]/u,
  patterns: [
    new RegExp(`${notWithin}${notAName}(?<value>${japaneseName}|${kanjiName})${honorific}`, 'gu'),
    new RegExp(`${notWithin}(?<value>${japaneseName})(?=です|と申します|と申し|でございます|より|が)`, 'gu'),
    new RegExp(`${notWithin}${notAName}(?<value>${kanjiName})(?=と申し)`, 'gu'),
    new RegExp(
      `(?<=(?:部|課|室|社|店|係|科)の)${notAName}(?<value>${kanjiName})(?=です|でございます|と申)`,
      'gu',
    ),
    new RegExp(
      String.raw`(?:氏名|名前|お名前|担当者|申請者|連絡先|利用者|依頼者|報告者|ユーザー名?)[：:]\s{0,4}${notAName}(?<value>${japaneseName}(?![\p{Script=Han}])|${kanjiName}|[\p{Script=Katakana}ー・]{2,20})`,
      'gu',
    ),
  ],
});
