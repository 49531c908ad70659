function words(lines: string): ReadonlySet<string> {
  return new Set(lines.trim().split(/\s+/));
}

/** Given names that are words, months, places or products as well: names where something beside them says so. */
export const wordGivenNames = words(`
  amber angel april art asia aurora austin autumn bill blessing bliss brook brooklyn buck buddy carol carolina chad
  charity chase chelsea chester chip christian clay cliff constance crystal daisy dakota dale dallas dawn dean denver
  destiny drew duke earl ernest eve faith florence frank gene georgia gift ginger glen grace grant guy hank happy
  harmony hazel heath heather holly honor hope houston india iris israel ivy jack jade jay jordan joy june kent kenya
  lane lily lincoln london lucky madison major mark max may melody mercy miles misty nick olive page paige paris pat
  patience pearl phoenix precious prudence rain ray reed rich rob robin roman rose rosemary ruby rusty sandy savannah
  skip sky star stormy sue summer sunny sydney tad trip troy van victor violet wade ward will wren`);

/** Surnames that are words: after a given name, where something beside them says that it is a person. */
export const wordSurnames = words(`
  baker ball banks bell best bird bishop black booth bridges brooks brown bush butler carpenter carter case cash chase
  church cook cooper cross curry day dean drake farmer field fields fisher ford forest fox frost gates glass gold golden
  grant gray green grey grove hall hand hardy head hill hills holmes house hunt hunter joy key king knight lake lamb
  land law light little long lord love major marsh mason may meadows miles miller mills moody moon moss noble north oaks
  page park parks peacock pope porter powers price ray reed reeves rice rich rivers rose rush sands savage sharp
  shepherd short small smart snow spears speed stark steel stone strong summer summers sweet swift temple thorn tower
  underwood wade walker ward waters watts weaver weeks wells west wheeler white winter winters wise wolf wood woods
  wright young`);

/** Names of two letters, which the lists leave out; none is a word of the languages around it. */
export const shortNames = words('ba bo cy ed ha hu jo ko li lu ma mo na ng ro ty vu wu xi xu yi yu');
