/** Scripts, directions, combining and astral characters, and what vendors take for markup. */
export const unicodeSummary = 'Ärger – 打印机坏了 🖨️ “quotes” <b>&amp; \\ {x} é';

export const unicodeDescription = `Żółć, Ελληνικά, עברית, العربية, हिन्दी, 日本語, 한국어
Emoji 👩🏽‍💻 and flags 🇩🇪, e with a combining accent: é
error_code_12 and path C:\\Users\\me and 50 % & "quoted" 'text'
a < b && b > c; x = {y}; [not a link]; *not bold*`;
