/** A person, written as in their own country. */
export interface Person {
  readonly given: string;
  readonly surname: string;
}

function people(lines: string): readonly Person[] {
  return lines
    .trim()
    .split('\n')
    .flatMap((line) =>
      line.split(',').map((name) => {
        const [given = '', ...surname] = name
          .trim()
          .split(' ')
          .map((word) => word.replaceAll('_', ' '));
        return { given, surname: surname.join(' ') };
      }),
    );
}

/** Written down for this measurement, from no list; some of their words are ordinary words, places or months as well. */
export const latinPeople = people(`
  Jürgen Müller, Anna Kowalska, Will Smith, Grace Hill, Mark Young, Rob Banks, Hope Mills, April Stone, Jordan Brooks
  Siobhan O'Leary, Aoife Ní_Bhriain, Tom Baker, Priya Raghunathan, Venkatesh Iyer, Sunil Chaudhary, Lakshmi Menon
  Nguyen Thi Hoa, Tran Van Duc, Ming-Hua Zhao, Wei Zhang, Li Na, Haruki Tanabe, Yuko Fujiwara, Ji-woo Park, Minho Kang
  Oluwaseun Adebayo, Chidi Okonkwo, Thandiwe Dlamini, Kwame Mensah, Amina Diallo, Zanele Khumalo, Tesfaye Bekele
  Mehmet Yıldırım, Ayşe Çelik, Emre Demirtaş, Zeynep Aksoy, Dimitris Papadopoulos, Eleni Vlachou, Arben Hoxha
  Ivana Petrović, Goran Jovičić, Tvrtko Brzica, Zdeněk Novotný, Jiřina Horáková, László Szabó, Piroska Fehér
  Ioana Munteanu, Bogdan Ionescu, Katarzyna Wiśniewska, Przemysław Zając, Ąžuolas Kazlauskas, Rūta Petraitienė
  Juhani Virtanen, Aino Mäkelä, Björn Lindqvist, Åsa Öberg, Søren Kjærgaard, Mette Nørgaard, Þórdís Jónsdóttir
  Jean-Baptiste Lefèvre, Maëlle Le_Goff, François d'Aubigny, Élodie Charpentier, Giuseppe De Luca, Chiara Bianchi
  João Gonçalves, Inês Figueiredo, Iñaki Etxeberria, Montserrat Puig, Xavier Casals, Lucía Fernández Ortega
  Ahmed El-Sayed, Fatima Zahra Benali, Khalid Al-Harbi, Layla Haddad, Omid Rahimi, Shirin Ebadi, Yael Rosenbaum
  Pieter van der Merwe, Saskia de Vries, Joost Hendriks, Femke van den Berg, Wout Claes, Rainer Zufall, Uwe Kühn
  Dwayne Washington, LaKeisha Jefferson, Bubba McAllister, Billie Jean Carter, Faith Love, Sky Winters, Chase Price
  Rajesh Kumar, Gurpreet Singh, Sandeep Reddy, Manoj Pillai, Dilnoza Karimova, Nursultan Abenov, Batbayar Ganbold
  Tatiana Sokolova, Dmitri Volkov, Oksana Shevchenko, Giorgi Kapanadze, Ani Petrosyan, Leilani Kahananui, Sione Tupou
`);

/** By script: whole names, as they stand in a sentence. */
export const peopleByScript = {
  chinese: [
    '王小明',
    '李娜',
    '张伟',
    '刘洋',
    '陈思远',
    '欧阳修文',
    '赵丽',
    '黄志强',
    '周婷',
    '徐晓东',
    '孙悦',
    '马云飞',
  ],
  japanese: [
    '田中',
    '佐藤 健',
    '鈴木一郎',
    '高橋',
    '渡辺 美咲',
    '小林',
    '山本太郎',
    '長谷川',
    '井上真由美',
    'ジョン・スミス',
  ],
  korean: [
    '김민수',
    '이서연',
    '박지훈',
    '최유진',
    '정하늘',
    '강동원',
    '윤아름',
    '임재범',
    '황보라',
    '서은지',
  ],
  arabic: [
    'محمد علي',
    'فاطمة الزهراء',
    'أحمد حسن',
    'خالد العتيبي',
    'نورة السالم',
    'يوسف منصور',
    'ليلى حداد',
    'عمر',
  ],
  hebrew: ['דוד לוי', 'רחל כהן', 'יוסי מזרחי', 'נועה פרידמן', 'משה', 'תמר אברהם'],
  greek: ['Γιώργος Παπαδόπουλος', 'Μαρία Νικολάου', 'Κώστας Βλάχος', 'Ελένη Καραγιάννη', 'Νίκος'],
  cyrillic: [
    'Иван Петров',
    'Ольга Смирнова',
    'Дмитрий Шевчук',
    'Галина Ткаченко',
    'Сергей',
    'Айгуль Нурланова',
  ],
  devanagari: ['राहुल शर्मा', 'प्रिया वर्मा', 'अमित कुमार', 'सुनीता'],
  thai: ['สมชาย ใจดี', 'นภา ศรีสุข', 'วิชัย'],
} as const;
export type Script = keyof typeof peopleByScript;
