/** Colours of Okabe and Ito, told apart with any colour vision; shapes differ too. */
export const chartStyle = `
.chart{--ground:#fff;--ink:#1f2328;--quiet:#59636e;--grid:#e3e7eb;--axis:#818b98;--band:#cfd6dd;--main:#0072b2;--off:#d55e00}
@media (prefers-color-scheme:dark){.chart{--ground:#0d1117;--ink:#e6edf3;--quiet:#9aa4af;--grid:#262c34;--axis:#6e7681;--band:#363d47;--main:#56b4e9;--off:#e69f00}}
.chart{font:13px system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif;background:var(--ground)}
.chart text{fill:var(--ink)}
.chart .ground{fill:var(--ground)}
.chart .title{font-size:16px;font-weight:600}
.chart .quiet,.chart .tick{fill:var(--quiet)}
.chart .tick{font-size:12px}
.chart .small{font-size:11px}
.chart .name{font-weight:600}
.chart .grid{stroke:var(--grid)}
.chart .axis{stroke:var(--axis)}
.chart .guide{stroke:var(--quiet);stroke-dasharray:5 4;fill:none}
.chart .band{fill:var(--band);opacity:.75}
.chart .bar{fill:var(--main);opacity:.55}
.chart .line{stroke:var(--main);stroke-width:2;fill:none;stroke-linejoin:round}
.chart .main{fill:var(--main)}
.chart .open{fill:var(--ground);stroke:var(--main);stroke-width:2}
.chart .off{fill:var(--off)}
`.trim();
