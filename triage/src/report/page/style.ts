/** Light and dark; readable when printed. */
export const pageStyle = `
:root{color-scheme:light dark;--ground:#fff;--ink:#1f2328;--quiet:#59636e;--edge:#d1d9e0;--shade:#f6f8fa;--main:0,114,178;--warn:#9a3b00;--link:#005a8e}
@media (prefers-color-scheme:dark){:root{--ground:#0d1117;--ink:#e6edf3;--quiet:#9aa4af;--edge:#30363d;--shade:#161b22;--main:86,180,233;--warn:#f0a35e;--link:#79c0ff}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:1060px;padding:24px 20px 80px;background:var(--ground);color:var(--ink);font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif}
h1{font-size:26px;margin:0 0 4px}h2{font-size:21px;margin:48px 0 8px;border-bottom:1px solid var(--edge);padding-bottom:6px}h3{font-size:17px;margin:32px 0 8px}
p{max-width:75ch}.quiet{color:var(--quiet)}.warn{color:var(--warn);font-weight:600}
a{color:var(--link)}nav ul{padding:0;margin:12px 0;display:flex;flex-wrap:wrap;gap:4px 16px;list-style:none}
.skip{position:absolute;left:-999px}.skip:focus{left:8px;top:8px;background:var(--ground);padding:8px}
:focus-visible{outline:3px solid rgb(var(--main));outline-offset:2px}
.wide{overflow-x:auto;border:1px solid var(--edge);border-radius:8px;margin:12px 0}
table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}
caption{text-align:left;padding:8px 12px;color:var(--quiet)}
th,td{padding:6px 12px;text-align:left;vertical-align:top;border-top:1px solid var(--edge)}
thead th{background:var(--shade);white-space:nowrap}th[scope=row]{font-weight:600}
.number{text-align:right;white-space:nowrap}
.matrix th,.matrix td{padding:5px 8px}.matrix thead th{white-space:normal;min-width:64px;font-size:13px;text-align:right}
.matrix td{text-align:right}
figure{margin:16px 0;overflow-x:auto}.chart{max-width:100%;height:auto;border:1px solid var(--edge);border-radius:8px}
details{border:1px solid var(--edge);border-radius:8px;margin:8px 0;padding:8px 12px}summary{cursor:pointer}
blockquote{margin:8px 0;padding:8px 12px;background:var(--shade);border-radius:6px;white-space:pre-wrap;overflow-wrap:anywhere}
.word{white-space:nowrap;margin-right:12px}
@media print{details{break-inside:avoid}}
`.trim();
