/** Draws a terminal's text, with its colours, as an SVG: the picture in the README is one of the demo's last screen. */

const cell = { width: 7.8, height: 17 };
const margin = 16;

/** A dark theme's shades of the SGR colours that we use (ECMA-48 §8.3.117). */
const shades: Readonly<Record<string, string>> = {
  '31': '#f47067',
  '32': '#57ab5a',
  '33': '#c69026',
  '34': '#539bf5',
  '35': '#b083f0',
  '36': '#39c5cf',
  '37': '#adbac7',
  '90': '#768390',
  '92': '#8ddb8c',
};

interface Style {
  readonly colour: string;
  readonly bold: boolean;
}

const plain: Style = { colour: '#adbac7', bold: false };

/** `text` is lines of at most `columns` characters, with SGR sequences and no other controls. */
export function terminalPicture(text: string, columns: number): string {
  const lines = text.replace(/\s+$/, '').split('\n');
  const width = Math.round(columns * cell.width + 2 * margin);
  const height = lines.length * cell.height + 2 * margin;
  const rows = lines.map((line, index) => {
    const y = margin + (index + 0.8) * cell.height;
    return `<text x="${margin}" y="${y.toFixed(1)}" xml:space="preserve">${spans(line)}</text>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="ui-monospace, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="13">
<rect width="100%" height="100%" rx="8" fill="#1c2128"/>
${rows.join('\n')}
</svg>
`;
}

function spans(line: string): string {
  let style = plain;
  let column = 0;
  return line
    .split(new RegExp(`${String.fromCharCode(27)}\\[([0-9;]*)m`))
    .map((piece, index) => {
      if (index % 2 === 1) {
        style = piece.split(';').reduce(apply, style);
        return '';
      }
      const x = margin + column * cell.width;
      column += [...piece].length;
      if (piece.trim() === '') return '';
      const weight = style.bold ? ' font-weight="bold"' : '';
      const length = ([...piece].length * cell.width).toFixed(1);
      return `<tspan x="${x.toFixed(1)}" textLength="${length}" fill="${style.colour}"${weight}>${escaped(piece)}</tspan>`;
    })
    .join('');
}

function apply(style: Style, parameter: string): Style {
  if (parameter === '' || parameter === '0') return plain;
  if (parameter === '1') return { ...style, bold: true };
  if (parameter === '2') return { ...style, colour: '#768390' };
  if (parameter === '39') return { ...style, colour: plain.colour };
  return { ...style, colour: shades[parameter] ?? style.colour };
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
