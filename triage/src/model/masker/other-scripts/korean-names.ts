import { patternDetector } from '../detector.ts';

const surname =
  '(?:남궁|황보|제갈|선우|독고|[김이박최정강조윤장임한오서신권황안송류유홍전고문양손배백허남심노하곽성차주우구민진지엄채원천방공현함변염여추도소석선설마길연위표명기반왕금옥육인맹])';
const syllable = '[가-힣]';
const given = `${syllable}{1,2}`;
/** Words that begin like a surname and stand before the same endings. */
const notAName =
  '(?!사용자|고객|고장|이용자|이메일|문의|문제|오류|신청|신입|신규|정보|정상|장애|장비|전화|전산|주문|주소|구매|기술|노트북|유지|인터넷|인증|인사|소프트|하드|서비스|서버|성명|성함|이름|연락|연결|설정|설치|도움|지원|원격|공유|방화|반드|변경|여러|안녕|없음|한국|차단|표시|명령|금일|마우스|조치|이상|임직원|유저|현재|오늘|이유)';
const role = '(?:님|씨|과장|대리|부장|차장|사원|팀장|주임|이사|사장|교수|선생님|매니저)';

/** Korean names, by a surname, a title or what a form calls them. */
export const koreanNames = patternDetector({
  type: 'PERSON',
  isWorthwhile: /[가-힣]{2}/u,
  patterns: [
    new RegExp(`(?<![가-힣])${notAName}(?<value>${surname}${given})(?=\\s?${role}(?![가-힣]{2}님))`, 'gu'),
    new RegExp(
      `(?<![가-힣])${notAName}(?<value>${surname}${syllable}{2})(?=입니다|이라고 합니다|라고 합니다|이에요|예요)`,
      'gu',
    ),
    new RegExp(
      `(?:이름|성명|성함|담당자|신청자|요청자|사용자|작성자|직원)\\s?[:：]\\s{0,4}${notAName}(?<value>${surname}${given})(?![가-힣])`,
      'gu',
    ),
    new RegExp(
      `(?:사용자|직원|담당자|동료)\\s${notAName}(?<value>${surname}${syllable}{2})(?=[^가-힣]|$|(?:가|이|은|는|의|를|을|에게|도|와|과)(?![가-힣]))`,
      'gu',
    ),
  ],
});
