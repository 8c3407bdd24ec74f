import { figureColours } from "./figure-colours.js";

const dark = Object.entries(figureColours)
  .map(([light, other]) => `svg [fill="${light}"]{fill:${other}}svg [stroke="${light}"]{stroke:${other}}`)
  .join("\n");

/** The look of a page: system fonts, one column on a telephone, light or dark as the reader's system, black on white in print. */
export const style = `
:root{--paper:#fff;--ink:#1c1c1c;--faint:#5f6368;--line:#d9dce0;--tint:#f4f6f8;--link:#005a9c;--warn:#fff4e0;--warn-line:#d58a00;color-scheme:light dark}
*{box-sizing:border-box}
body{margin:0 auto;max-width:72rem;padding:1rem;font:1rem/1.5 system-ui,sans-serif;color:var(--ink);background:var(--paper);overflow-wrap:break-word}
h1{font-size:1.6rem;line-height:1.25;margin:.5rem 0 .2rem}
h2{font-size:1.2rem;margin:2.2rem 0 .6rem;padding-bottom:.2rem;border-bottom:1px solid var(--line)}
h3{font-size:1rem;margin:1.4rem 0 .4rem}
p{margin:.5rem 0}
a{color:var(--link)}
.faint,figcaption,dt,footer{color:var(--faint)}
nav ul{display:flex;flex-wrap:wrap;gap:.2rem 1rem;list-style:none;margin:.6rem 0;padding:0}
.scroll{overflow-x:auto;margin:.6rem 0}
.scroll:focus-visible{outline:2px solid var(--link)}
table{border-collapse:collapse;font-variant-numeric:tabular-nums;white-space:nowrap}
th,td{padding:.2rem .7rem .2rem 0;text-align:left;font-weight:400;vertical-align:top}
thead>tr>*{color:var(--faint);border-bottom:1px solid var(--line)}
tbody tr+tr>*{border-top:1px solid var(--line)}
.number{text-align:right}
.hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.figures{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,20rem),1fr));gap:1rem 2rem;align-items:start}
figure{margin:.5rem 0;min-width:0}
svg{display:block;width:100%;height:auto}
a.enlarge{display:block;cursor:zoom-in}
a.close{display:none}
@media screen{
figure:target{position:fixed;inset:0;z-index:1;margin:0;padding:1rem 1rem 3rem;overflow:auto;background:var(--paper)}
figure:target svg{width:min(96vw,110vh);max-width:none!important;margin:0 auto}
figure:target a.enlarge{pointer-events:none}
figure:target a.close{display:inline-block;position:fixed;top:.5rem;right:1rem;padding:.3rem .8rem;background:var(--tint);border-radius:4px}
}
figcaption{font-size:.875rem}
dl{margin:.6rem 0}
dl>div{display:grid;grid-template-columns:8.5rem 1fr;gap:.2rem 1rem;padding:.15rem 0}
dd{margin:0;min-width:0}
@media(max-width:36rem){dl>div{grid-template-columns:1fr;gap:0;padding:.3rem 0}}
pre{background:var(--tint);padding:.7rem;overflow-x:auto;font-size:.875rem;line-height:1.4;border-radius:4px}
pre.command{white-space:pre-wrap}
code{font-family:ui-monospace,monospace}
.warnings{background:var(--warn);border-left:4px solid var(--warn-line);padding:.5rem .9rem;margin:1rem 0}
.warnings ul{margin:.2rem 0;padding-left:1.2rem}
details{margin:.6rem 0}
summary{cursor:pointer;color:var(--link)}
details.step{border-top:1px solid var(--line);padding-top:.4rem}
footer{margin-top:3rem;padding-top:.6rem;border-top:1px solid var(--line);font-size:.875rem}
@media screen and (prefers-color-scheme:dark){
:root{--paper:#14171a;--ink:#e6e6e6;--faint:#a3a9b0;--line:#353b42;--tint:#1e2327;--link:#8ab8f0;--warn:#33290f;--warn-line:#d9a23a}
${dark}
}
@media print{body{max-width:none;padding:0}nav{display:none}h2{break-after:avoid}figure,tr,.warnings{break-inside:avoid}.scroll{overflow:visible}pre{white-space:pre-wrap}}
`;
