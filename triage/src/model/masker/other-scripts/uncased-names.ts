import { type Detector, patternDetector } from '../detector.ts';

interface Writing {
  /** As Unicode calls it. */
  readonly script: string;
  /** What stands before a name in a sentence. */
  readonly cues: readonly string[];
  /** What stands above one at the end of a letter. */
  readonly farewells: readonly string[];
  /** Fields of forms, before a colon. */
  readonly fields: readonly string[];
  /** Words that are no name after a cue, and end one. */
  readonly others: readonly string[];
  /** Nothing separates a cue from the name: "คุณสมชาย". */
  readonly isJoined?: boolean;
}

/** Names in scripts without capital letters: a word after a cue, and a second one where the name may end. */
function uncasedNames({ script, cues, farewells, fields, others, isJoined = false }: Writing): Detector {
  const letter = String.raw`[\p{Script=${script}}\p{M}]`;
  const other = `(?!(?:${others.join('|')})(?!${letter}))`;
  const word = `${other}${letter}{2,20}`;
  // A second word belongs to the name where the phrase ends, or before a word that does not.
  const second = `(?:[ ]${word}(?=[ ]?(?:$|[^\\p{L}\\p{M} ])|[ ](?:${others.join('|')})(?!${letter})))?`;
  const name = `(?<value>${word}${second})(?!${letter})`;
  const start = `(?<!${letter})`;
  const gap = isJoined ? '[ ]{0,2}' : '[ ]{1,2}';
  return patternDetector({
    type: 'PERSON',
    isWorthwhile: new RegExp(`\\p{Script=${script}}`, 'u'),
    patterns: [
      new RegExp(`${start}(?:${cues.join('|')})${gap}${name}`, 'gmu'),
      new RegExp(
        `(?:${farewells.join('|')})[,،.!]?[ ]{0,2}\\r?\\n[ ]{0,4}(?<value>${word}(?:[ ]${word}){0,2})(?=[ ]*(?:$|\\r?\\n))`,
        'gu',
      ),
      new RegExp(
        `${start}(?:${fields.join('|')})[ ]?[:：][ ]{0,4}(?<value>${word}(?:[ ]${word}){0,2})(?=[ ]*(?:$|\\r?\\n|[^\\p{L}\\p{M} ]))`,
        'gu',
      ),
    ],
  });
}

export const arabicNames = uncasedNames({
  script: 'Arabic',
  cues: [
    'اسمي',
    'اسمه',
    'اسمها',
    'أنا',
    'السيد',
    'السيدة',
    'الأستاذ',
    'الأستاذة',
    'الدكتور',
    'المهندس',
    'الموظف',
    'الموظفة',
    'المستخدم',
    'المستخدمة',
    'الزميل',
    'الزميلة',
  ],
  farewells: ['مع تحياتي', 'تحياتي', 'مع الشكر', 'شكرا', 'شكراً', 'مع خالص التحية'],
  fields: ['الاسم', 'اسم الموظف', 'اسم المستخدم', 'المستخدم', 'الموظف'],
  others: [
    'من',
    'في',
    'على',
    'لا',
    'لم',
    'غير',
    'هل',
    'قسم',
    'إلى',
    'يواجه',
    'يريد',
    'يحتاج',
    'تحتاج',
    'لديه',
    'لدي',
    'عن',
    'هو',
    'هي',
    'كان',
    'تم',
    'قد',
    'أن',
    'مغلق',
    'الجديد',
    'الجديدة',
    'موظف',
    'موظفة',
    'مستخدم',
    'مدير',
    'أعمل',
    'لست',
    'ولا',
    'وقد',
    'ليس',
    'بحاجة',
  ],
});

export const hebrewNames = uncasedNames({
  script: 'Hebrew',
  cues: ['שמי', 'קוראים לי', 'מר', 'גברת', 'המשתמש', 'המשתמשת', 'העובד', 'העובדת', 'עמיתי'],
  farewells: ['בברכה', 'תודה', 'תודה רבה', 'בכבוד רב'],
  fields: ['שם', 'שם מלא', 'שם העובד', 'שם המשתמש', 'איש קשר'],
  others: [
    'לא',
    'אינו',
    'אינה',
    'של',
    'עם',
    'אני',
    'מן',
    'ואני',
    'צריך',
    'צריכה',
    'החדש',
    'החדשה',
    'חסום',
    'נעול',
    'הזה',
    'כבר',
    'יכול',
    'יכולה',
    'מצליח',
    'מתלונן',
  ],
});

export const devanagariNames = uncasedNames({
  script: 'Devanagari',
  cues: ['मेरा नाम', 'नाम', 'श्री', 'श्रीमती', 'सुश्री', 'डॉ'],
  farewells: ['धन्यवाद', 'सादर', 'आभार'],
  fields: ['नाम', 'कर्मचारी', 'उपयोगकर्ता', 'संपर्क'],
  others: ['है', 'हैं', 'का', 'की', 'के', 'को', 'में', 'से', 'और', 'नहीं', 'गलत', 'मेरा', 'मैं', 'दर्ज', 'बदलना'],
});

export const thaiNames = uncasedNames({
  script: 'Thai',
  cues: ['ผมชื่อ', 'ดิฉันชื่อ', 'ฉันชื่อ', 'คุณ(?!ภาพ|สมบัติ|ค่า|ลักษณะ|ครู|หมอ)', 'นาย(?!ก|จ้าง)', 'นางสาว'],
  farewells: ['ขอบคุณครับ', 'ขอบคุณค่ะ', 'ขอบคุณ', 'ด้วยความเคารพ'],
  fields: ['ชื่อ', 'ชื่อ-นามสกุล', 'ผู้แจ้ง', 'ผู้ใช้', 'ผู้ติดต่อ'],
  others: ['ครับ', 'ค่ะ', 'เข้าระบบไม่ได้', 'ไม่สามารถ', 'ต้องการ', 'ไม่ได้'],
  isJoined: true,
});
