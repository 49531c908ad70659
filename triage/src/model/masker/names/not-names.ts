/** Words that the lists would take for names, and that are something else where they stand alone in a ticket. */

const products = `alexa apache aruba ariba avaya bosch bose canon cassandra cisco claude cortana dell delphi dynatrace
  eclipse epson ericsson fedora fitbit fiori ford fujitsu gemini gerrit grafana hitachi honeywell hudson jabra jenkins
  jira juniper kafka kaspersky kibana konica lenovo lexmark logitech lotus lucene mariadb maven mcafee meraki merck
  minolta nagios nessus netgear nokia norton okta oracle outlook panasonic philips phoenix puppet ruby sage samsung
  sharp siebel siemens siri sonos sony sophos tableau toshiba travis veeam veritas visio viva xerox yammer zabbix
  zebra zoom`;

const places = `aberdeen adelaide africa alabama alaska albania algeria america amsterdam andorra angola antwerp
  argentina arizona armenia asia athens atlanta auckland austin austria bahrain bali barcelona belgium belfast bergen
  berlin bern bolivia bonn boston botswana brazil bremen brisbane bristol britain bulgaria cairo cambodia cambridge
  canada cardiff carolina chad chicago chile china cologne colombia copenhagen cordoba croatia cuba cyprus dakota
  dallas delhi denmark denver detroit dresden dublin durham edinburgh egypt england ethiopia eritrea essen estonia
  europe finland florence florida france frankfurt geneva genoa georgia germany ghana glasgow greece greenland
  grenada guatemala hamburg hanover helsinki holland houston hungary iceland india indiana indonesia iowa iran iraq
  ireland israel italy jakarta jamaica japan jersey jordan kansas kazakhstan kent kenya kiev korea kuwait kyiv lagos
  lancaster latvia lebanon leeds leipzig lima lincoln lisbon lithuania london lucerne luxembourg lyon macedonia madrid
  maine malaysia malta manchester manila maryland melbourne memphis mexico miami milan minnesota moldova monaco
  mongolia montenegro montreal morocco moscow mumbai munich namibia naples nebraska nepal netherlands nevada nigeria
  norfolk norway oakland ohio oman orlando osaka oslo ottawa oxford pakistan palermo palestine panama paraguay paris
  perth peru philadelphia philippines poland porto portugal prague pretoria qatar rome russia rwanda salzburg samoa
  santiago scotland seattle senegal serbia seville shanghai singapore slovakia slovenia somalia spain stockholm
  stuttgart sudan surrey sweden switzerland sydney syria taipei taiwan tanzania texas thailand tokyo toronto tunisia
  turin turkey uganda ukraine uruguay utah uzbekistan valencia venezuela venice victoria vienna vietnam virginia
  wales warsaw washington wellington yemen york zagreb zambia zimbabwe zurich haag`;

/** Nouns and days of languages that capitalise them, and months. */
const foreign = `april augustus august avril bach baum berg bild blatt blau block braun buch busch dezember dienstag
  donnerstag drucker eisen engel enero feld fevrier frau freitag garten graf grau grosse gruen grun hahn hammer haus
  hof horn januar januari jung juni kabel kaiser kasse keller kern kessel klein koch koenig konig kopf korn kraft krieg
  kunst lager leiter licht link lohn maerz marz maus meister mittwoch montag nagel neu ort rechner richter ring ritter
  rot samstag schwarz segel silber sommer sonntag spiegel stein stern stock sturm vogel wald weiss werk winkel winter
  wolf zettel`;

const peoples = `american arab asian austrian belgian brazilian british bulgarian canadian chinese croatian czech dane
  danish dutch egyptian english estonian european finn finnish french german germans greek greenlander hungarian
  icelandic indian iranian iraqi irish israeli italian japanese korean latvian lithuanian mexican norwegian pakistani
  persian pole polish portuguese roman romanian russian saudi scottish serbian slovak slovenian spaniard spanish swede
  swedish swiss thai turk turkish ukrainian vietnamese welsh`;

const currencies = `dinar dirham dollar euro franc krona krone lira peso pound rand real ringgit rouble ruble rupee yen yuan zloty`;

const days = `monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
  september october november december easter christmas`;

/** Products and places that bear names: names only beside others. Folded. */
export const borrowedNames: ReadonlySet<string> = new Set(`${products} ${places} ${foreign}`.split(/\s+/));

/** No names at all. Folded. */
export const notNames: ReadonlySet<string> = new Set(`${peoples} ${days} ${currencies}`.split(/\s+/));
