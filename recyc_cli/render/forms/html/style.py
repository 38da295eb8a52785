"""Holds the style of a report on a screen, on a telephone and on paper."""

STYLE = """
:root { color-scheme: light; }
* { box-sizing: border-box; }
body { margin: 0; background: #fff; color: #1a1a1a; font: 16px/1.45 system-ui, sans-serif; }
main { max-width: 1080px; margin: 0 auto; padding: 32px 24px 48px; }
header { border-bottom: 3px solid #0072b2; padding-bottom: 14px; margin-bottom: 22px; }
h1 { font-size: 30px; line-height: 1.2; margin: 0 0 6px; overflow-wrap: anywhere; }
h2 { font-size: 21px; margin: 38px 0 10px; border-bottom: 1px solid #c8c8c8; padding-bottom: 4px; }
h3 { font-size: 16px; margin: 0 0 6px; }
p { margin: 4px 0; overflow-wrap: anywhere; }
.muted, figcaption, .note { color: #555; font-size: 14px; }
.tiles { display: grid; grid-template-columns: repeat(auto-fill, minmax(180px, 1fr)); gap: 10px; margin: 0; }
.tile { border: 1px solid #c8c8c8; border-top: 3px solid #0072b2; padding: 9px 12px; break-inside: avoid; }
.tile dt { color: #555; font-size: 13px; }
.tile dd { margin: 2px 0 0; font-size: 23px; font-weight: 650; font-variant-numeric: tabular-nums; }
.tile dd span { display: block; font-size: 13px; font-weight: 400; color: #555; }
.tile.minus { border-top-color: #d55e00; }
.grid { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 460px), 1fr)); gap: 26px 36px; }
.block { min-width: 0; margin: 0 0 22px; }
.grid .block { margin: 0; }
.grid .block.broad { grid-column: 1 / -1; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: 14px; font-variant-numeric: tabular-nums; }
th, td { padding: 4px 8px; text-align: left; vertical-align: top; border-bottom: 1px solid #e4e4e4; }
th:first-child, td:first-child { padding-left: 0; }
th { font-weight: 600; vertical-align: bottom; }
th, thead td { border-bottom: 1.5px solid #1a1a1a; }
th.number, td.number { text-align: right; white-space: nowrap; }
th.number + th:not(.number), td.number + td:not(.number) { padding-left: 14px; }
tr.total td { font-weight: 700; border-top: 1.5px solid #1a1a1a; }
tr.head td { font-weight: 600; padding-top: 10px; }
th.best, td.best { background: #e8f4ee; }
figure { margin: 0 0 8px; }
figure svg { display: block; width: 100%; height: auto; }
figure.flow .scroll svg { min-width: 860px; }
details { margin: 4px 0 14px; }
summary { cursor: pointer; color: #005a8c; font-size: 14px; }
.narrow { display: none; }
ol, ul { padding-left: 20px; margin: 6px 0; }
li { margin: 5px 0; font-size: 14px; overflow-wrap: anywhere; }
code { font-size: 13px; color: #555; }
a { color: #005a8c; }
footer { margin-top: 36px; border-top: 1px solid #c8c8c8; padding-top: 8px; }
@media screen and (max-width: 640px) {
  main { padding: 18px 14px 32px; }
  h1 { font-size: 23px; }
  h2 { font-size: 19px; margin-top: 28px; }
  .tiles { grid-template-columns: 1fr 1fr; }
  .tile dd { font-size: 19px; }
  .wide { display: none; }
  .narrow { display: block; }
}
@page { size: A4; margin: 15mm 14mm 16mm; }
@media print {
  body { font-size: 10pt; }
  main { max-width: none; padding: 0; }
  h1 { font-size: 19pt; }
  h2 { font-size: 13pt; margin: 16pt 0 6pt; }
  h1, h2, h3 { break-after: avoid; }
  .tiles { grid-template-columns: repeat(5, 1fr); gap: 6pt; }
  .tile { padding: 5pt 7pt; }
  .tile dd { font-size: 13pt; }
  .tile dt, .tile dd span { font-size: 8pt; }
  .grid { grid-template-columns: 1fr 1fr; gap: 12pt 18pt; }
  .scroll { overflow: visible; }
  details { display: none; }
  figure.flow .scroll svg { min-width: 0; }
  figure, .block.short, li { break-inside: avoid; }
  table { font-size: 8.5pt; }
  th, td { padding: 2pt 5pt; }
  .grid table { font-size: 7.5pt; }
  .grid th, .grid td { padding: 2pt 3pt; }
  thead { display: table-header-group; }
  tr { break-inside: avoid; }
  .muted, figcaption, .note, li, code { font-size: 8.5pt; }
  a { color: inherit; text-decoration: none; }
  section.new { break-before: page; }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
""".strip()
